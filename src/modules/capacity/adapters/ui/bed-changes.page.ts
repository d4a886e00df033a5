import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { refuse } from '../../../../kernel/outcome.js';
import { scopeFor, type Permission } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { words } from '../../../../platform/http/schemas.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { dateText, longDate, shortDate } from '../../../../ui/presenters/dates.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { KnownBedChange } from '../../application/bed-change-ports.js';
import type {
  DecideBedChangeRefusal,
  LookAgainRefusal,
  makeDecideBedChange,
  makeLookAgain,
  makePlanBedChange,
  makeReadBedLine,
  PlanBedChangeRefusal,
} from '../../application/change-bed.js';
import type {
  makeTakeBackBedChange,
  TakeBackBedChangeRefusal,
} from '../../application/take-back-bed-change.js';
import type { BedChangeLook, ReadFactsMark } from '../../contract/bed-change.js';
import { plannableColumns, type PlannedCells } from '../../domain/bed-change.js';
import { bedSheetHeadings, type CellError } from '../../domain/bed-sheet.js';
import { changesOf, planOptions } from './bed-change-words.js';
import { BedChangesView, BedChangeView, PlanBedChangeView } from './bed-changes.view.js';
import { identifierInAddress } from './identifier-in-address.js';

/** What the pages of planned changes read and do. */
export interface BedChangePageDeps {
  readonly listBedChanges: (tx: Tx, scope: Scope, changeId?: string) => Promise<readonly KnownBedChange[]>;
  readonly readBedLine: ReturnType<typeof makeReadBedLine>;
  readonly readFactsMark: ReadFactsMark;
  readonly planBedChange: ReturnType<typeof makePlanBedChange>;
  readonly lookAgain: ReturnType<typeof makeLookAgain>;
  readonly decideBedChange: ReturnType<typeof makeDecideBedChange>;
  readonly takeBackBedChange: ReturnType<typeof makeTakeBackBedChange>;
  /** A count as readers are told who decide nothing; null for too few to be told. */
  readonly tellCount: (people: number) => number | null;
  /** Urgency in words; this context knows none. */
  readonly bandText: (band: string) => string;
}

/** Where planned changes are listed. */
export const bedChangesPath = '/board/bed-changes';
const newPath = `${bedChangesPath}/new`;
const changePath = (changeId: string): string => `${bedChangesPath}/${changeId}`;

/** Where a change of a bed is planned. */
export const addressOfPlan = (bedId: string): string => `${newPath}?bedId=${bedId}`;

const stateTexts: Readonly<Record<KnownBedChange['state'], string>> = {
  waiting: 'Waits for a second person',
  confirmed:
    'Confirmed; made on the first day from then on when nobody has the bed who came for what changes',
  applied: 'Made',
  given_back: 'Given back',
};

/** A closing is recorded before its day, and the bed is there until then. */
const standingOf = ({ state, startsOn }: KnownBedChange, today: IsoDate): string =>
  state === 'applied' && startsOn > today
    ? 'Confirmed and recorded: the bed closes on its day'
    : stateTexts[state];

const somebody = 'somebody who is not here any more';

const stateText = (change: KnownBedChange, today: IsoDate): string => {
  const { state, proposedByName, decidedByName, startsOn, isTakenBack } = change;
  if (isTakenBack) return `Taken back by ${proposedByName ?? somebody}, who had planned it.`;
  const decided =
    state === 'waiting'
      ? ''
      : `, ${state === 'given_back' ? 'given back' : 'confirmed'} by ${decidedByName ?? somebody}`;
  return `${standingOf(change, today)}. From ${shortDate(startsOn)}. Planned by ${proposedByName ?? somebody}${decided}.`;
};

const bedTextOf = ({ projectName, bedLabel }: Pick<KnownBedChange, 'projectName' | 'bedLabel'>): string =>
  `${projectName} · ${bedLabel}`;

const doneTexts: Readonly<Record<string, string>> = {
  applied: 'The change is confirmed and recorded. Suggestions follow by themselves.',
  confirmed: 'The change is confirmed, and made on its day.',
  given_back: 'The change was given back. The bed stays as it is.',
  taken_back: 'The change was taken back. The bed stays as it is.',
};

