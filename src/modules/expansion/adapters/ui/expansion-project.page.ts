import type { Tx } from '../../../../kernel/unit-of-work.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { markTags } from '../../../../ui/presenters/figure-marks.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type {
  makeLinkExpansion,
  makeRecordBeds,
  makeRecordMilestone,
} from '../../application/keep-expansion.js';
import {
  asNow,
  type ExpansionStanding,
  type makeReadOneExpansion,
} from '../../application/read-expansion.js';
import type { SaidDate } from '../../domain/said-date.js';
import {
  milestones,
  stages,
  statementMarks,
  type BedsFact,
  type MilestoneFact,
} from '../../domain/statement.js';
import { standing as standingFacts } from '../../domain/steps.js';
import { explainBeds, explainLinking, explainWorks, readBedsForm, readWorksForm } from './expansion-form.js';
import {
  bedsWords,
  contradictionWords,
  markTexts,
  milestoneTexts,
  saidDateWords,
  slippageWords,
  stageTexts,
} from './expansion-texts.js';
import {
  ExpansionProjectView,
  formPrefixes,
  type ExpansionProjectProps,
  type SaidRow,
} from './expansion-project.view.js';

/** What the page of one project that adds beds needs. */
export interface ExpansionProjectPageDeps {
  readonly readOneExpansion: ReturnType<typeof makeReadOneExpansion>;
  readonly recordBeds: ReturnType<typeof makeRecordBeds>;
  readonly recordMilestone: ReturnType<typeof makeRecordMilestone>;
  readonly linkExpansion: ReturnType<typeof makeLinkExpansion>;
  readonly readProjectNames: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
}

type FormName = keyof typeof formPrefixes;

interface Failed {
  readonly form: FormName;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  readonly code: string | null;
}

const path = '/expansion/:expansionId';
const hrefOf = (expansionId: string): string => `/expansion/${expansionId}`;

const expansionIdOf = ({ params }: Pick<PageInput, 'params'>): string =>
  identifier.safeParse(params['expansionId']).data ?? '';

const datedText = (dated: SaidDate | null): string => (dated === null ? 'no date' : saidDateWords(dated));

const bedsText = ({ stage, beds }: BedsFact): string =>
  `${stageTexts[stage]}: ${beds === null ? 'number not known' : countOf(beds, 'bed')}`;

const recordedText = ({ recordedAt, recordedBy }: BedsFact | MilestoneFact): string =>
  `${shortDate(londonDate(recordedAt))}, ${recordedBy ?? 'with the reference data'}`;

const saidOf = (facts: readonly BedsFact[], works: readonly MilestoneFact[]): readonly SaidRow[] => {
  const replacedBy = new Map(
    facts.flatMap((fact) => (fact.replacesId === null ? [] : [[fact.replacesId, fact]])),
  );
  const shared = (fact: BedsFact | MilestoneFact) => ({
    ...{ key: fact.id, tag: markTags[fact.mark], source: fact.source, recordedText: recordedText(fact) },
  });
  const rows = [
    ...facts.map((fact) => ({
      dated: fact.dated,
      row: {
        ...shared(fact),
        ...{ datedText: datedText(fact.dated), what: bedsText(fact) },
        notes: [
          ...(fact.note === null ? [] : [fact.note]),
          ...(replacedBy.has(fact.id) ? ['Put right by a later statement'] : []),
          ...(fact.reason === null ? [] : [`Puts an earlier statement right: ${fact.reason}`]),
        ],
      },
    })),
    ...works.map((fact) => ({
      dated: fact.dated,
      row: {
        ...shared(fact),
        datedText: datedText(fact.dated),
        what: `${milestoneTexts[fact.milestone]}: ${fact.isPlan ? 'planned' : 'happened'}`,
        notes: [
          ...(fact.saidOn === null ? [] : [`Said on ${shortDate(fact.saidOn)}`]),
          ...(fact.note === null ? [] : [fact.note]),
        ],
      },
    })),
  ];
  return rows
    .sort((a, b) => ((a.dated?.on ?? '9999') < (b.dated?.on ?? '9999') ? -1 : 1))
    .map(({ row }) => row);
};

