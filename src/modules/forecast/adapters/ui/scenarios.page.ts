import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
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
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber, pounds } from '../../../../ui/presenters/numbers.js';
import type { makeReadComparison, makeReadScenario } from '../../application/read-scenarios.js';
import type {
  AskRunRefusal,
  Basis,
  BasisSource,
  ChangeScenarioRefusal,
  makeAskScenarioRun,
  makeCancelScenarioRun,
  makeChangeScenario,
  makeKeepScenario,
  Scenario,
  ScenarioRepository,
  ScenarioRun,
} from '../../application/scenarios.js';
import type { Effect } from '../../domain/effect.js';
import type { Change } from '../../domain/scenario.js';
import type { World } from '../../domain/world.js';
import { differenceText, effectModel } from './effect-model.js';
import {
  errorsOfFaults,
  nameOfField,
  readScenarioForm,
  typedAgain,
  typedChanges,
  typedOfScenario,
} from './scenario-form.js';
import { ScenarioFormView } from './scenario-form.view.js';
import { bedGroupTexts, changeText, kindTexts, percent, signedRange } from './scenario-words.js';
import { BesideView, ScenarioView } from './scenario.view.js';
import { ScenariosView, type ScenarioRow } from './scenarios.view.js';

/** What the pages of scenarios need. */
export interface ScenariosPageDeps {
  readonly keepScenario: ReturnType<typeof makeKeepScenario>;
  readonly changeScenario: ReturnType<typeof makeChangeScenario>;
  readonly askScenarioRun: ReturnType<typeof makeAskScenarioRun>;
  readonly cancelScenarioRun: ReturnType<typeof makeCancelScenarioRun>;
  readonly listScenarios: ScenarioRepository['list'];
  readonly findScenario: ScenarioRepository['find'];
  readonly readOwnerNames: (tx: Tx, memberIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly readBasis: BasisSource['read'];
  readonly readLatestRuns: (
    tx: Tx,
    scenarioIds: readonly string[],
  ) => Promise<ReadonlyMap<string, ScenarioRun>>;
  readonly readEffect: (tx: Tx, scenarioRunId: string) => Promise<Effect | null>;
  readonly readScenario: ReturnType<typeof makeReadScenario>;
  readonly readComparison: ReturnType<typeof makeReadComparison>;
  /** Names of projects: a scenario may name one that has no bed any more. */
  readonly readProjectNames: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
}

const path = '/forecast/scenarios';
const hrefOf = (scenarioId: string): string => `${path}/${scenarioId}`;
const idOf = (text: string | undefined): string => identifier.safeParse(text).data ?? '';

const nameReader = async ({ readProjectNames }: ScenariosPageDeps, tx: Tx) => {
  const names = new Map((await readProjectNames(tx)).map(({ projectId, name }) => [projectId, name]));
  return (projectId: string): string => names.get(projectId) ?? 'a project that is gone';
};

const stateTexts = {
  queued: 'Asked for',
  running: 'Under way',
  cancelled: 'Stopped',
  failed: 'It could not be worked out',
} as const;

const stateText = (scenario: Scenario, run: ScenarioRun | undefined): string => {
  if (run === undefined) return 'Not yet';
  if (run.state !== 'done') return stateTexts[run.state];
  const day = longDate(londonDate(run.basisTakenAt));
  return run.scenarioVersion === scenario.version ? day : `${day}, before it was changed`;
};

const list = async (
  deps: ScenariosPageDeps,
  tx: Tx,
  { frame, actor, query }: PageInput,
  errors: readonly FieldError[],
): Promise<PageReply> => {
  const scenarios = await deps.listScenarios(tx, actor.memberId);
  const nameOf = await nameReader(deps, tx);
  const owners = await deps.readOwnerNames(
    tx,
    scenarios.map(({ ownerId }) => ownerId),
  );
  const runs = await deps.readLatestRuns(
    tx,
    scenarios.map(({ scenarioId }) => scenarioId),
  );
  const rows = await Promise.all(
    scenarios.map(async (scenario): Promise<ScenarioRow> => {
      const { scenarioId, name, ownerId, changes } = scenario;
      const run = runs.get(scenarioId);
      const effect = run?.state === 'done' ? await deps.readEffect(tx, run.scenarioRunId) : null;
      return {
        ...{ key: scenarioId, name, href: hrefOf(scenarioId), ownerText: owners.get(ownerId) ?? '' },
        changesText: changes.map((change) => changeText(change, nameOf)).join('. '),
        stateText: stateText(scenario, run),
        differenceText: effect === null ? null : signedRange(effect.differences.publicStarts.spread),
      };
    }),
  );
  const isOwn = (_: unknown, at: number): boolean => scenarios[at]?.ownerId === actor.memberId;
  return {
    kind: 'page',
    ...(errors.length === 0 ? {} : { status: 400 }),
    page: ScenariosView({
      frame,
      mayKeep: scopeFor(actor, 'keep-scenarios') !== null,
      own: rows.filter(isOwn),
      shared: rows.filter((row, at) => !isOwn(row, at)),
      comparable: scenarios
        .filter(({ scenarioId }) => runs.get(scenarioId)?.state === 'done')
        .map(({ scenarioId, name }) => ({ value: scenarioId, text: name })),
      chosen: { first: query['first'] ?? '', second: query['second'] ?? '' },
      errors,
    }),
  };
};

const nowTexts = (world: World): Readonly<Record<Change['kind'], string>> => {
  const turnaround = [...new Set(world.bedGroups.map(({ turnaroundDays }) => turnaroundDays))];
  return {
    beds: '',
    'length-of-stay': '',
    turnaround: `Now ${turnaround.map((days) => countOf(days, 'day')).join(' or ') || 'unknown'}`,
    'early-exits': `Now ${percent(world.earlyExitShare)}`,
    refusals: `Now ${percent(world.refusedShare)}`,
    approval: `Now ${countOf(Math.round(world.approvalDays.from), 'day')}`,
    'referral-growth': `Now ${percent(world.growthPerYear)}`,
    detox: world.detox === null ? 'Now nobody waits for one' : `Now ${plainNumber(world.detox.places)}`,
    budget:
      world.budgetPencePerYear === null ? 'Now it never runs out' : `Now ${pounds(world.budgetPencePerYear)}`,
  };
};

interface FormPage {
  readonly title: string;
  readonly action: string;
  readonly back: { readonly href: string; readonly text: string };
  readonly version?: number;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
  /** Whether one more change was just asked for. */
  readonly hasNew: boolean;
}

const showForm = (
  { frame, newKey }: PageInput,
  { world, projects }: Basis,
  { title, action, back, version, typed, errors, hasNew }: FormPage,
): PageReply => {
  const changes = typedChanges(typed);
  const now = nowTexts(world);
  const names = new Map(projects.map(({ projectId, name }) => [projectId, name]));
  return {
    kind: 'page',
    page: ScenarioFormView({
      ...{ frame, title, action, backHref: back.href, backText: back.text, version },
      idempotencyKey: newKey(),
      // Chosen again for the next one, not for the one that was added.
      form: { values: hasNew ? { ...typed, add: '' } : typed, errors },
      changes: changes.map(({ kind }, at) => ({
        ...{ kind, kindText: kindTexts[kind], nowText: now[kind] },
        nameOf: (field: string) => nameOfField(at, field),
        isNew: hasNew && at === changes.length - 1,
      })),
      kinds: Object.entries(kindTexts).map(([value, text]) => ({ value, text })),
      projects: [...names].map(([value, text]) => ({ value, text })),
      bedGroups: Object.entries(bedGroupTexts).map(([value, text]) => ({
        value,
        text: `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`,
      })),
    }),
  };
};

const explain = (refusal: ChangeScenarioRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'scenario-not-possible':
      return errorsOfFaults(refusal.faults);
    case 'scenario-name-taken':
      return [{ field: 'name', text: 'You have a scenario of this name: give this one another' }];
    case 'not-found':
      return [];
    case 'scenario-of-somebody-else':
      return [{ field: '', text: 'It is somebody else’s: write one like it, and change that.' }];
    case 'changed-since-you-read-it':
      return [
        {
          field: '',
          text: 'It was changed after you opened it. Open it again, and repeat what is still right.',
        },
      ];
  }
};

