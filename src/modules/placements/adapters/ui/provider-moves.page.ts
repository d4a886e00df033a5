import type { Tx } from '../../../../kernel/unit-of-work.js';
import { pence } from '../../../../kernel/money.js';
import { nightCount } from '../../../../kernel/stay.js';
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
import {
  choiceField,
  dateField,
  errorsOf,
  optionalProse,
  poundsField,
  proseField,
} from '../../../../platform/http/typed-fields.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { longDate, shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import { dearestWeekPence } from '../../../referrals/contract/facts.js';
import { sexTexts } from '../../../referrals/contract/words.js';
import type { LeavingStory, ReadLeavingStory } from '../../application/leaving-facts.js';
import type {
  ListMoves,
  makeAcceptMove,
  makeDeclineMove,
  makeFindOnwardPlaces,
  makeProposeMove,
  makeWithdrawMove,
  ShownMove,
} from '../../application/provider-move.js';
import type { PlacementRepository } from '../../application/ports.js';
import type { Placement } from '../../domain/placement.js';
import { moveDeclineReasons } from '../../domain/provider-move.js';
import { rowsOnAPage } from './page-mark.js';
import {
  explainAccept,
  explainEnd,
  explainPropose,
  moveDeclineOptions,
  moveDeclineText,
} from './provider-move-texts.js';
import {
  movePrefixOf,
  OnwardView,
  ProviderMovesView,
  type MoveCard,
  type OnwardProps,
} from './provider-moves.view.js';
import { placementIdOf } from './stay-forms.js';

/** What the pages of moves to another provider need. */
export interface ProviderMovePageDeps {
  readonly placements: Pick<PlacementRepository, 'find' | 'readNext'>;
  readonly readLeavingStory: ReadLeavingStory;
  readonly findOnwardPlaces: ReturnType<typeof makeFindOnwardPlaces>;
  readonly proposeMove: ReturnType<typeof makeProposeMove>;
  readonly acceptMove: ReturnType<typeof makeAcceptMove>;
  readonly declineMove: ReturnType<typeof makeDeclineMove>;
  readonly withdrawMove: ReturnType<typeof makeWithdrawMove>;
  readonly listMoves: ListMoves;
}

const listPath = '/provider-moves';
const addressOf = (placementId: string): string => `/placements/${placementId}/onward`;
const stayOf = (placementId: string): string => `/placements/${placementId}/stay`;

