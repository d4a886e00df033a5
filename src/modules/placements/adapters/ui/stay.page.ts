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
import { dateField, errorsOf, proseField, type Field } from '../../../../platform/http/typed-fields.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { ReadStillThere } from '../../../capacity/contract/availability.js';
import type { LeavingStory, ReadLeavingStory } from '../../application/leaving-facts.js';
import type { makeChangeDates } from '../../application/change-dates.js';
import type { BedToMoveTo, makeFindBedsToMoveTo, makeMoveBed } from '../../application/move-bed.js';
import type { PlacementRepository } from '../../application/ports.js';
import { isMoneyThere, type DatesPreview, type makePreviewDates } from '../../application/preview-dates.js';
import type { ReadNames } from '../../application/provider-facts.js';
import type { ReadStayHistory } from '../../application/stay-history.js';
import type { Placement } from '../../domain/placement.js';
import { leaveForms, leaveModel, type LeaveFormsDeps } from './leave-forms.js';
import { placementIdOf, residentsPath } from './stay-forms.js';
import { explainDatesChange, explainMove } from './stay-refusals.js';
import { historyText, isAboutMoneyAlone, otherNightsText, previewTexts } from './stay-texts.js';
import { stayFormPrefix, StayView, type PreviewModel, type StayProps } from './stay.view.js';
import { addressOfProviderTimeline } from './timeline.page.js';

/** What the page of the days and the bed of a booking or a stay needs. */
export interface StayPageDeps extends LeaveFormsDeps {
  readonly placements: Pick<PlacementRepository, 'find'>;
  readonly readLeavingStory: ReadLeavingStory;
  readonly readStayHistory: ReadStayHistory;
  readonly previewDates: ReturnType<typeof makePreviewDates>;
  readonly changeDates: ReturnType<typeof makeChangeDates>;
  readonly findBedsToMoveTo: ReturnType<typeof makeFindBedsToMoveTo>;
  readonly moveBed: ReturnType<typeof makeMoveBed>;
  readonly readNames: ReadNames;
  readonly readStillThere: ReadStillThere;
}

const path = '/placements/:placementId/stay';
/** Where the days and the bed of a placement are looked at and changed. */
export const addressOfStay = (placementId: string): string => `/placements/${placementId}/stay`;

/** Where a stay stands, as it is said. */
export const stayStateTexts: Readonly<Record<Placement['state'], string>> = {
  booked: 'Booked, not arrived yet',
  admitted: 'Here',
  ended: 'Left',
  never_started: 'Never arrived',
};

type FormKind = keyof typeof stayFormPrefix;