const factsOf = ({ expansion, known, toCome, own }: ExpansionStanding): ExpansionProjectProps['facts'] => [
  { key: 'Beds added, as far as they are known', value: bedsWords(known) },
  {
    key: 'Not known to be open yet',
    value:
      toCome === null
        ? known === null
          ? 'not known'
          : 'none'
        : `${plainNumber(toCome.beds)}${toCome.isOpenInPart ? '; some may be open already' : ''}`,
  },
  {
    key: 'Beds before',
    value: expansion.bedsBefore ?? 'not known',
  },
  ...(own === null
    ? []
    : [
        {
          key: 'In this service',
          value: `${own.name}: ${countOf(own.beds, 'rehab bed')}, ${plainNumber(own.inUse)} with somebody’s stay`,
        },
      ]),
  ...(expansion.otherCapacity === null ? [] : [{ key: 'Besides', value: expansion.otherCapacity }]),
  ...(expansion.clientGroup === null ? [] : [{ key: 'For whom', value: expansion.clientGroup }]),
];

const optionsOf = <Key extends string>(
  keys: readonly Key[],
  texts: Readonly<Record<Key, string>>,
): readonly Option[] => keys.map((value) => ({ value, text: texts[value] }));

const stageRowsOf = ({ steps, own }: ExpansionStanding, today: IsoDate): ExpansionProjectProps['stageRows'] =>
  steps.map(({ stage, said, atLeast }) => ({
    key: stage,
    cells: [
      stageTexts[stage],
      said === null
        ? stage === 'in_use' && own !== null
          ? `counted from this service’s beds, ${shortDate(today)}`
          : 'nothing'
        : `${said.beds === null ? 'a number is not known' : bedsWords({ beds: said.beds, mark: said.mark })}, ${datedText(said.dated)}`,
      bedsWords(atLeast),
    ],
  }));

const milestoneRowsOf = ({ milestones: works }: ExpansionStanding): ExpansionProjectProps['milestoneRows'] =>
  works.map(({ milestone, firstPlanned, latestPlanned, happened, slippage }) => ({
    key: milestone,
    cells: [
      milestoneTexts[milestone],
      firstPlanned === null ? 'not known' : saidDateWords(firstPlanned),
      latestPlanned === null ? 'not known' : saidDateWords(latestPlanned),
      happened === null ? 'not said' : saidDateWords(happened),
      firstPlanned !== null && slippage === null ? 'as planned so far' : slippageWords(slippage),
    ],
  }));

const show = async (
  deps: ExpansionProjectPageDeps,
  tx: Tx,
  input: PageInput,
  failed: Failed | null,
): Promise<PageReply> => {
  const { frame, actor, today, newKey } = input;
  const expansionId = expansionIdOf(input);
  const one = expansionId === '' ? null : await deps.readOneExpansion(tx, expansionId, asNow(today));
  if (one === null) return { kind: 'problem', code: 'not-found' };
  const { expansion, beds, works } = one;
  const formOf = (name: FormName, values: Typed = {}): FormState<string> =>
    failed?.form === name ? { values: failed.typed, errors: failed.errors } : { values, errors: [] };
  const maySay = (permission: 'keep-expansions' | 'link-expansions') => scopeFor(actor, permission) !== null;
  const href = hrefOf(expansionId);
  return {
    kind: 'page',
    page: ExpansionProjectView({
      frame,
      name: expansion.name,
      placeText: `${expansion.provider} · ${expansion.healthBoard}, ${expansion.kind === 'new' ? 'new' : 'an expansion'}`,
      facts: factsOf(one),
      fundingText: expansion.funding,
      source: {
        text: expansion.source,
        readText: expansion.retrievedOn === null ? null : `Read on ${shortDate(expansion.retrievedOn)}`,
      },
      stageRows: stageRowsOf(one, today),
      contradictions: one.contradictions.map((each) => `${contradictionWords(each)}.`),
      milestoneRows: milestoneRowsOf(one),
      said: saidOf(beds, works),
      keeping: maySay('keep-expansions')
        ? {
            beds: { action: `${href}/beds`, idempotencyKey: newKey(), form: formOf('beds') },
            works: { action: `${href}/milestones`, idempotencyKey: newKey(), form: formOf('works') },
            stages: optionsOf(stages, stageTexts),
            milestones: optionsOf(milestones, milestoneTexts),
            marks: optionsOf(statementMarks, markTexts),
            standing: standingFacts(beds, asNow(today)).map((fact) => ({
              value: fact.id,
              text: `${bedsText(fact)}, ${datedText(fact.dated)}`,
            })),
            asksToConfirm: failed?.code === 'beds-out-of-step' || failed?.typed['isConfirmed'] === 'yes',
          }
        : null,
      linking: maySay('link-expansions')
        ? {
            ...{ action: `${href}/link`, idempotencyKey: newKey(), version: expansion.version },
            form: formOf('link', { projectId: expansion.projectId ?? '' }),
            projects: (await deps.readProjectNames(tx)).map(({ projectId, name }) => ({
              value: projectId,
              text: name,
            })),
          }
        : null,
      errors: failed?.errors ?? [],
      errorPrefix: failed === null ? '' : formPrefixes[failed.form],
    }),
  };
};