interface FailedAnswer {
  readonly moveId: string;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

const moveIdOf = ({ params }: Pick<PageInput, 'params'>): string =>
  identifier.safeParse(params['moveId']).data ?? '';

const toCard = (move: ShownMove, input: PageInput, failed: FailedAnswer | null): MoveCard => {
  const { moveId, reference, fromProject, toProject, toBed, movesOn, departsOn, weeklyRatePence } = move;
  const nights = nightCount({ arrivesOn: movesOn, departsOn });
  const isFailed = failed?.moveId === moveId;
  return {
    ...{ moveId, reference, reason: move.reason, version: move.version, isAsked: move.isAsked },
    title: `${reference}: ${fromProject} to ${toProject}`,
    texts: [
      sexTexts[move.sex],
      `${toBed}, from ${longDate(movesOn)} to ${longDate(departsOn)}: ${countOf(nights, 'night')}`,
      `${pounds(pence(weeklyRatePence))} a week`,
    ],
    byText: `Proposed by ${move.proposedBy}, ${agoText(move.proposedAt, input.now)}`,
    stayHref: stayOf(move.placementId),
    isOwn: !move.isAsked && scopeFor(input.actor, 'change-bookings') !== null,
    decline: isFailed ? { values: failed.typed, errors: failed.errors } : { values: {}, errors: [] },
  };
};

const showList = async (
  deps: ProviderMovePageDeps,
  tx: Tx,
  input: PageInput,
  failed: FailedAnswer | null = null,
): Promise<PageReply> => {
  const after = identifier.safeParse(input.query['after']).data ?? null;
  const found = await deps.listMoves(tx, input.scope, { waitingAfter: after, limit: rowsOnAPage + 1 });
  const moves = found.slice(0, rowsOnAPage);
  const last = moves.at(-1)?.moveId;
  return {
    kind: 'page',
    page: ProviderMovesView({
      ...{ frame: input.frame, idempotencyKey: input.newKey(), declineOptions: moveDeclineOptions },
      moves: moves.map((move) => toCard(move, input, failed)),
      ...(found.length > moves.length && last !== undefined ? { nextHref: `${listPath}?after=${last}` } : {}),
      errors: failed?.errors ?? [],
      ...(failed === null ? {} : { idPrefix: movePrefixOf(failed.moveId) }),
    }),
  };
};

const answers = { nothing: 'The provider has not answered yet', accepted: 'Accepted' } as const;

const lastText = (move: ShownMove, next: Placement | null): OnwardProps['last'] => {
  const what = `${move.toProject}, ${move.toBed}, from ${shortDate(move.movesOn)} to ${shortDate(move.departsOn)}.`;
  switch (move.answer) {
    case null:
      return {
        title: answers.nothing,
        texts: [what, 'Take it back under Moves between providers to propose another.'],
      };
    case 'accepted':
      return next === null ? undefined : { title: answers.accepted, texts: [what] };
    case 'declined':
      return {
        title: `Declined${move.declineReason === null ? '' : `: ${moveDeclineText(move.declineReason)}`}`,
        texts: [what, ...(move.answerNote === null ? [] : [move.answerNote])],
      };
    case 'withdrawn':
      return undefined;
  }
};

const readDays = (typed: Typed) => ({
  movesOn: dateField(typed, 'movesOn', 'the first night there'),
  departsOn: dateField(typed, 'departsOn', 'the leaving day there'),
});

interface FailedProposal {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

interface Onward {
  readonly deps: ProviderMovePageDeps;
  readonly tx: Tx;
  readonly input: PageInput;
  readonly placement: Placement;
  readonly failed: FailedProposal | null;
}

const placesModel = async ({
  deps,
  tx,
  input,
  placement,
  failed,
}: Onward): Promise<Pick<OnwardProps, 'days' | 'places' | 'errors'>> => {
  const isAsked = failed !== null || 'movesOn-day' in input.query;
  const typed = failed?.typed ?? input.query;
  const { movesOn, departsOn } = readDays(typed);
  const asked =
    isAsked && 'value' in movesOn && 'value' in departsOn
      ? { arrivesOn: movesOn.value, departsOn: departsOn.value }
      : placement.stay;
  const found = await deps.findOnwardPlaces(tx, input.scope, placement.placementId, asked);
  if (found === null) return { errors: [] };
  const errors = failed?.errors ?? (isAsked ? errorsOf(movesOn, departsOn) : []);
  const { earliestOn, latestOn } = found;
  const days: OnwardProps['days'] = {
    hint:
      earliestOn > latestOn
        ? 'The planned leaving day has gone by: have the stay made longer first'
        : `From ${longDate(earliestOn)} to ${longDate(latestOn)}: they leave here that day`,
    form: {
      values: isAsked
        ? typed
        : { ...fieldsOfDate('movesOn', earliestOn), ...fieldsOfDate('departsOn', latestOn) },
      errors,
    },
  };
  if (!isAsked || asked === placement.stay) return { days, errors };
  const { obstacle, beds, approvedPence } = found;
  const [text] = obstacle === null ? [] : explainPropose(obstacle);
  return {
    ...{ days, errors },
    places: {
      title: `Free from ${shortDate(asked.arrivesOn)} to ${shortDate(asked.departsOn)}`,
      obstacle: text?.text ?? null,
      options: beds.map(({ bedId, label, projectName }) => ({
        value: bedId,
        text: `${projectName}, ${label}`,
      })),
      rateHint:
        approvedPence === null
          ? 'Nothing is approved yet'
          : `At most ${pounds(approvedPence)}, which is approved; what is agreed here is held`,
    },
  };
};

const summaryOf = (story: LeavingStory, placement: Placement): OnwardProps['summary'] => [
  { key: 'Place', value: `${story.projectName}, ${story.bedLabel}` },
  { key: 'Arrived', value: shortDate(placement.stay.arrivesOn) },
  { key: 'Leaves', value: shortDate(placement.endedOn ?? placement.stay.departsOn) },
];

const showOnward = async (
  deps: ProviderMovePageDeps,
  tx: Tx,
  input: PageInput,
  failed: FailedProposal | null = null,
): Promise<PageReply> => {
  const { scope, frame } = input;
  const placementId = placementIdOf(input);
  const placement = await deps.placements.find(tx, scope, placementId);
  const story = placement === null ? null : await deps.readLeavingStory(tx, scope, placementId);
  if (placement === null || story === null) return { kind: 'problem', code: 'not-found' };
  const next = await deps.placements.readNext(tx, placementId);
  const [move] = await deps.listMoves(tx, scope, { placementId, limit: 1 });
  const isOpen = placement.state === 'admitted' && next === null && move?.answer !== null;
  return {
    kind: 'page',
    page: OnwardView({
      ...{
        frame,
        backHref: stayOf(placementId),
        address: addressOf(placementId),
        reference: story.reference,
      },
      current: scope.kind === 'provider' ? 'residents' : 'placements',
      summary: summaryOf(story, placement),
      version: placement.version,
      idempotencyKey: input.newKey(),
      last: move === undefined ? undefined : lastText(move, next),
      ...(isOpen || failed !== null
        ? await placesModel({ deps, tx, input, placement, failed })
        : { errors: [] }),
    }),
  };
};

const ofStay = {
  auditedRead: { subject: 'placement', param: 'placementId' },
  standsOn: (params: Readonly<Record<string, string>>) => addressOf(params['placementId'] ?? ''),
} as const;

const proposeForm = (deps: ProviderMovePageDeps): Form =>
  defineForm({
    ...ofStay,
    path: '/placements/:placementId/onward',
    permission: 'change-bookings',
    auditEvent: 'placements.provider-move-proposed',
    parse: (typed, input) => {
      const { movesOn, departsOn } = readDays(typed);
      const bed = identifier.safeParse(typed['bedId']);
      const bedId = bed.success
        ? { value: bed.data }
        : { error: { field: 'bedId', text: 'Choose one of the places' } };
      const rateText = 'Enter what a week there costs, for example 1,150';
      const weeklyRate = poundsField(typed, 'weeklyRate', dearestWeekPence, rateText);
      const reason = proseField(typed, 'reason', 500, 'Write why they go on');
      if (
        'error' in movesOn ||
        'error' in departsOn ||
        'error' in bedId ||
        'error' in weeklyRate ||
        'error' in reason
      ) {
        return { ok: false, errors: errorsOf(movesOn, departsOn, bedId, weeklyRate, reason) };
      }
      return {
        ok: true,
        command: {
          ...{ memberId: input.actor.memberId, placementId: placementIdOf(input) },
          ...{ expectedVersion: input.expectedVersion, movesOn: movesOn.value, departsOn: departsOn.value },
          ...{ bedId: bedId.value, weeklyRatePence: weeklyRate.value, reason: reason.value },
        },
      };
    },
    act: (tx, { scope }, command) => deps.proposeMove(tx, scope, command),
    done: (_value, input) => `${addressOf(placementIdOf(input))}?done=move-proposed`,
    explain: explainPropose,
    again: (tx, input, { typed, errors }) => showOnward(deps, tx, input, { typed, errors }),
  });

const ofMoves = {
  auditedRead: { list: 'provider-moves' },
  standsOn: () => listPath,
} as const;

const again =
  (deps: ProviderMovePageDeps): Form['again'] =>
  (tx, input, { typed, errors }) =>
    showList(deps, tx, input, { moveId: moveIdOf(input), typed, errors });

const stepOf = (input: PageInput & { readonly expectedVersion: number }) => ({
  memberId: input.actor.memberId,
  moveId: moveIdOf(input),
  expectedVersion: input.expectedVersion,
});

const answerForms = (deps: ProviderMovePageDeps): readonly Form[] => [
  defineForm({
    ...ofMoves,
    path: `${listPath}/:moveId/acceptance`,
    permission: 'answer-offers',
    auditEvent: 'placements.provider-move-accepted',
    parse: (_typed, input) => ({ ok: true, command: stepOf(input) }),
    act: (tx, { scope }, command) => deps.acceptMove(tx, scope, command),
    done: () => `${listPath}?done=move-accepted`,
    explain: explainAccept,
    again: again(deps),
  }),
  defineForm({
    ...ofMoves,
    path: `${listPath}/:moveId/decline`,
    permission: 'answer-offers',
    auditEvent: 'placements.provider-move-declined',
    parse: (typed, input) => {
      const reason = choiceField(typed, 'reason', moveDeclineReasons, 'Choose why you decline');
      const note = optionalProse(typed, 'note', 500);
      return 'error' in reason || 'error' in note
        ? { ok: false, errors: errorsOf(reason, note) }
        : { ok: true, command: { ...stepOf(input), reason: reason.value, note: note.value } };
    },
    act: (tx, { scope }, command) => deps.declineMove(tx, scope, command),
    done: () => `${listPath}?done=move-declined`,
    explain: explainEnd,
    again: again(deps),
  }),
  defineForm({
    ...ofMoves,
    path: `${listPath}/:moveId/withdrawal`,
    permission: 'change-bookings',
    auditEvent: 'placements.provider-move-withdrawn',
    parse: (_typed, input) => ({ ok: true, command: stepOf(input) }),
    act: (tx, { scope }, command) => deps.withdrawMove(tx, scope, command),
    done: () => `${listPath}?done=move-withdrawn`,
    explain: explainEnd,
    again: again(deps),
  }),
];

/** Where somebody who is here is proposed to another provider, and where that is answered. */
export const providerMovePages = (
  deps: ProviderMovePageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path: listPath,
      permission: 'see-placements',
      auditedRead: ofMoves.auditedRead,
      read: (tx, input) => showList(deps, tx, input),
    },
    {
      path: '/placements/:placementId/onward',
      permission: 'change-bookings',
      auditedRead: ofStay.auditedRead,
      read: (tx, input) => showOnward(deps, tx, input),
    },
  ],
  forms: [proposeForm(deps), ...answerForms(deps)],
});
