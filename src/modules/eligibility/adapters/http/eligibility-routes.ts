import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, words } from '../../../../platform/http/schemas.js';
import type {
  AskedChangeRefusal,
  DecideRuleChangeRefusal,
  makeDecideRuleChange,
  makePreviewRuleChange,
  makeProposeRuleChange,
} from '../../application/change-rule.js';
import type {
  BedReason,
  ExplainProjectRefusal,
  ExplainedCheck,
  ExplainedRule,
  makeExplainProject,
} from '../../application/explain-project.js';
import { changeKinds } from '../../application/ports.js';
import type { AuthoredRule, WaitingChange } from '../../application/project-rules.js';
import {
  attributes,
  doseUnits,
  effects,
  operators,
  stages,
  type RuleContent,
  type RuleValue,
} from '../../domain/admission-rule.js';
import { changeText } from '../../domain/change-text.js';
import { checkText } from '../../domain/check-text.js';
import { readRuleValue } from '../../domain/rule-content.js';
import { ruleText } from '../../domain/rule-text.js';

/** What the routes of rules and of eligibility need. */
export interface EligibilityRouteDeps {
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
  readonly readProjectName: (tx: Tx, projectId: string) => Promise<string | null>;
  readonly readOwnProject: (tx: Tx, scope: Scope, projectId: string) => Promise<object | null>;
  readonly readProjectRules: (tx: Tx, projectId: string, from: IsoDate) => Promise<readonly AuthoredRule[]>;
  readonly readWaitingChanges: (tx: Tx, projectId: string) => Promise<readonly WaitingChange[]>;
  readonly previewRuleChange: ReturnType<typeof makePreviewRuleChange>;
  readonly proposeRuleChange: ReturnType<typeof makeProposeRuleChange>;
  readonly decideRuleChange: ReturnType<typeof makeDecideRuleChange>;
  readonly explainProject: ReturnType<typeof makeExplainProject>;
}

const answer = z.enum(['yes', 'no', 'unknown']);
const value = z
  .union(
    [z.number(), z.boolean(), words(200), z.array(words(80)).min(1).max(40)],
    'Give a number, true or false, a text of at most 200 characters, or a list of one to 40 texts.',
  )
  .describe('A number, a flag, a level or a matter; or the choices of which one must be met');

const contentBody = z.strictObject({
  attribute: z.enum(attributes).describe('What the rule is about'),
  operator: z.enum(operators).describe('How the person’s fact is compared with the value'),
  value,
  unit: z.enum(doseUnits).nullable().default(null).describe('Of a dose; null for everything else'),
  stage: z.enum(stages).describe('When the rule is asked'),
  effect: z
    .enum(effects)
    .describe(
      'exclude: cannot come; require_action: not until it is done; case_by_case: the provider decides',
    ),
  action: words(500).nullable().default(null).describe('What is done first; needed with require_action'),
  source: words(500).describe('Where the rule is written down, or why the project has it'),
});

const changeBody = z.strictObject({
  kind: z.enum(changeKinds).describe('add a rule, replace one by another version of it, or end one'),
  ruleId: identifier.nullable().default(null).describe('The rule; null for a new one'),
  ruleVersion: z.int().min(0).default(0).describe('The version that was read; 0 for a new rule'),
  rule: contentBody.nullable().default(null).describe('What the rule says from then on; null where it ends'),
  startsOn: civilDate.describe('First day of arrival for which it counts'),
});

type ChangeBody = z.output<typeof changeBody>;

const askedOf = ({ kind, ruleId, ruleVersion, rule, startsOn }: ChangeBody) => ({
  kind,
  ruleId,
  expectedVersion: ruleVersion,
  content: rule satisfies RuleContent | null,
  startsOn,
});

const count = (what: string) =>
  z.int().nullable().describe(`${what}; null for one to four, so that nobody is known by it`);
const counts = {
  losePlace: count('People who would lose the place suggested to them today').exactOptional(),
  gainPlace: count('People who would have a place suggested and have none now').exactOptional(),
  excluded: count('People who wait today and would be excluded'),
  unknown: count('People of whom a fact would have to be recorded first'),
  eligible: count('People who would be eligible'),
};