const explainAsking = (refusal: AskRunRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'scenario-not-possible':
      return errorsOfFaults(refusal.faults).map(({ text }) => ({
        field: '',
        text: `It cannot be worked out today. ${text}: change the scenario first.`,
      }));
    case 'not-found':
      return [];
    case 'nothing-to-forecast':
      return [
        {
          field: '',
          text: 'There is nothing to work it out from: nobody was referred in the last year, or no bed counts.',
        },
      ];
  }
};

const endTexts: Readonly<Record<string, string>> = {
  cancelled: 'It was stopped before it was worked out.',
  failed: 'It could not be worked out. Change what it says, or ask again; if that does not help, tell us.',
};

const showOne = async (
  deps: ScenariosPageDeps,
  tx: Tx,
  { frame, actor, today, newKey }: PageInput,
  scenarioId: string,
  errors: readonly FieldError[],
): Promise<PageReply> => {
  const read = await deps.readScenario(tx, scenarioId, actor.memberId);
  if (read === null) return { kind: 'problem', code: 'not-found' };
  const { scenario, run, effect } = read;
  const nameOf = await nameReader(deps, tx);
  const mayKeep = scopeFor(actor, 'keep-scenarios') !== null;
  const owners = await deps.readOwnerNames(tx, [scenario.ownerId]);
  const isOwn = scenario.ownerId === actor.memberId;
  const isUnderWay = run?.state === 'queued' || run?.state === 'running';
  const isOld = run !== null && run.scenarioVersion !== scenario.version;
  const isOfToday = run !== null && londonDate(run.basisTakenAt) === today;
  const isCurrent = run?.state === 'done' && !isOld && isOfToday;
  return {
    kind: 'page',
    page: ScenarioView({
      ...{ frame, name: scenario.name, errors },
      ownerText: `${isOwn ? 'Yours' : `Of ${owners.get(scenario.ownerId) ?? 'somebody who is gone'}`}, ${scenario.isShared ? 'shared with every planner' : 'read by nobody else'}.`,
      changes: scenario.changes.map((change) => changeText(change, nameOf)),
      changeHref: mayKeep && isOwn ? `${hrefOf(scenarioId)}/change` : null,
      copyHref: mayKeep ? `${path}/new?from=${scenarioId}` : null,
      asking:
        mayKeep && !isUnderWay && !isCurrent
          ? {
              ...{ action: `${hrefOf(scenarioId)}/runs`, idempotencyKey: newKey() },
              text: effect === null ? 'Work it out' : 'Work it out again',
            }
          : null,
      warning: warningOf(run, isOld, isOfToday),
      underWay:
        run !== null && isUnderWay
          ? {
              text:
                run.state === 'queued' ? 'A worker takes it up in a moment.' : `Worked out: ${run.progress}%`,
              ...{ percent: run.progress, href: hrefOf(scenarioId) },
              cancel:
                mayKeep && (isOwn || run.askedBy === actor.memberId)
                  ? { action: `${path}/runs/${run.scenarioRunId}/cancel`, idempotencyKey: newKey() }
                  : null,
            }
          : null,
      endText: run === null ? null : (endTexts[run.state] ?? null),
      effect:
        run === null || effect === null
          ? null
          : effectModel({
              ...{ first: effect.expected, second: effect.changed, run },
              differences: effect.differences,
              headings: ['As expected', 'With the scenario'],
              answerText: differenceText(effect.differences.publicStarts),
            }),
      ...(frame.banner === undefined
        ? {}
        : { caution: 'It is worked out from invented people, and says nothing about Scotland.' }),
    }),
  };
};

