import type { Scope } from '../../../../kernel/actor.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { refuse } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type {
  DecideRuleChangeRefusal,
  makeDecideRuleChange,
  makePreviewRuleChange,
  makeProposeRuleChange,
} from '../../application/change-rule.js';
import type { PreviewCounts } from '../../application/ports.js';
import type { AuthoredRule, PastChange, WaitingChange } from '../../application/project-rules.js';
import { fewestTold } from '../../domain/told.js';
import { ruleChangeText } from '../../domain/rule-change-text.js';
import { attributeTexts, effectTexts, ruleText, stageTexts } from '../../domain/rule-text.js';
import { ChangeRuleView, type PreviewModel } from './change-rule.view.js';
import {
  attributeIn,
  attributeOptions,
  explainChange,
  lineOf,
  questionsOf,
  readChange,
  typedOf,
  valueHintOf,
  type TypedChange,
} from './rule-form.js';
import { RulesView, type PastChangeModel, type RuleRowModel, type WaitingChangeModel } from './rules.view.js';

/** What the pages of a project's rules read and do. */
export interface RulesPageDeps {
  readonly readProjectName: (tx: Tx, projectId: string) => Promise<string | null>;
  readonly readOwnProject: (
    tx: Tx,
    scope: Scope,
    projectId: string,
  ) => Promise<{ readonly name: string } | null>;
  readonly readProjectRules: (tx: Tx, projectId: string, from: IsoDate) => Promise<readonly AuthoredRule[]>;
  readonly readWaitingChanges: (tx: Tx, projectId: string) => Promise<readonly WaitingChange[]>;
  readonly readPastChanges: (tx: Tx, projectId: string) => Promise<readonly PastChange[]>;
  readonly readHealthBoards: (tx: Tx) => Promise<readonly string[]>;
  readonly previewRuleChange: ReturnType<typeof makePreviewRuleChange>;
  readonly proposeRuleChange: ReturnType<typeof makeProposeRuleChange>;
  readonly decideRuleChange: ReturnType<typeof makeDecideRuleChange>;
}

/** Where the rules of a project are shown. */
export const addressOfRules = (projectId: string): string => `/projects/${projectId}/rules`;

const changePath = (projectId: string): string => `${addressOfRules(projectId)}/change`;
const decisionPath = (projectId: string, changeId: string): string =>
  `${addressOfRules(projectId)}/changes/${changeId}/decision`;

const idIn = (text: string | undefined): string | null => {
  const read = identifier.safeParse(text);
  return read.success ? read.data : null;
};

const peopleText = (people: number | null): string =>
  people === null ? `Fewer than ${fewestTold} people` : `${people} ${people === 1 ? 'person' : 'people'}`;

/** What a change would do to people who wait today, kind by kind; those it does nothing to are left out. */
const sentencesOf = ({
  excluded,
  unknown,
  eligible,
  losePlace = 0,
  gainPlace = 0,
}: PreviewCounts): readonly string[] => {
  const told = [
    excluded === 0 ? null : `${peopleText(excluded)} who wait today could not come any more.`,
    unknown === 0
      ? null
      : `Of ${peopleText(unknown).toLowerCase()} who wait today, a fact would have to be recorded first.`,
    eligible === 0 ? null : `${peopleText(eligible)} who wait today could come.`,
    losePlace === 0
      ? null
      : `${peopleText(losePlace)} would lose the place suggested to them today, here or elsewhere.`,
    gainPlace === 0 ? null : `${peopleText(gainPlace)} would have a place suggested who have none today.`,
  ].filter((sentence) => sentence !== null);
  return told.length === 0 ? ['Nothing changes for anybody who waits today.'] : told;
};

const byText = ({ recordedByName, confirmedByName }: AuthoredRule): string => {
  if (recordedByName === null) return 'From its source';
  return confirmedByName === null
    ? `By ${recordedByName}`
    : `By ${recordedByName}, confirmed by ${confirmedByName}`;
};