const changeProblems: ProblemTable<AskedChangeRefusal | { readonly code: 'rule-missing' }> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'rule-missing': {
    status: 422,
    title: 'A change says what the rule is to be, unless it ends it',
    remedy: 'Send rule with kind add or replace, and leave it out with kind end.',
    pointer: '/rule',
  },
  'rule-not-understood': {
    status: 422,
    title: 'This rule cannot be asked',
    remedy: 'Send one of what accepted names for the part at fault.',
    detail: ({ part, accepted }) => `The ${part} of the rule must be: ${accepted.join(', ')}.`,
    pointer: '/rule',
  },
  'rule-has-ended': {
    status: 409,
    title: 'An end was set for this rule before',
    remedy: 'Add a new rule instead.',
  },
  'nothing-changes': {
    status: 409,
    title: 'That is what the rule says already',
    remedy: 'Nothing needs doing.',
  },
  'start-not-possible': {
    status: 422,
    title: 'The change cannot begin on that day',
    remedy: 'Give a day from earliestOn to latestOn.',
    detail: ({ earliestOn, latestOn }) => `It can begin from ${earliestOn} to ${latestOn}.`,
    pointer: '/startsOn',
  },
};

const ruleReply = z.object({
  ruleId: identifier.describe('The rule'),
  version: z.int().describe('Which version of it'),
  attribute: z.enum(attributes).describe('What it is about'),
  operator: z.enum(operators).describe('How it compares'),
  value,
  unit: z.enum(doseUnits).nullable().describe('Of a dose'),
  stage: z.enum(stages).describe('When it is asked'),
  effect: z.enum(effects).describe('What it does where it is not met'),
  action: z.string().nullable().describe('What is done first'),
  text: z.string().describe('The rule in words'),
  source: z.string().describe('Where it is written down'),
  validFrom: civilDateText.describe('First day on which it is in force'),
  validTo: civilDateText.nullable().describe('First day on which it no longer is; null while no end is set'),
});

const toBodyValue = (comparedWith: RuleValue) =>
  typeof comparedWith === 'object' ? [...comparedWith] : comparedWith;

const ruleOf = (rule: AuthoredRule) => {
  const { ruleId, version, attribute, operator, value: comparedWith, unit, stage, effect, action } = rule;
  return {
    ...{ ruleId, version, attribute, operator, unit, stage, effect, action },
    value: toBodyValue(comparedWith),
    text: ruleText(rule),
    source: rule.source,
    validFrom: rule.validFrom,
    validTo: rule.validTo,
  };
};

const project = z.strictObject({ projectId: identifier.describe('The project') });

const listRules = (deps: EligibilityRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/projects/{projectId}/admission-rules',
      operationId: 'listAdmissionRules',
      tag: 'Eligibility',
      summary: 'Who may come to a project: its rules in force, and those to come',
      permission: 'see-availability',
      auditEvent: null,
      params: project,
      reply: z.object({ rules: z.array(ruleReply).describe('In order of what they are about') }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { projectId } }) => {
      if ((await deps.readProjectName(tx, projectId)) === null) return refuse({ code: 'not-found' });
      const { today } = await deps.now(tx);
      return done({ rules: (await deps.readProjectRules(tx, projectId, today)).map(ruleOf) });
    },
  );