const showList = async (
  deps: BedChangePageDeps,
  tx: Tx,
  { scope, actor, frame, query, today }: PageInput,
): Promise<PageReply> => ({
  kind: 'page',
  page: BedChangesView({
    frame,
    doneText: doneTexts[query['done'] ?? ''] ?? null,
    backHref: '/board',
    mayPlan: scopeFor(actor, 'plan-bed-changes') !== null,
    changes: (await deps.listBedChanges(tx, scope)).map((change) => ({
      key: change.changeId,
      href: changePath(change.changeId),
      bedText: bedTextOf(change),
      whatText: changesOf(change)
        .map(({ what }) => what)
        .join(', '),
      startsText: shortDate(change.startsOn),
      stateText: change.isTakenBack ? 'Taken back' : standingOf(change, today),
    })),
  }),
});

type Sent = { readonly typed: Typed; readonly errors: readonly FieldError[] };

const showForm = async (
  deps: BedChangePageDeps,
  tx: Tx,
  input: PageInput,
  sent: Sent | null,
): Promise<PageReply> => {
  const bedId = identifierInAddress(input.query['bedId']);
  const line = bedId === null ? null : await deps.readBedLine(tx, input.scope, bedId, input.today);
  if (line === null) return { kind: 'problem', code: 'not-found' };
  return {
    kind: 'page',
    page: PlanBedChangeView({
      frame: input.frame,
      bedText: bedTextOf(line),
      action: addressOfPlan(line.bedId),
      idempotencyKey: input.newKey(),
      backHref: bedChangesPath,
      form: { values: sent?.typed ?? line.cells, errors: sent?.errors ?? [] },
      options: planOptions,
    }),
  };
};

/** A count in words. */
type TellPeople = (people: number) => string;

const summaryOf = ({ effects }: BedChangeLook, tell: TellPeople): string => {
  const sum = (of: 'loses' | 'placedNow' | 'placedThen'): number =>
    effects.reduce((total, effect) => total + effect[of], 0);
  const loses = sum('loses');
  const who = loses === 0 ? 'Nobody' : `${tell(loses)} ${loses === 1 ? 'person' : 'people'}`;
  return `${who} would lose the place suggested to them. ${tell(sum('placedNow'))} of those who are ready have one now, and ${tell(sum('placedThen'))} would.`;
};

const whoDecides = 'Another manager of the provider, or an administrator, confirms it or gives it back.';

/** What of an open change is the reader's to do. */
const stepsFor = (
  { actor, newKey }: PageInput,
  { changeId, look, proposedBy }: KnownBedChange,
  isOutOfDate: boolean,
) => {
  const may = (permission: Permission): boolean => scopeFor(actor, permission) !== null;
  const isOwn = proposedBy === actor.memberId;
  const isSecond = may('confirm-bed-changes') && !isOwn;
  const step = (action: string) => ({
    action: `${changePath(changeId)}/${action}`,
    idempotencyKey: newKey(),
  });
  return {
    lookAgain: look !== null && may('look-at-bed-changes') ? step('look') : null,
    confirm: look !== null && !isOutOfDate && isSecond ? step('decision') : null,
    giveBack: isSecond ? step('decision') : null,
    takeBack: isOwn && may('plan-bed-changes') ? step('withdrawal') : null,
    whoConfirmsText: isSecond ? null : whoDecides,
  };
};

const noSteps = { lookAgain: null, confirm: null, giveBack: null, takeBack: null, whoConfirmsText: null };

