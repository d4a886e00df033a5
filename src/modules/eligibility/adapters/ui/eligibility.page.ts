import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { dateFromFields, fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { ReadReferral } from '../../../referrals/contract/facts.js';
import type {
  ExplainedCheck,
  makeExplainProject,
  ProjectExplained,
} from '../../application/explain-project.js';
import { changeText } from '../../domain/change-text.js';
import { checkText } from '../../domain/check-text.js';
import type { Answer, Check } from '../../domain/check.js';
import { EligibilityView, type AskedModel } from './eligibility.view.js';
import { addressOfRules } from './rules.page.js';

/** What the page of a person and a project needs. */
export interface EligibilityPageDeps {
  readonly readReferral: ReadReferral;
  readonly explainProject: ReturnType<typeof makeExplainProject>;
  readonly readProjectNames: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

/** Where it is told why a person can come to a project, or not; the address of matching's page leads here. */
export const addressOfEligibility = (referralId: string): string => `/referrals/${referralId}/eligibility`;

const verdictTexts: Readonly<Record<Answer, { readonly tag: TagModel; readonly text: string }>> = {
  yes: { tag: { text: 'Yes', colour: 'green' }, text: 'can come, by all that is recorded' },
  no: { tag: { text: 'No', colour: 'red' }, text: 'cannot come as things stand' },
  unknown: { tag: { text: 'Not known', colour: 'yellow' }, text: 'could come if something were recorded' },
};
const assessmentTexts: Readonly<Record<Answer, string>> = {
  yes: 'Nothing stands in the way of an assessment by the project.',
  no: 'The project would not assess them yet: see the rules asked before assessment.',
  unknown: 'Before an assessment by the project, something has to be recorded.',
};

/** An unmet rule that excludes nobody is no red "No": somebody decides, or a fact is asked for. */
const answerTag = ({ answer, asked }: Check): TagModel => {
  if (answer === 'yes') return { text: 'Yes', colour: 'green' };
  if (asked?.effect === 'case_by_case') return { text: 'Provider decides', colour: 'blue' };
  if (answer === 'unknown') return { text: 'Not known', colour: 'yellow' };
  return asked?.effect === 'require_action'
    ? { text: 'Not yet', colour: 'orange' }
    : { text: 'No', colour: 'red' };
};

const changeOf = ({ check, change }: ExplainedCheck): string | null => {
  if (check.asked?.effect === 'case_by_case') {
    return check.answer === 'yes' ? null : 'Ask the provider: nobody is turned away by this rule alone';
  }
  if (check.answer === 'unknown') return 'Find it out and record it on the referral';
  return change === null ? null : changeText(check, change, shortDate);
};

const askedOf = (explained: ExplainedCheck, key: string, sourceText: string): AskedModel => {
  const { text, detail = null } = checkText(explained.check);
  return {
    ...{ key, text, detail, sourceText },
    answer: answerTag(explained.check),
    changeText: changeOf(explained),
  };
};

const bedsTextOf = ({ yes, unknown, no }: ProjectExplained['beds']): string =>
  yes + unknown + no === 0
    ? 'No single beds are recorded for this project on that day, so its rules alone decide.'
    : `${countOf(yes, 'bed')} would suit by what they ask, ${countOf(unknown, 'bed')} would need a fact recorded, ${countOf(no, 'bed')} would not.`;

const readDay = (
  query: Readonly<Record<string, string>>,
  today: IsoDate,
): { readonly on: IsoDate; readonly errors: readonly FieldError[] } => {
  const typed = dateFromFields(query, 'on');
  if (typed.kind === 'date') return { on: typed.on, errors: [] };
  return {
    on: today,
    errors:
      typed.kind === 'missing'
        ? []
        : [{ field: 'on', text: `Enter a day of arrival such as ${shortDate(today)}` }],
  };
};

/** Why, why not and what would change it: a person, a project and a day of arrival. */
export const eligibilityPage = (deps: EligibilityPageDeps): Page => ({
  path: addressOfEligibility(':referralId'),
  permission: 'see-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  async read(tx, { params, query, scope, frame, today }) {
    const referralId = params['referralId'] ?? '';
    if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
    const referral = await deps.readReferral(tx, scope, referralId);
    if (referral === null) return { kind: 'problem', code: 'not-found' };
    const projects = await deps.readProjectNames(tx);
    const chosen = projects.find(({ projectId }) => projectId === query['projectId']);
    const day = readDay(query, today);
    const outcome =
      chosen === undefined
        ? null
        : await deps.explainProject(tx, scope, {
            ...{ referralId, today, projectId: chosen.projectId },
            on: day.on,
          });
    const refused: readonly FieldError[] =
      outcome?.ok === false && outcome.refusal.code === 'day-not-possible'
        ? [
            {
              field: 'on',
              text: `Enter a day of arrival from ${shortDate(outcome.refusal.earliestOn)} to ${shortDate(outcome.refusal.latestOn)}`,
            },
          ]
        : [];
    const found = outcome?.ok === true ? outcome.value : null;
    const names = await deps.readNames(tx, scope, [referral.clientId]);
    return {
      kind: 'page',
      page: EligibilityView({
        frame,
        action: addressOfEligibility(referralId),
        placesHref: `/referrals/${referralId}/places`,
        rulesHref: chosen === undefined ? null : addressOfRules(chosen.projectId),
        title:
          chosen === undefined
            ? `Why or why not, for ${referral.reference}`
            : `${referral.reference} and ${chosen.name}`,
        name: names.get(referral.clientId) ?? null,
        stayText:
          found === null
            ? null
            : `${countOf(referral.plannedWeeks, 'week')} as planned, from ${shortDate(found.stay.arrivesOn)} to ${shortDate(found.stay.departsOn)}.`,
        form: {
          values: { ...fieldsOfDate('on', day.on), ...query, projectId: chosen?.projectId ?? '' },
          errors: [...day.errors, ...refused],
        },
        projectOptions: projects.map(({ projectId, name }) => ({ value: projectId, text: name })),
        verdict:
          found === null
            ? null
            : {
                tag: verdictTexts[found.answer].tag,
                text: `${referral.reference} ${verdictTexts[found.answer].text}`,
                assessmentText: assessmentTexts[found.assessment],
              },
        rules: (found?.rules ?? []).map((one) =>
          askedOf(one, `${one.rule.ruleId} ${one.rule.version}`, one.rule.source),
        ),
        bedsText: found === null ? null : bedsTextOf(found.beds),
        beds: (found?.bedReasons ?? []).map((one, index) =>
          askedOf(one, `${one.check.rule} ${index}`, countOf(one.beds, 'bed')),
        ),
      }),
    };
  },
});