const listChanges = (deps: EligibilityRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/projects/{projectId}/admission-rule-changes',
      operationId: 'listWaitingRuleChanges',
      tag: 'Eligibility',
      summary: 'Changes of a project’s rules that wait for a second manager',
      permission: 'edit-admission-rules',
      auditEvent: null,
      params: project,
      reply: z.object({
        changes: z
          .array(
            z.object({
              changeId: identifier.describe('The change'),
              kind: z.enum(changeKinds).describe('What it does'),
              ruleId: identifier.describe('The rule it changes or makes'),
              text: z.string().nullable().describe('What the rule would say; null where it ends'),
              startsOn: civilDateText.describe('First day for which it would count'),
              reason: z.string().describe('Why it was asked for'),
              ...counts,
            }),
          )
          .describe('The oldest first'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { projectId }, scope }) => {
      if ((await deps.readOwnProject(tx, scope, projectId)) === null) return refuse({ code: 'not-found' });
      const changes = await deps.readWaitingChanges(tx, projectId);
      return done({
        changes: changes.map(({ changeId, kind, ruleId, content, startsOn, reason, preview }) => ({
          ...{ changeId, kind, ruleId, startsOn, reason, ...preview },
          text: content === null ? null : ruleText(content),
        })),
      });
    },
  );

const isMissing = ({ kind, rule }: ChangeBody): boolean => (kind === 'end') !== (rule === null);

const previewQuery = z.strictObject({
  kind: z.enum(changeKinds).describe('add a rule, replace one by another version of it, or end one'),
  startsOn: civilDate.describe('First day of arrival for which it would count'),
  ruleId: identifier.optional().describe('The rule; left out for a new one'),
  ruleVersion: z
    .string()
    .regex(/^\d{1,6}$/, 'Give the number of the version.')
    .transform(Number)
    .default(0)
    .describe('The version that was read; 0 for a new rule'),
  attribute: z.enum(attributes).optional().describe('What the rule is about; left out where it ends'),
  operator: z.enum(operators).optional().describe('How the person’s fact is compared with the value'),
  value: words(1000).optional().describe('The value as text; choices are set apart by semicolons'),
  unit: z.enum(doseUnits).optional().describe('Of a dose'),
  stage: z.enum(stages).default('admission').describe('When the rule is asked'),
  effect: z.enum(effects).default('exclude').describe('What it does where it is not met'),
});

const previewed = (query: z.output<typeof previewQuery>): ChangeBody => {
  const { kind, startsOn, ruleId = null, ruleVersion, attribute, operator, value: text, unit = null } = query;
  const { stage, effect } = query;
  const rule =
    attribute === undefined || operator === undefined || text === undefined
      ? null
      : {
          ...{ attribute, operator, unit, stage, effect },
          value: toBodyValue(readRuleValue(attribute, text)),
          // Neither decides who may come.
          ...{ action: 'What is done first', source: 'A preview' },
        };
  return { kind, startsOn, ruleId, ruleVersion, rule };
};

const previewChange = (deps: EligibilityRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/projects/{projectId}/admission-rule-preview',
      operationId: 'previewRuleChange',
      tag: 'Eligibility',
      summary: 'See what a change of a rule would do to the people who wait today, as counts',
      permission: 'edit-admission-rules',
      auditEvent: null,
      params: project,
      query: previewQuery,
      reply: z.object({
        excludesMore: z.boolean().describe('Whether it would wait for a second manager'),
        ...counts,
      }),
      refusals: changeProblems,
    },
    async (tx, { params, query, scope }) => {
      const asked = previewed(query);
      if (isMissing(asked)) return refuse({ code: 'rule-missing' });
      const { today } = await deps.now(tx);
      return deps.previewRuleChange(tx, scope, { ...params, ...askedOf(asked), today });
    },
  );

const proposeChange = (deps: EligibilityRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/projects/{projectId}/admission-rule-changes',
      operationId: 'changeAdmissionRule',
      tag: 'Eligibility',
      summary:
        'Add, replace or end a rule of a project; a change that excludes more waits for a second manager',
      permission: 'edit-admission-rules',
      auditEvent: 'eligibility.rule-change-proposed',
      replyStatus: 201,
      params: project,
      body: changeBody.extend({ reason: words(500).describe('Why; the second manager reads it') }),
      reply: z.object({
        changeId: identifier.describe('The change'),
        ruleId: identifier.describe('The rule'),
        state: z
          .enum(['waiting', 'applied'])
          .describe('waiting for a second manager, or applied from its day on'),
        startsOn: civilDateText.describe('First day for which it counts'),
      }),
      refusals: {
        ...changeProblems,
        'change-already-waiting': {
          status: 409,
          title: 'Another change of this rule waits for a second manager',
          remedy: 'Have it confirmed or take it back first.',
        },
      },
    },
    async (tx, { params, body, scope, actor }) => {
      if (isMissing(body)) return refuse({ code: 'rule-missing' });
      const { today } = await deps.now(tx);
      const { memberId } = actor;
      return deps.proposeRuleChange(tx, scope, {
        ...{ ...params, ...askedOf(body), reason: body.reason, today, memberId },
      });
    },
  );

const decisionProblems: ProblemTable<DecideRuleChangeRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'second-manager-needed': {
    status: 409,
    title: 'Somebody else has to confirm this change',
    remedy: 'Ask another manager of your organisation, or take the change back.',
  },
  'change-already-decided': {
    status: 409,
    title: 'This change was confirmed or taken back before',
    remedy: 'Look at the rules as they are now.',
    detail: ({ state }) => `It was ${state} before.`,
  },
};

const decideChange = (deps: EligibilityRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/projects/{projectId}/admission-rule-changes/{changeId}/decision',
      operationId: 'decideRuleChange',
      tag: 'Eligibility',
      summary: 'Confirm a change of a rule as a second manager, or take it back',
      permission: 'edit-admission-rules',
      auditEvent: 'eligibility.rule-change-decided',
      params: z.strictObject({
        projectId: identifier.describe('The project'),
        changeId: identifier.describe('The change'),
      }),
      body: z.strictObject({
        decision: z
          .enum(['confirm', 'withdraw'])
          .describe('confirm by somebody else than its author, or withdraw'),
      }),
      reply: z.object({
        changeId: identifier.describe('The change'),
        ruleId: identifier.describe('The rule'),
        state: z.enum(['applied', 'withdrawn']).describe('What became of it'),
        startsOn: civilDateText.describe('First day for which it counts: today where its day has gone by'),
      }),
      refusals: decisionProblems,
    },
    async (tx, { params, body, scope, actor }) => {
      const { today } = await deps.now(tx);
      return deps.decideRuleChange(tx, scope, { ...params, ...body, memberId: actor.memberId, today });
    },
  );