const showChange = async (
  deps: BedChangePageDeps,
  tx: Tx,
  input: PageInput,
  errors: readonly FieldError[],
): Promise<PageReply> => {
  const { actor } = input;
  const scope = scopeFor(actor, 'see-bed-changes') ?? input.scope;
  const changeId = identifierInAddress(input.params['changeId']);
  const [change] = changeId === null ? [] : await deps.listBedChanges(tx, scope, changeId);
  if (change === undefined) return { kind: 'problem', code: 'not-found' };
  const { look, lookedAt, state } = change;
  const isWaiting = state === 'waiting';
  const isOutOfDate =
    isWaiting && look !== null && (await deps.readFactsMark(tx, change.bedId)) !== change.factsMark;
  const isTold = scopeFor(actor, 'look-at-bed-changes') !== null;
  const tell: TellPeople = (people) => {
    const told = isTold ? people : deps.tellCount(people);
    return told === null ? 'Fewer than five' : plainNumber(told);
  };
  return {
    kind: 'page',
    page: BedChangeView({
      frame: input.frame,
      bedText: bedTextOf(change),
      stateText: stateText(change, input.today),
      reason: change.reason,
      backHref: bedChangesPath,
      hereHref: changePath(change.changeId),
      errors,
      changes: changesOf(change),
      look:
        look === null || lookedAt === null
          ? null
          : {
              lookedText: `Worked out over everybody who waited at ${timeOfDayAndYear(lookedAt)}, as if it counted then; a bed that closes is there until its day. Whoever has the bed already keeps it.${isTold ? '' : ' Counts are to the nearest five, and fewer than five people are not told as a number.'}`,
              summaryText: summaryOf(look, tell),
              rows: look.effects.map((effect) => ({
                band: deps.bandText(effect.band),
                cells: [
                  ...[effect.placedNow, effect.placedThen, effect.loses, effect.gains],
                  effect.elsewhere + effect.anotherDay,
                ].map(tell),
              })),
            },
      isOutOfDate,
      isWaiting,
      ...(isWaiting ? stepsFor(input, change, isOutOfDate) : noSteps),
    }),
  };
};

interface Planned {
  readonly bedId: string;
  readonly asked: PlannedCells;
  readonly startsOn: Parameters<BedChangePageDeps['planBedChange']>[2]['startsOn'];
  readonly reason: string;
}

const readPlan = (typed: Typed, bedId: string): ReadForm<Planned> => {
  const { what } = typed;
  const starts = dateFromFields(typed, 'starts');
  const reason = words(500).safeParse((typed['reason'] ?? '').trim());
  const errors: FieldError[] = [
    ...(what === 'close' || what === 'change' ? [] : [{ field: 'what', text: 'Choose what is planned' }]),
    ...(starts.kind === 'date'
      ? []
      : [{ field: 'starts', text: 'Enter the first day on which it counts, such as 11 1 2027' }]),
    ...(reason.success ? [] : [{ field: 'reason', text: 'Say why, in at most 500 characters' }]),
  ];
  if (errors.length > 0 || starts.kind !== 'date' || !reason.success) return { ok: false, errors };
  const asked: PlannedCells =
    what === 'close'
      ? { closesOn: starts.on }
      : Object.fromEntries(
          plannableColumns.flatMap((column) =>
            column === 'closesOn' || typed[column] === undefined ? [] : [[column, typed[column].trim()]],
          ),
        );
  return { ok: true, command: { bedId, asked, startsOn: starts.on, reason: reason.data } };
};

const fieldOf = ({ column }: CellError): string => {
  const found = plannableColumns.find((one) => bedSheetHeadings[one] === column);
  return found === 'closesOn' ? 'starts' : (found ?? '');
};

/** What the sheet would say of a cell, with days as this page writes them. A day is always asked for here; a cell may be empty. */
const cellText = ({ problem, accepted }: CellError): string =>
  `${problem}. Accepted: ${accepted.replace(/, or nothing$/u, '')}`.replace(
    /\b(\d{2})\/(\d{2})\/(\d{4})\b/gu,
    (_, day: string, month: string, year: string) => dateText(`${year}-${month}-${day}`),
  );

const cellErrors = (errors: readonly CellError[]): readonly FieldError[] =>
  errors.map((cell) => ({ field: fieldOf(cell), text: cellText(cell) }));

const explainPlan = (refusal: PlanBedChangeRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'sheet-has-errors':
      return cellErrors(refusal.errors);
    case 'changed-since-you-read-it':
      return overall('Somebody changed the bed meanwhile. Look at it again before you send it.');
    case 'nothing-changes':
      return [{ field: 'what', text: 'The bed is so already. Change something' }];
    case 'start-not-possible':
      return [
        {
          field: 'starts',
          text: `Enter a day from ${longDate(refusal.earliestOn)} to ${longDate(refusal.latestOn)}`,
        },
      ];
    case 'change-already-waiting':
      return overall('Another change of this bed is planned. Have it confirmed or given back first.');
  }
};