/** A form of this page that was sent with faults. */
interface FailedForm {
  readonly kind: FormKind;
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

interface Showing {
  readonly deps: StayPageDeps;
  readonly tx: Tx;
  readonly input: PageInput;
  readonly placement: Placement;
  readonly partnershipName: string;
  readonly failed: FailedForm | null;
}

const valueOf = <T>(field: Field<T>): T | null => ('value' in field ? field.value : null);

const readDates = (typed: Typed) => ({
  arrivesOn: dateField(typed, 'arrivesOn', 'the day of arrival'),
  departsOn: dateField(typed, 'departsOn', 'the leaving day'),
});

const previewTitle = ({ step, asked }: DatesPreview): string => {
  const days = `${shortDate(asked.arrivesOn)} to ${shortDate(asked.departsOn)}`;
  return step === 'moved' ? `The booking would be from ${days}` : `The stay would be from ${days}`;
};

const toPreview = (preview: DatesPreview, isOwnMoney: boolean): PreviewModel => ({
  title: previewTitle(preview),
  texts: preview.step === null ? [] : previewTexts(preview, isOwnMoney),
  obstacles: [
    ...preview.obstacles.flatMap((refusal) => explainDatesChange(refusal).map(({ text }) => text)),
    ...preview.clashes.map((clash) => `The bed is not free: ${otherNightsText(clash)}`),
    ...(preview.step === null || isMoneyThere(preview.money)
      ? []
      : ['There is too little money left in the budget']),
  ],
});

/** The days looked at: those of a form sent with faults, those in the address, or those it has. */
const datesModel = async ({
  deps,
  tx,
  input,
  placement,
  failed,
}: Showing): Promise<Pick<StayProps, 'dates'> & { readonly errors: readonly FieldError[] }> => {
  const isOpen = placement.state === 'booked' || placement.state === 'admitted';
  if (!isOpen || scopeFor(input.actor, 'change-bookings') === null) return { errors: [] };
  const typed = failed?.kind === 'dates' ? failed.typed : input.query;
  const isAsked = 'departsOn-day' in typed;
  const { arrivesOn, departsOn } = readDates(typed);
  const asked = { arrivesOn: valueOf(arrivesOn), departsOn: valueOf(departsOn) };
  const errors = failed?.kind === 'dates' ? failed.errors : isAsked ? errorsOf(arrivesOn, departsOn) : [];
  const preview =
    isAsked && asked.arrivesOn !== null && asked.departsOn !== null
      ? await deps.previewDates(tx, input.scope, placement.placementId, {
          arrivesOn: asked.arrivesOn,
          departsOn: asked.departsOn,
        })
      : null;
  const lookAction = addressOfStay(placement.placementId);
  return {
    errors,
    dates: {
      lookAction,
      action: `/placements/${placement.placementId}/dates`,
      isArrivalOpen: placement.state === 'booked',
      form: {
        values: {
          ...fieldsOfDate('arrivesOn', placement.stay.arrivesOn),
          ...fieldsOfDate('departsOn', placement.stay.departsOn),
          ...(isAsked ? typed : {}),
        },
        errors,
      },
      ...(preview === null ? {} : { preview: toPreview(preview, input.scope.kind !== 'provider') }),
    },
  };
};

// Where it is comes first: a closed select shows the beginning.
const bedToMoveToText = ({ label, projectName, town, healthBoard, nearness }: BedToMoveTo): string => {
  const bed = `${label}, ${projectName}`;
  switch (nearness) {
    case 'same-house':
      return bed;
    case 'same-town':
      return `Another house in ${town}: ${bed}`;
    case 'same-board':
      return `Another town, ${town}: ${bed}`;
    case 'elsewhere':
      return `Another town, ${town} (${healthBoard}): ${bed}`;
  }
};

/** Where a bed of another house is among those to choose: that nobody but whoever records it decides. */
const farTextOf = (beds: readonly BedToMoveTo[], partnershipName: string): string | undefined =>
  beds.every(({ nearness }) => nearness === 'same-house')
    ? undefined
    : `A bed in another house takes the person to other people, and may take them to another town. ${partnershipName} is told of the move and is not asked here: speak with them, and with the person, before you record it.`;

const moveModel = async ({
  deps,
  tx,
  input,
  placement,
  failed,
  partnershipName,
}: Showing): Promise<Pick<StayProps, 'move'>> => {
  if (scopeFor(input.actor, 'run-placements') === null) return {};
  const found = await deps.findBedsToMoveTo(tx, input.scope, placement.placementId);
  const isFailed = failed?.kind === 'move';
  const fromOn = found?.fromOn ?? null;
  if (fromOn === null && !isFailed) return {};
  return {
    move: {
      action: `/placements/${placement.placementId}/bed`,
      isDayAsked: placement.state === 'admitted',
      hint: `Free to ${shortDate(placement.stay.departsOn)} and fits the person. The bed left is free that night, after it has been made ready`,
      bedOptions: (found?.beds ?? []).map((bed) => ({ value: bed.bedId, text: bedToMoveToText(bed) })),
      farText: farTextOf(found?.beds ?? [], partnershipName),
      form: isFailed
        ? { values: failed.typed, errors: failed.errors }
        : { values: fieldsOfDate('movesOn', fromOn ?? input.today), errors: [] },
    },
  };
};

const summaryOf = (story: LeavingStory, placement: Placement): StayProps['summary'] => [
  { key: 'Place', value: `${story.projectName}, ${story.bedLabel}` },
  { key: 'Partnership', value: story.partnershipName },
  { key: 'Standing', value: stayStateTexts[placement.state] },
  {
    key: placement.state === 'booked' || placement.state === 'never_started' ? 'Arrives' : 'Arrived',
    value: shortDate(placement.stay.arrivesOn),
  },
  { key: 'Leaves', value: shortDate(placement.endedOn ?? placement.stay.departsOn) },
];

/** Of a booking whose bed has not been left yet: who has to do what. */
const notLeftYet = async (
  { readStillThere }: StayPageDeps,
  tx: Tx,
  { state, bedId }: Placement,
  isProvider: boolean,
): Promise<Pick<StayProps, 'notLeftText'>> => {
  const still = state === 'booked' ? (await readStillThere(tx, [bedId]))[0] : undefined;
  if (still === undefined) return {};
  const since = `Somebody is still in this bed, though they were to leave on ${shortDate(still.dueToLeaveOn)}.`;
  return {
    notLeftText: isProvider
      ? `${since} Record on Arrivals and residents that they have left, or give this booking another bed below. Nobody can arrive in it before.`
      : `${since} The project records that they have left, or gives this booking another bed: ring it before the person sets out. You can move the dates below.`,
  };
};

const show = async (
  deps: StayPageDeps,
  tx: Tx,
  input: PageInput,
  failed: FailedForm | null = null,
): Promise<PageReply> => {
  const { scope, frame, now } = input;
  const placementId = placementIdOf(input);
  const placement = await deps.placements.find(tx, scope, placementId);
  const story = placement === null ? null : await deps.readLeavingStory(tx, scope, placementId);
  if (placement === null || story === null) return { kind: 'problem', code: 'not-found' };
  const name = (await deps.readNames(tx, scope, [story.clientId])).get(story.clientId);
  const { partnershipName } = story;
  const showing: Showing = { deps, tx, input, placement, partnershipName, failed };
  const { errors, ...dates } = await datesModel(showing);
  const move = await moveModel(showing);
  const kind = failed?.kind ?? 'dates';
  const failedLeave =
    failed !== null && (failed.kind === 'leave' || failed.kind === 'back')
      ? { kind: failed.kind, typed: failed.typed, errors: failed.errors }
      : null;
  const leave = await leaveModel(deps, tx, input, placement, failedLeave);
  const isProvider = scope.kind === 'provider';
  return {
    kind: 'page',
    page: StayView({
      frame,
      current: isProvider ? 'residents' : 'placements',
      back: isProvider
        ? { text: 'Back to arrivals and residents', href: residentsPath }
        : { text: 'Back to placed people', href: '/placements' },
      personText: name === undefined ? story.reference : `${name}, ${story.reference}`,
      reference: story.reference,
      summary: summaryOf(story, placement),
      timelineHref:
        scope.kind === 'provider'
          ? addressOfProviderTimeline(placement.referralId)
          : `/referrals/${placement.referralId}/timeline`,
      ...(await notLeftYet(deps, tx, placement, isProvider)),
      version: placement.version,
      idempotencyKey: input.newKey(),
      ...dates,
      ...move,
      ...leave,
      ...(placement.state === 'admitted' && scopeFor(input.actor, 'change-bookings') !== null
        ? { onwardHref: `/placements/${placementId}/onward` }
        : {}),
      history: (await deps.readStayHistory(tx, placementId))
        .filter((entry) => !isProvider || !isAboutMoneyAlone(entry))
        .map((entry) => ({
          key: entry.changeId,
          text: historyText(entry),
          reason: entry.reason,
          byText: `${entry.confirmedBy === null ? entry.madeBy : `${entry.madeBy}, confirmed by ${entry.confirmedBy}`}, ${agoText(entry.madeAt, now)}`,
        })),
      errors: failed === null ? errors : failed.errors,
      idPrefix: stayFormPrefix[kind],
    }),
  };
};

const again =
  (deps: StayPageDeps, kind: FormKind): Form['again'] =>
  (tx, input, { typed, errors }) =>
    show(deps, tx, input, { kind, typed, errors });

const changeOf = (input: PageInput & { readonly expectedVersion: number }) => ({
  memberId: input.actor.memberId,
  placementId: placementIdOf(input),
  expectedVersion: input.expectedVersion,
});

const datesForm = (deps: StayPageDeps): Form =>
  defineForm({
    path: '/placements/:placementId/dates',
    permission: 'change-bookings',
    auditedRead: { subject: 'placement', param: 'placementId' },
    auditEvent: 'placements.booking-moved',
    standsOn: (params) => addressOfStay(params['placementId'] ?? ''),
    parse: (typed, input) => {
      const { arrivesOn, departsOn } = readDates(typed);
      const reason = proseField(typed, 'reason', 500, 'Write why the dates change');
      if ('error' in arrivesOn || 'error' in departsOn || 'error' in reason) {
        return { ok: false, errors: errorsOf(arrivesOn, departsOn, reason) };
      }
      return {
        ok: true,
        command: {
          ...changeOf(input),
          ...{ arrivesOn: arrivesOn.value, departsOn: departsOn.value, reason: reason.value },
        },
      };
    },
    act: (tx, { scope }, command) => deps.changeDates(tx, scope, command),
    done: ({ placementId }) => `${addressOfStay(placementId)}?done=dates-changed`,
    explain: explainDatesChange,
    again: again(deps, 'dates'),
  });

const moveForm = (deps: StayPageDeps): Form =>
  defineForm({
    path: '/placements/:placementId/bed',
    permission: 'run-placements',
    auditedRead: { subject: 'placement', param: 'placementId' },
    auditEvent: 'placements.person-moved',
    standsOn: (params) => addressOfStay(params['placementId'] ?? ''),
    parse: (typed, input) => {
      const bedId = identifier.safeParse(typed['bedId']);
      const movesOn = dateField(typed, 'movesOn', 'the day of the move');
      const reason = proseField(typed, 'reason', 500, 'Write why the person moves');
      if (!bedId.success || 'error' in movesOn || 'error' in reason) {
        return {
          ok: false,
          errors: [
            ...(bedId.success ? [] : [{ field: 'bedId', text: 'Choose a bed' }]),
            ...errorsOf(movesOn, reason),
          ],
        };
      }
      return {
        ok: true,
        command: {
          ...changeOf(input),
          ...{ bedId: bedId.data, movesOn: movesOn.value, reason: reason.value },
        },
      };
    },
    act: (tx, { scope }, command) => deps.moveBed(tx, scope, command),
    done: ({ placementId }) => `${addressOfStay(placementId)}?done=person-moved`,
    explain: explainMove,
    again: again(deps, 'move'),
  });

/** The page of one booking or stay: its days, its bed, and what can be changed of them. */
export const stayPages = (
  deps: StayPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path,
      permission: 'see-placements',
      auditedRead: { subject: 'placement', param: 'placementId' },
      read: (tx, input) => show(deps, tx, input),
    },
  ],
  forms: [datesForm(deps), moveForm(deps), ...leaveForms(deps, addressOfStay, (kind) => again(deps, kind))],
});