const checkReply = {
  answer: answer.describe('Its answer'),
  text: z.string().describe('What is asked'),
  detail: z.string().nullable().describe('The values the answer was reached from'),
  change: z
    .object({
      of: z.enum(['person', 'arrival', 'place']).describe('What would have to be otherwise'),
      to: z
        .union([z.string(), z.number(), z.boolean(), z.null()])
        .describe('The value with which the rule says yes'),
      text: z.string().describe('The same in words'),
    })
    .nullable()
    .describe('The smallest change with which it says yes; null where it does not say no'),
};

const toCheck = ({ check, change }: ExplainedCheck) => {
  const { text, detail = null } = checkText(check);
  return {
    answer: check.answer,
    text,
    detail,
    change: change === null ? null : { ...change, text: changeText(check, change, (on) => on) },
  };
};

const toRule = (explained: ExplainedRule) => {
  const { rule } = explained;
  return {
    ...toCheck(explained),
    ...{ ruleId: rule.ruleId, version: rule.version, stage: rule.stage, effect: rule.effect },
    source: rule.source,
  };
};

const toReason = (reason: BedReason) => ({
  ...toCheck(reason),
  rule: reason.check.rule,
  beds: reason.beds,
});

const explainProblems: ProblemTable<ExplainProjectRefusal> = {
  'not-found': commonProblems['not-found'],
  'day-not-possible': {
    status: 422,
    title: 'Nobody can arrive on that day',
    remedy: 'Give a day from earliestOn to latestOn.',
    detail: ({ earliestOn, latestOn }) => `Give a day from ${earliestOn} to ${latestOn}.`,
    pointer: '/on',
  },
};

const explain = (deps: EligibilityRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/eligibility',
      operationId: 'explainEligibility',
      tag: 'Eligibility',
      summary: 'Why a person can come to a project on a day, why not, and what would change it',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params: z.strictObject({ referralId: identifier.describe('The referral') }),
      query: z.strictObject({
        projectId: identifier.describe('The project'),
        on: civilDate.optional().describe('Day of arrival; today unless given'),
      }),
      reply: z.object({
        projectName: z.string().describe('The name of the project'),
        arrivesOn: civilDateText.describe('First night asked about'),
        departsOn: civilDateText.describe('The day of leaving of the stay planned'),
        answer: answer.describe(
          'By its rules for admission and stay, and the bed that suits best, free or not',
        ),
        assessment: answer.describe('By the rules asked before assessment'),
        rules: z
          .array(
            z.object({
              ruleId: identifier.describe('The rule'),
              version: z.int().describe('Its version'),
              stage: z.enum(stages).describe('When it is asked'),
              effect: z.enum(effects).describe('What it does where it is not met'),
              source: z.string().describe('Where it is written down'),
              ...checkReply,
            }),
          )
          .describe('Every rule of the project that is about this person, in order of stage'),
        beds: z
          .object({
            yes: z.int().describe('Beds that suit'),
            unknown: z.int().describe('Beds of which a fact is missing'),
            no: z.int().describe('Beds that do not suit'),
          })
          .describe('Its beds by what they themselves ask'),
        bedReasons: z
          .array(
            z.object({
              rule: z.string().describe('What the bed asks'),
              beds: z.int().describe('How many beds say so'),
              ...checkReply,
            }),
          )
          .describe('What beds say no to, or lack a fact for'),
      }),
      refusals: explainProblems,
    },
    async (tx, { params: { referralId }, query: { projectId, on }, scope }) => {
      const { today } = await deps.now(tx);
      const explained = await deps.explainProject(tx, scope, {
        referralId,
        projectId,
        on: on ?? today,
        today,
      });
      if (!explained.ok) return explained;
      const { projectName, stay, assessment, rules, beds, bedReasons } = explained.value;
      return done({
        ...{ projectName, ...stay, answer: explained.value.answer, assessment },
        rules: rules.map(toRule),
        beds: { ...beds },
        bedReasons: bedReasons.map(toReason),
      });
    },
  );

/** Rules of projects and their changes; and why somebody can go to a project, or not. */
export const eligibilityRoutes = (deps: EligibilityRouteDeps): readonly Route[] => [
  listRules(deps),
  listChanges(deps),
  previewChange(deps),
  proposeChange(deps),
  decideChange(deps),
  explain(deps),
];