const explainDecision = (
  refusal: DecideBedChangeRefusal | LookAgainRefusal | TakeBackBedChangeRefusal,
): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'second-person-needed':
      return overall('You planned this change yourself: somebody else confirms it.');
    case 'planned-by-somebody-else':
      return overall(
        'Somebody else planned this change: they take it back, or a manager or an administrator gives it back.',
      );
    case 'look-not-ready':
      return overall('What it would do is still being worked out. Look again in a few seconds.');
    case 'look-out-of-date':
      return overall('Something has changed since it was looked at. Have it worked out again first.');
    case 'change-already-decided':
      return overall('This change was confirmed or given back before. Look at it as it is now.');
    case 'changed-since-you-read-it':
      return overall(
        'Somebody changed the bed, or had it looked at again, meanwhile. Look at it as it is now.',
      );
    case 'sheet-has-errors':
      return overall(refusal.errors.map(cellText).join(' '));
  }
};

/** Planned changes of beds: the list, the plan, the look, and the answer of a second person. */
export const bedChangePages = (
  deps: BedChangePageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    { path: bedChangesPath, permission: 'see-bed-changes', read: (tx, input) => showList(deps, tx, input) },
    { path: newPath, permission: 'plan-bed-changes', read: (tx, input) => showForm(deps, tx, input, null) },
    {
      path: changePath(':changeId'),
      permission: 'see-bed-changes',
      read: (tx, input) => showChange(deps, tx, input, []),
    },
  ],
  forms: [
    defineForm({
      path: newPath,
      permission: 'plan-bed-changes',
      auditEvent: 'capacity.bed-change-planned',
      parse: (typed, { query }) => readPlan(typed, identifierInAddress(query['bedId']) ?? ''),
      act: (tx, { scope, actor, today }, command) =>
        deps.planBedChange(tx, scope, { ...command, memberId: actor.memberId, today }),
      done: ({ changeId }) => changePath(changeId),
      explain: explainPlan,
      again: (tx, input, sent) => showForm(deps, tx, input, sent),
    }),
    defineForm({
      path: `${changePath(':changeId')}/look`,
      standsOn: ({ changeId = '' }) => changePath(changeId),
      permission: 'look-at-bed-changes',
      auditEvent: 'capacity.bed-change-look-asked',
      parse: () => ({ ok: true, command: 'look' as const }),
      async act(tx, { params, scope }) {
        const changeId = identifierInAddress(params['changeId']);
        return changeId === null ? refuse({ code: 'not-found' }) : deps.lookAgain(tx, scope, changeId);
      },
      done: ({ changeId }) => changePath(changeId),
      explain: explainDecision,
      again: (tx, input, { errors }) => showChange(deps, tx, input, errors),
    }),
    defineForm({
      path: `${changePath(':changeId')}/decision`,
      standsOn: ({ changeId = '' }) => changePath(changeId),
      permission: 'confirm-bed-changes',
      auditEvent: 'capacity.bed-change-decided',
      // Cut off on the way: neither is guessed.
      parse: ({ decision }): ReadForm<'confirm' | 'give-back'> =>
        decision === 'confirm' || decision === 'give-back'
          ? { ok: true, command: decision }
          : { ok: false, errors: overall('Choose whether to confirm the change or give it back') },
      async act(tx, { params, scope, actor }, decision) {
        const changeId = identifierInAddress(params['changeId']);
        return changeId === null
          ? refuse({ code: 'not-found' })
          : deps.decideBedChange(tx, scope, { changeId, decision, memberId: actor.memberId });
      },
      done: ({ state }) => `${bedChangesPath}?done=${state}`,
      explain: explainDecision,
      again: (tx, input, { errors }) => showChange(deps, tx, input, errors),
    }),
    defineForm({
      path: `${changePath(':changeId')}/withdrawal`,
      standsOn: ({ changeId = '' }) => changePath(changeId),
      permission: 'plan-bed-changes',
      auditEvent: 'capacity.bed-change-taken-back',
      parse: () => ({ ok: true, command: 'take-back' as const }),
      async act(tx, { params, scope, actor }) {
        const changeId = identifierInAddress(params['changeId']);
        return changeId === null
          ? refuse({ code: 'not-found' })
          : deps.takeBackBedChange(tx, scope, { changeId, memberId: actor.memberId });
      },
      done: () => `${bedChangesPath}?done=taken_back`,
      explain: explainDecision,
      again: (tx, input, { errors }) => showChange(deps, tx, input, errors),
    }),
  ],
});