/** One project that adds beds; whoever may, records what is said of it or links it to a project of the service. */
export const expansionProjectPages = (
  deps: ExpansionProjectPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const againOf =
    (form: FormName) =>
    (
      tx: Tx,
      input: PageInput,
      {
        typed,
        errors,
        refusal,
      }: {
        readonly typed: Typed;
        readonly errors: readonly FieldError[];
        readonly refusal: { readonly code: string } | null;
      },
    ) =>
      show(deps, tx, input, { form, typed, errors, code: refusal?.code ?? null });
  const standsOn = (params: Readonly<Record<string, string>>): string => hrefOf(params['expansionId'] ?? '');
  const doneAt = (word: string) => (value: { readonly expansionId: string }) =>
    `${hrefOf(value.expansionId)}?done=${word}`;
  return {
    pages: [{ path, permission: 'see-expansions', read: (tx, input) => show(deps, tx, input, null) }],
    forms: [
      defineForm({
        path: `${path}/beds`,
        permission: 'keep-expansions',
        auditEvent: 'expansion.beds-stated',
        standsOn,
        parse: readBedsForm,
        act: (tx, input, command) =>
          deps.recordBeds(tx, {
            ...{ memberId: input.actor.memberId, expansionId: expansionIdOf(input) },
            ...command,
          }),
        done: doneAt('expansion-stated'),
        explain: explainBeds,
        again: againOf('beds'),
      }),
      defineForm({
        path: `${path}/milestones`,
        permission: 'keep-expansions',
        auditEvent: 'expansion.milestone-stated',
        standsOn,
        parse: readWorksForm,
        act: (tx, input, statement) =>
          deps.recordMilestone(tx, {
            ...{ memberId: input.actor.memberId, expansionId: expansionIdOf(input), statement },
          }),
        done: doneAt('expansion-stated'),
        explain: explainWorks,
        again: againOf('works'),
      }),
      defineForm({
        path: `${path}/link`,
        permission: 'link-expansions',
        auditEvent: 'expansion.project-linked',
        standsOn,
        parse: (typed, { expectedVersion }) => {
          const chosen = typed['projectId'] ?? '';
          const projectId = identifier.safeParse(chosen).data ?? null;
          return chosen !== '' && projectId === null
            ? { ok: false, errors: [{ field: 'projectId', text: 'Choose a project from the list' }] }
            : { ok: true, command: { projectId, expectedVersion } };
        },
        act: (tx, input, command) =>
          deps.linkExpansion(tx, { expansionId: expansionIdOf(input), ...command }),
        done: doneAt('expansion-linked'),
        explain: explainLinking,
        again: againOf('link'),
      }),
    ],
  };
};