const warningOf = (run: ScenarioRun | null, isOld: boolean, isOfToday: boolean): string | null => {
  if (run?.state !== 'done') return null;
  if (isOld)
    return 'The scenario was changed after this was worked out: what stands here is of what it said before.';
  return isOfToday ? null : 'This was worked out from the counts of an earlier day.';
};

const compare = async (deps: ScenariosPageDeps, tx: Tx, input: PageInput): Promise<PageReply> => {
  const { frame, actor, query } = input;
  const [first, second] = [idOf(query['first']), idOf(query['second'])];
  const wrong = (errors: readonly FieldError[]): Promise<PageReply> => list(deps, tx, input, errors);
  if (first === '' || second === '' || first === second)
    return wrong([
      ...(second === '' ? [{ field: 'second', text: 'Choose a scenario' }] : []),
      ...(first === '' || first === second
        ? [{ field: 'first', text: 'Choose another scenario to hold it beside' }]
        : []),
    ]);
  const read = await deps.readComparison(tx, actor.memberId, { first, second });
  if (!read.ok) {
    if (read.refusal.code === 'not-found') return { kind: 'problem', code: 'not-found' };
    return wrong([
      {
        field: 'second',
        text:
          read.refusal.code === 'scenario-not-worked-out'
            ? 'One of the two is not worked out: open it, and work it out first'
            : 'They were worked out from counts of different days: work both out again today',
      },
    ]);
  }
  const nameOf = await nameReader(deps, tx);
  const { first: one, second: other, differences } = read.value;
  return {
    kind: 'page',
    page: BesideView({
      frame,
      title: 'Two scenarios beside each other',
      scenarios: [one, other].map(({ scenario }) => ({
        ...{ name: scenario.name, href: hrefOf(scenario.scenarioId) },
        changes: scenario.changes.map((change) => changeText(change, nameOf)),
      })),
      effect: effectModel({
        ...{ first: one.effect.changed, second: other.effect.changed, run: other.run, differences },
        headings: [one.scenario.name, other.scenario.name],
        answerText: `“${other.scenario.name}” less “${one.scenario.name}”: ${differenceText(differences.publicStarts)}`,
      }),
    }),
  };
};

