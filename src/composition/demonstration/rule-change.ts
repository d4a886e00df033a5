import { addNights, type IsoDate } from '../../kernel/iso-date.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import type { Modules } from '../modules.js';
import type { World } from './world.js';

/** Whoever opens the rules of this project as its other manager finds a change to confirm or take back. */
const projectName = 'Phoenix Futures Scottish Residential';

/** A manager asks for a rule that would exclude more people. Invented, and said to be. Nothing happens the second time. */
export const askForRuleChange = async (
  uow: UnitOfWork,
  { eligibility }: Modules,
  world: World,
  today: IsoDate,
): Promise<void> => {
  const project = world.projects.find(({ name }) => name === projectName);
  const manager = project === undefined ? undefined : world.managers.get(project.providerId);
  if (project === undefined || manager === undefined) return;
  const rules = await uow.read((tx) => eligibility.readProjectRules(tx, project.id, today));
  const base = rules.find(({ attribute, validTo }) => attribute === 'age' && validTo === null);
  if (base === undefined) return;
  const outcome = await uow.run({ actor: manager, requestId: 'demonstration-rule-change' }, (tx) =>
    eligibility.proposeRuleChange(tx, manager.home, {
      ...{ memberId: manager.memberId, projectId: project.id, today, startsOn: addNights(today, 14) },
      ...{ kind: 'replace', ruleId: base.ruleId, expectedVersion: base.version },
      content: {
        ...{ attribute: 'age', operator: 'at_least', value: 18, unit: null, stage: 'admission' },
        ...{ effect: 'exclude', action: null, source: 'Invented for the demonstration: no source says so' },
      },
      reason: 'Invented for the demonstration, to be confirmed or taken back by the other manager',
    }),
  );
  if (!outcome.ok && outcome.refusal.code !== 'change-already-waiting') {
    throw new Error(`The change of a rule was refused: ${outcome.refusal.code}`);
  }
};