const rowOf = (rule: AuthoredRule, own: boolean): RuleRowModel => {
  const { projectId, ruleId, version, validFrom, validTo } = rule;
  const may = own && validTo === null;
  const href = (kind: 'replace' | 'end'): string | null =>
    may ? `${changePath(projectId)}?kind=${kind}&ruleId=${ruleId}` : null;
  return {
    key: `${ruleId} ${version}`,
    text: ruleText(rule),
    stageText: stageTexts[rule.stage],
    effectText: effectTexts[rule.effect],
    action: rule.action,
    source: rule.source,
    sinceText: `From ${shortDate(validFrom)}${validTo === null ? '' : ` until ${shortDate(validTo)}`}`,
    byText: byText(rule),
    changeHref: href('replace'),
    endHref: href('end'),
  };
};

const waitingOf = (change: WaitingChange, { actor, newKey }: PageInput): WaitingChangeModel => ({
  changeId: change.changeId,
  text: change.content === null ? 'The end of a rule' : ruleText(change.content),
  detailText: `${change.kind === 'add' ? 'A new rule' : 'Instead of what the rule says now'}, for arrivals from ${shortDate(change.startsOn)}. Asked for by ${change.proposedByName ?? 'a manager'}`,
  reason: change.reason,
  sentences: sentencesOf(change.preview),
  mayConfirm: change.proposedBy !== actor.memberId,
  confirmKey: newKey(),
  withdrawKey: newKey(),
});

/** "From 1 Dec 2026 until 1 Mar 2027": the days on which a version was or is in force, or on which a rule ended. */
const inForceText = ({ kind, startsOn, after }: PastChange): string => {
  if (kind === 'end') return `From ${shortDate(startsOn)} on not asked any more`;
  const until = after?.validTo ?? null;
  return `Version ${after?.version ?? '?'}, in force from ${shortDate(startsOn)}${until === null ? '' : ` until ${shortDate(until)}`}`;
};

const pastOf = (change: PastChange): PastChangeModel => {
  const { proposedByName, proposedAt, decidedByName, decidedAt, state, reason, before } = change;
  const asked = `asked for by ${proposedByName ?? 'a manager'} on ${shortDate(londonDate(proposedAt))}`;
  const decided =
    decidedAt === null
      ? ''
      : `, ${state === 'applied' ? 'confirmed' : 'taken back'} by ${decidedByName ?? 'a manager'} on ${shortDate(londonDate(decidedAt))}`;
  return {
    changeId: change.changeId,
    text: `${state === 'withdrawn' ? 'Not made: ' : ''}${ruleChangeText(before, change.content)}`,
    detailText: [...(state === 'applied' ? [inForceText(change)] : []), `${asked}${decided}`].join('; '),
    reason,
  };
};

const doneTexts: Readonly<Record<string, string>> = {
  waiting: 'The change waits for a second manager of your organisation.',
  applied: 'The change is made. It counts from its first day.',
  withdrawn: 'The change was taken back. The rules stay as they are.',
};

const showRules = async (
  deps: RulesPageDeps,
  tx: Tx,
  input: PageInput,
  errors: readonly FieldError[],
): Promise<PageReply> => {
  const projectId = idIn(input.params['projectId']);
  const projectName = projectId === null ? null : await deps.readProjectName(tx, projectId);
  if (projectId === null || projectName === null) return { kind: 'problem', code: 'not-found' };
  const editing = scopeFor(input.actor, 'edit-admission-rules');
  const own = editing !== null && (await deps.readOwnProject(tx, editing, projectId)) !== null;
  const rules = await deps.readProjectRules(tx, projectId, input.today);
  const past = await deps.readPastChanges(tx, projectId);
  const waiting = own ? await deps.readWaitingChanges(tx, projectId) : [];
  return {
    kind: 'page',
    page: RulesView({
      frame: input.frame,
      projectName,
      rows: rules.map((rule) => rowOf(rule, own)),
      waiting: waiting.map((change) => waitingOf(change, input)),
      decisionAction: (changeId) => decisionPath(projectId, changeId),
      addAction: own ? changePath(projectId) : null,
      attributeOptions,
      // What was never made is the manager’s own matter.
      past: past.filter(({ state }) => own || state === 'applied').map(pastOf),
      doneText: doneTexts[input.query['done'] ?? ''] ?? null,
      errors,
    }),
  };
};