const formPageOf = (
  scenario: Pick<Scenario, 'scenarioId' | 'name'> | null,
): Pick<FormPage, 'title' | 'action' | 'back'> =>
  scenario === null
    ? {
        title: 'Write a scenario',
        action: `${path}/new`,
        back: { href: path, text: 'All scenarios' },
      }
    : {
        title: 'Change the scenario',
        action: `${hrefOf(scenario.scenarioId)}/change`,
        back: { href: hrefOf(scenario.scenarioId), text: `Back to ${scenario.name}` },
      };

const isAdding = (typed: Typed, errors: readonly FieldError[]): boolean =>
  typed['step'] === 'add' && errors.length === 0;

const ownScenario = async (
  { findScenario }: ScenariosPageDeps,
  tx: Tx,
  { params, actor }: PageInput,
): Promise<Scenario | null> => {
  const scenario = await findScenario(tx, idOf(params['scenarioId']), actor.memberId);
  return scenario?.ownerId === actor.memberId ? scenario : null;
};

/** Scenarios: the list, one, the form, and two beside each other. */
export const scenariosPages = (
  deps: ScenariosPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const basisOf = (tx: Tx, today: IsoDate): Promise<Basis> => deps.readBasis(tx, today);
  return {
    pages: [
      { path, permission: 'see-forecast', read: (tx, input) => list(deps, tx, input, []) },
      {
        path: `${path}/new`,
        permission: 'keep-scenarios',
        async read(tx, input) {
          const from = await deps.findScenario(tx, idOf(input.query['from']), input.actor.memberId);
          return showForm(input, await basisOf(tx, input.today), {
            ...formPageOf(null),
            typed: from === null ? {} : typedOfScenario({ ...from, name: '', isShared: false }),
            ...{ errors: [], hasNew: false },
          });
        },
      },
      {
        path: `${path}/beside`,
        permission: 'see-forecast',
        read: (tx, input) => compare(deps, tx, input),
      },
      {
        path: `${path}/:scenarioId`,
        permission: 'see-forecast',
        read: (tx, input) => showOne(deps, tx, input, idOf(input.params['scenarioId']), []),
      },
      {
        path: `${path}/:scenarioId/change`,
        permission: 'keep-scenarios',
        async read(tx, input) {
          const scenario = await ownScenario(deps, tx, input);
          if (scenario === null) return { kind: 'problem', code: 'not-found' };
          return showForm(input, await basisOf(tx, input.today), {
            ...formPageOf(scenario),
            version: scenario.version,
            typed: typedOfScenario(scenario),
            ...{ errors: [], hasNew: false },
          });
        },
      },
    ],
    forms: [
      defineForm({
        path: `${path}/new`,
        permission: 'keep-scenarios',
        auditEvent: 'forecast.scenario-kept',
        parse: readScenarioForm,
        act: (tx, { actor, today }, words) =>
          deps.keepScenario(tx, { memberId: actor.memberId, today, words }),
        done: ({ scenarioId }) => `${hrefOf(scenarioId)}?done=scenario-kept`,
        explain,
        again: async (tx, input, { typed, errors }) =>
          showForm(input, await basisOf(tx, input.today), {
            ...formPageOf(null),
            ...{ typed: typedAgain(typed), errors, hasNew: isAdding(typed, errors) },
          }),
      }),
      defineForm({
        path: `${path}/:scenarioId/change`,
        permission: 'keep-scenarios',
        auditEvent: 'forecast.scenario-changed',
        parse(typed, { params, expectedVersion }) {
          const read = readScenarioForm(typed);
          return read.ok
            ? {
                ok: true,
                command: { scenarioId: idOf(params['scenarioId']), expectedVersion, words: read.command },
              }
            : read;
        },
        act: (tx, { actor, today }, command) =>
          deps.changeScenario(tx, { memberId: actor.memberId, today, ...command }),
        done: ({ scenarioId }) => `${hrefOf(scenarioId)}?done=scenario-changed`,
        explain,
        async again(tx, input, { typed, errors, openedAtVersion }) {
          const scenario = await ownScenario(deps, tx, input);
          if (scenario === null) return { kind: 'problem', code: 'not-found' };
          return showForm(input, await basisOf(tx, input.today), {
            ...formPageOf(scenario),
            version: openedAtVersion,
            ...{ typed: typedAgain(typed), errors, hasNew: isAdding(typed, errors) },
          });
        },
      }),
      defineForm({
        path: `${path}/:scenarioId/runs`,
        permission: 'keep-scenarios',
        auditEvent: 'forecast.scenario-run-asked',
        standsOn: ({ scenarioId = '' }) => hrefOf(scenarioId),
        parse: (_typed, { params }) => ({ ok: true, command: idOf(params['scenarioId']) }),
        act: (tx, { actor, today }, scenarioId) =>
          deps.askScenarioRun(tx, { memberId: actor.memberId, today, scenarioId }),
        done: ({ scenarioId }) => hrefOf(scenarioId),
        explain: explainAsking,
        again: (tx, input, { errors }) => showOne(deps, tx, input, idOf(input.params['scenarioId']), errors),
      }),
      defineForm({
        path: `${path}/runs/:scenarioRunId/cancel`,
        permission: 'keep-scenarios',
        auditEvent: 'forecast.scenario-run-cancelled',
        standsOn: () => path,
        parse: (_typed, { params }) => ({ ok: true, command: idOf(params['scenarioRunId']) }),
        act: (tx, { actor }, scenarioRunId) =>
          deps.cancelScenarioRun(tx, { memberId: actor.memberId, scenarioRunId }),
        done: ({ scenarioId }) => hrefOf(scenarioId),
        explain: (refusal) => [
          {
            field: '',
            text:
              refusal.code === 'scenario-run-over'
                ? 'It was over before it could be stopped. Nothing needs doing.'
                : 'Whoever asked for it may stop it, and the owner of the scenario.',
          },
        ],
        again: (tx, input, { errors }) => list(deps, tx, input, errors),
      }),
    ],
  };
};
