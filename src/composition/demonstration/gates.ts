import type { Actor } from '../../kernel/actor.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import type { GivenAnswer } from '../../modules/eligibility/application/answer-suitability.js';
import { readOpenReferrals } from '../referral-reads.js';
import type { Modules } from '../modules.js';
import type { World } from './world.js';

/** Both have a sign-in that is printed, so that a newcomer sees a question from either side. */
const partnershipName = 'Glasgow City';
const projectName = 'Phoenix Futures Scottish Residential';

/** What the project says, person by person; null leaves the question open. Invented. */
const answers: readonly (GivenAnswer | null)[] = [
  null,
  {
    kind: 'more_information',
    neededFrom: 'prescriber',
    note: 'Which dose is taken now, and whether it will be lowered before arrival',
  },
  {
    kind: 'not_suitable',
    reason: 'needs_cannot_be_met',
    ruleId: null,
    note: 'Needs more support with mental health than there is here; the NHS service in Edinburgh may suit better',
  },
  { kind: 'suitable', note: null },
  null,
];

/** Asks a project about a few people who wait, and has it answer some. Nothing where somebody has asked before. */
export const askAboutSuitability = async (
  uow: UnitOfWork,
  { suitability }: Modules,
  world: World,
  today: IsoDate,
): Promise<void> => {
  const partnership = world.partnerships.find(({ name }) => name === partnershipName);
  const project = world.projects.find(({ name }) => name === projectName);
  const coordinator = partnership === undefined ? undefined : world.coordinators.get(partnership.id);
  const manager = project === undefined ? undefined : world.managers.get(project.providerId);
  if (project === undefined || coordinator === undefined || manager === undefined) return;
  const asked = await uow.read((tx) =>
    suitability.listOpenSuitability(tx, coordinator.home, { after: null, limit: 1 }),
  );
  if (asked.length > 0) return;
  const waiting = (await uow.read(readOpenReferrals))
    .filter(({ partnershipId }) => partnershipId === partnership?.id)
    .slice(0, answers.length);
  const as = (actor: Actor) => ({ actor, requestId: 'demonstration-suitability' });
  for (const [index, { referralId, version }] of waiting.entries()) {
    const given = answers[index] ?? null;
    const request = await uow.run(as(coordinator), (tx) =>
      suitability.askSuitability(tx, coordinator.home, {
        ...{ memberId: coordinator.memberId, referralId, projectId: project.id, note: null, today },
      }),
    );
    if (!request.ok || given === null) continue;
    await uow.run(as(manager), (tx) =>
      suitability.answerSuitability(tx, manager.home, {
        ...{ memberId: manager.memberId, requestId: request.value.requestId, expectedVersion: 1 },
        ...{ given, today, referralVersion: version },
      }),
    );
  }
};

/** Says for one booking who brings the person and what becomes of the home; the others show what is still to arrange. */
export const arrangeOneArrival = async (
  uow: UnitOfWork,
  { gettingThere }: Modules,
  world: World,
  today: IsoDate,
): Promise<void> => {
  const partnership = world.partnerships.find(({ name }) => name === partnershipName);
  const coordinator = partnership === undefined ? undefined : world.coordinators.get(partnership.id);
  if (coordinator === undefined) return;
  const { home: scope, memberId } = coordinator;
  const booked = await uow.read(async (tx) => {
    for (const { referralId, partnershipId } of await readOpenReferrals(tx)) {
      if (partnershipId !== partnership?.id) continue;
      const place = await gettingThere.readOpenPlace(tx, scope, referralId);
      if (place?.state !== 'booked' || place.arrivesOn < today) continue;
      const { travel } = await gettingThere.readGettingThere(tx, referralId);
      return travel === null ? { referralId, arrivesOn: place.arrivesOn } : null;
    }
    return null;
  });
  if (booked === null) return;
  const { referralId, arrivesOn } = booked;
  await uow.run({ actor: coordinator, requestId: 'demonstration-arrival' }, (tx) =>
    gettingThere.recordTravel(tx, scope, {
      ...{ memberId, referralId, today, travelsOn: arrivesOn, broughtBy: 'key_worker', isConfirmed: true },
      note: 'The key worker drives, and comes back for the first visit',
    }),
  );
  await uow.run({ actor: coordinator, requestId: 'demonstration-home' }, (tx) =>
    gettingThere.recordHome(tx, scope, {
      ...{ memberId, referralId, answer: 'support_to_apply' },
      note: null,
    }),
  );
};