const titles = { add: 'Add a rule', replace: 'Change a rule', end: 'End a rule' } as const;

const kindIn = (typed: Typed): keyof typeof titles => {
  const kind = typed['kind'];
  return kind === 'replace' || kind === 'end' ? kind : 'add';
};

/** The form with what was typed, or with the rule as it is; and what it would do, where it was looked at. */
const showChange = async (
  deps: RulesPageDeps,
  tx: Tx,
  input: PageInput,
  sent: { readonly typed: Typed; readonly errors: readonly FieldError[] } | null,
): Promise<PageReply> => {
  const projectId = idIn(input.params['projectId']);
  const project = projectId === null ? null : await deps.readOwnProject(tx, input.scope, projectId);
  if (projectId === null || project === null) return { kind: 'problem', code: 'not-found' };
  const typed = sent?.typed ?? input.query;
  const kind = kindIn(typed);
  const rules = await deps.readProjectRules(tx, projectId, input.today);
  const base = rules.find(({ ruleId, validTo }) => ruleId === typed['ruleId'] && validTo === null) ?? null;
  const attribute = base?.attribute ?? attributeIn(typed);
  if (kind !== 'add' && base === null) return { kind: 'problem', code: 'not-found' };
  if (attribute === null) {
    return showRules(deps, tx, input, [{ field: 'attribute', text: 'Choose what the rule is about' }]);
  }
  const boards = await deps.readHealthBoards(tx);
  const questions = questionsOf(attribute, boards);
  const looked = sent === null && typed['look'] === 'yes';
  const hidden = {
    kind,
    attribute,
    ...(base === null ? {} : { ruleId: base.ruleId, ruleVersion: String(base.version) }),
  };
  const read = looked ? readChange({ ...typed, ...hidden }, boards) : null;
  let errors: readonly FieldError[] = sent?.errors ?? (read?.ok === false ? read.errors : []);
  let preview: PreviewModel | null = null;
  if (read?.ok === true) {
    const { command } = read;
    const asked = { ...command, projectId, today: input.today };
    const outcome = await deps.previewRuleChange(tx, input.scope, asked);
    if (outcome.ok) preview = previewOf(command, outcome.value, input);
    else errors = explainChange(outcome.refusal);
  }
  const shown =
    sent === null && !looked
      ? {
          ...(base === null ? { stage: 'admission' } : typedOf(base, questions)),
          ...fieldsOfDate('starts', input.today),
        }
      : { ...typed };
  // The form that asks for a change carries ticks in one line; they are ticked again.
  const ticked =
    sent === null || questions.choices.length === 0
      ? {}
      : typedOf(
          {
            ...{ attribute, operator: 'one_of', unit: null, stage: 'admission', effect: 'exclude' },
            ...{ action: null, source: '', value: (typed['value'] ?? '').split(';') },
          },
          questions,
        );
  const ticks = Object.fromEntries(Object.entries(ticked).filter(([name]) => name.startsWith('choice-')));
  return {
    kind: 'page',
    page: ChangeRuleView({
      frame: input.frame,
      title: titles[kind],
      aboutText: `${project.name} · ${attributeTexts[attribute]}`,
      action: changePath(projectId),
      backHref: addressOfRules(projectId),
      hidden,
      nowText:
        base === null ? null : `${ruleText(base)}. ${stageTexts[base.stage]}. ${effectTexts[base.effect]}`,
      questions: kind === 'end' ? null : questions,
      valueHint: valueHintOf(attribute),
      form: { values: { ...shown, ...ticks }, errors },
      preview,
    }),
  };
};

const previewOf = (
  { kind, content, startsOn, reason }: TypedChange,
  counts: PreviewCounts & { readonly excludesMore: boolean },
  { newKey }: PageInput,
): PreviewModel => ({
  ruleText:
    content === null
      ? `The rule ends on ${shortDate(startsOn)}.`
      : `${ruleText(content)}, for arrivals from ${shortDate(startsOn)}.`,
  sentences: sentencesOf(counts),
  needsSecond: counts.excludesMore,
  idempotencyKey: newKey(),
  values: {
    kind,
    ...(content === null
      ? {}
      : {
          operator: content.operator,
          value: lineOf(content.value),
          unit: content.unit ?? '',
          stage: content.stage,
          effect: content.effect,
          action: content.action ?? '',
          source: content.source,
        }),
    ...fieldsOfDate('starts', startsOn),
    reason,
  },
});

const explainDecision = (refusal: DecideRuleChangeRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'second-manager-needed':
      return [{ field: '', text: 'You asked for this change yourself: another manager confirms it.' }];
    case 'change-already-decided':
      return [
        {
          field: '',
          text: 'This change was confirmed or taken back before. Look at the rules as they are now.',
        },
      ];
    case 'changed-since-you-read-it':
      return [
        {
          field: '',
          text: 'The rule was changed after this change was asked for. Take it back, and ask for it again if it is still right.',
        },
      ];
  }
};

/** Who can come to a project, and the ways to change it. */
export const rulesPages = (
  deps: RulesPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path: addressOfRules(':projectId'),
      permission: 'see-availability',
      read: (tx, input) => showRules(deps, tx, input, []),
    },
    {
      path: changePath(':projectId'),
      permission: 'edit-admission-rules',
      read: (tx, input) => showChange(deps, tx, input, null),
    },
  ],
  forms: [
    defineForm({
      path: changePath(':projectId'),
      permission: 'edit-admission-rules',
      auditEvent: 'eligibility.rule-change-proposed',
      parse: (typed) => readChange(typed, []),
      act: async (tx, { params, scope, actor, today }, command) => {
        const projectId = idIn(params['projectId']);
        if (projectId === null || (command.ruleId !== null && idIn(command.ruleId) === null)) {
          return refuse({ code: 'not-found' });
        }
        return deps.proposeRuleChange(tx, scope, { ...command, projectId, today, memberId: actor.memberId });
      },
      done: ({ state }, { params }) => `${addressOfRules(params['projectId'] ?? '')}?done=${state}`,
      explain: explainChange,
      again: (tx, input, form) => showChange(deps, tx, input, form),
    }),
    defineForm({
      path: decisionPath(':projectId', ':changeId'),
      standsOn: ({ projectId = '' }) => addressOfRules(projectId),
      permission: 'edit-admission-rules',
      auditEvent: 'eligibility.rule-change-decided',
      parse: (typed) => ({
        ok: true,
        command: { decision: typed['decision'] === 'confirm' ? ('confirm' as const) : ('withdraw' as const) },
      }),
      act: async (tx, { params, scope, actor, today }, { decision }) => {
        const projectId = idIn(params['projectId']);
        const changeId = idIn(params['changeId']);
        return projectId === null || changeId === null
          ? refuse({ code: 'not-found' })
          : deps.decideRuleChange(tx, scope, {
              ...{ projectId, changeId, decision, today },
              memberId: actor.memberId,
            });
      },
      done: ({ state }, { params }) => `${addressOfRules(params['projectId'] ?? '')}?done=${state}`,
      explain: explainDecision,
      again: (tx, input, { errors }) => showRules(deps, tx, input, errors),
    }),
  ],
});
