import { financialYearLabel } from '../../../../kernel/financial-year.js';
import { isoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { overall } from '../../../../ui/forms/form-state.js';
import { longDate, shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, pounds } from '../../../../ui/presenters/numbers.js';
import type { OtherArrival, RepairPreview } from '../../application/preview-repair.js';
import type { ConfirmRepairRefusal, ProposeRepairRefusal } from '../../application/repair-stay.js';
import type { RecordedEnd } from '../../domain/repair.js';
import { endingText } from './history-text.js';
import { taskText } from './safety-words.js';
import { changedSinceText, explainAdmit, explainDischarge } from './stay-refusals.js';
import { otherNightsText, whoseMoney } from './stay-texts.js';

const dayText = (on: IsoDate | null): string => (on === null ? 'no day' : shortDate(on));

const ending = ({ kind, reason }: RecordedEnd): string =>
  kind === null || reason === null ? 'not said' : endingText({ kind, reason });

const endingTexts = ({ endBefore, endAfter, endedOnAfter }: RepairPreview): readonly string[] =>
  endedOnAfter === null || (endBefore.kind === endAfter.kind && endBefore.reason === endAfter.reason)
    ? []
    : [`How they left is counted as “${ending(endAfter)}” and no longer as “${ending(endBefore)}”.`];

const pastTexts = ({ nightsPastBefore, nightsPastAfter }: RepairPreview): readonly string[] => [
  ...(nightsPastBefore > 0 && nightsPastAfter !== nightsPastBefore
    ? [`${countOf(nightsPastBefore, 'night')} past the planned day let go.`]
    : []),
  ...(nightsPastAfter > 0 && nightsPastAfter !== nightsPastBefore
    ? [
        `${countOf(nightsPastAfter, 'night')} past the planned day recorded as slept where nobody else had the bed, and paid as far as approved money is left.`,
      ]
    : []),
];

const otherTexts = (arrivalOf: OtherArrival | null): readonly string[] => {
  if (arrivalOf === null) return [];
  const { reference, admittedOn, nightsFreed, isSameBed } = arrivalOf;
  return [
    `${reference} arrived on ${shortDate(admittedOn)}: their start is counted, the money held for them is spent, and their referral is closed as placed.`,
    ...(nightsFreed > 0
      ? [
          `${countOf(nightsFreed, 'night')} of the booking of ${reference} before that let go, with the money.`,
        ]
      : []),
    ...(isSameBed
      ? []
      : [`${reference} lives in the bed they are booked into. If they are in this one, move them after.`]),
    `What was recorded for this stay on arrival, such as naloxone, stays with it: record it for ${reference} as well, and correct it here under Leaving safely.`,
  ];
};

const taskTexts = ({ safetyTasks }: RepairPreview): readonly string[] =>
  safetyTasks.map(({ key, dueOnBefore, dueOnAfter }) => {
    if (dueOnAfter === null) return `Leaving safely: “${taskText(key)}” is owed no longer.`;
    return dueOnBefore === null
      ? `Leaving safely: “${taskText(key)}” is owed, by ${shortDate(dueOnAfter)}.`
      : `Leaving safely: “${taskText(key)}” is due by ${shortDate(dueOnAfter)} and not by ${shortDate(dueOnBefore)}.`;
  });

const countTexts = (preview: RepairPreview): readonly string[] => {
  const { startedOnBefore, startedOnAfter, endedOnBefore, endedOnAfter } = preview;
  return [
    startedOnBefore === startedOnAfter
      ? `The start stays counted on ${dayText(startedOnBefore)}.`
      : startedOnAfter === null
        ? `The start is no longer counted on ${dayText(startedOnBefore)}, and on no other day until an arrival is recorded.`
        : `The start is counted on ${dayText(startedOnAfter)} and no longer on ${dayText(startedOnBefore)}.`,
    ...(endedOnBefore === endedOnAfter
      ? []
      : endedOnAfter === null
        ? [`The leaving of ${dayText(endedOnBefore)}, with its reason, counts no longer.`]
        : [`The leaving is counted on ${dayText(endedOnAfter)} and no longer on ${dayText(endedOnBefore)}.`]),
    ...endingTexts(preview),
  ];
};

const deathTexts = ({ endedByDeath }: RepairPreview): readonly string[] => {
  if (endedByDeath === null) return [];
  const { referrals, bookings } = endedByDeath;
  const closed = [
    ...(referrals > 0 ? [countOf(referrals, 'referral')] : []),
    ...(bookings > 0 ? [countOf(bookings, 'booking')] : []),
  ];
  return [
    'The person is no longer recorded as having died, and can be referred again.',
    closed.length === 0
      ? 'Nothing else was closed with it.'
      : `Closed with it, and closed still: ${closed.join(' and ')}. Have the partnership ask anew for what is needed.`,
    'Whoever was told of the death has to be told by hand: the prescriber, the key worker, the family.',
  ];
};

const reasonTexts = ({ plan, endedByDeath }: RepairPreview): readonly string[] =>
  plan?.state === 'ended' && endedByDeath !== null
    ? [
        'They left on that day all the same. Where the death stands as the reason, the reason is not known from now on: write it below.',
      ]
    : [];

const moneyTexts = (preview: RepairPreview, isOwnMoney: boolean): readonly string[] => {
  if (preview.plan?.state === 'booked') {
    return ['What was spent on the stay is held again, until an arrival is recorded.'];
  }
  if (!isOwnMoney) {
    return preview.money.length === 0 ? [] : ['The partnership’s money follows the nights.'];
  }
  return preview.money
    .filter(({ changePence }) => changePence !== 0)
    .map(({ payer, year, changePence }) =>
      changePence < 0
        ? `${financialYearLabel(year)}, ${whoseMoney(payer, 'the')}: ${pounds(pence(0 - changePence))} comes back.`
        : `${financialYearLabel(year)}, ${whoseMoney(payer, 'the')}: ${pounds(changePence)} more is spent.`,
    );
};

/** What a repair would do, in sentences: nights, money, what is counted, who hears of it. */
export const repairEffects = (preview: RepairPreview, isOwnMoney: boolean): readonly string[] => [
  ...(preview.nightsAdded > 0 ? [`${countOf(preview.nightsAdded, 'night')} taken again.`] : []),
  ...(preview.nightsFreed > 0
    ? [`${countOf(preview.nightsFreed, 'night')} let go: nobody slept there then.`]
    : []),
  ...pastTexts(preview),
  ...(preview.nightsAdded + preview.nightsFreed === 0 && preview.nightsPastBefore === preview.nightsPastAfter
    ? ['The nights stay as they are.']
    : []),
  ...moneyTexts(preview, isOwnMoney),
  ...countTexts(preview),
  ...taskTexts(preview),
  ...deathTexts(preview),
  ...(preview.plan?.isDeathLearned === true
    ? [
        'The person is recorded as having died: an open referral of theirs is closed, and what is booked or offered elsewhere is let go.',
      ]
    : []),
  ...reasonTexts(preview),
  ...(preview.plan?.state === 'booked'
    ? [
        preview.arrivalOf === null
          ? 'The referral is open again. Record the arrival of whoever did come under their own booking.'
          : 'The referral is open again.',
        ...otherTexts(preview.arrivalOf),
      ]
    : []),
  'Provider and partnership see it on the page of the stay and in the timeline of the referral, with your reason.',
];

/** Why a repair was not proposed, with what would be accepted. */
export const explainRepair = (refusal: ProposeRepairRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'repair-not-for-state':
      return [
        {
          field: 'kind',
          text: 'This cannot be put right at this point of the stay: an arrival is undone of somebody who is here, a leaving of somebody who left',
        },
      ];
    case 'goes-on-elsewhere':
      return [
        {
          field: 'kind',
          text: `The person goes on from here to another provider on ${longDate(refusal.arrivesOn)}. Have the arrival there undone, or recorded that it never began, first`,
        },
      ];
    case 'death-told-since':
      return [
        {
          field: 'kind',
          text: 'A record made after the leaving says too that the person died. If that is a mistake as well, have it corrected under Leaving safely first',
        },
      ];
    case 'death-recorded-elsewhere':
      return [
        {
          field: 'kind',
          text: refusal.isOfAnotherStay
            ? 'Another stay of the person says that they died. If that is a mistake, have that stay put right first'
            : 'The person was recorded as having died after this leaving. If that is a mistake, have it put right first, with “The person left that day, and did not die”',
        },
      ];
    case 'no-death-recorded':
      return [
        {
          field: 'kind',
          text: 'The stay did not end with a death: choose what else was recorded by mistake',
        },
      ];
    case 'was-moved-since':
      return [
        {
          field: 'kind',
          text: `The person was moved to another bed on ${longDate(refusal.bedSinceOn)}, so they were here. Have the leaving recorded instead`,
        },
      ];
    case 'was-on-leave':
      return [
        {
          field: 'kind',
          text: `The person went on leave from here on ${longDate(refusal.firstLeaveOn)}, so they were here. Have the leaving recorded instead`,
        },
      ];
    case 'left-after-planned-day':
      return [
        {
          field: 'kind',
          text: `The person left after ${longDate(refusal.departsOn)}, the day that is paid to. Have the leaving undone first, then put the arrival right and record the leaving again`,
        },
      ];
    case 'arrival-day-missing':
      return [{ field: 'dayOn', text: 'Enter the day on which the person arrived' }];
    case 'arrival-day-unchanged':
      return [{ field: 'dayOn', text: 'That is the day of arrival already: enter another day' }];
    case 'arrival-day-outside':
      return [
        {
          field: 'dayOn',
          text: `Enter a day from ${longDate(refusal.earliestOn)} to ${longDate(refusal.latestOn)}`,
        },
      ];
    case 'arrival-ends-stay-before':
      return [
        {
          field: 'kind',
          text: `The arrival on ${longDate(refusal.arrivedOn)} ended the stay they came from, at another provider. Have the arrival undone, then the leaving there; then what is true is recorded again, there and here`,
        },
      ];
    case 'other-booking-missing':
      return [
        {
          field: 'otherReference',
          text: 'Enter the reference of somebody who is booked with this provider and has not arrived',
        },
      ];
    case 'other-not-expected-here':
      return [
        {
          field: 'otherReference',
          text: 'That booking is not one of another person with this provider. Enter the reference of whoever did come',
        },
      ];
    case 'other-booking-begins-later':
      return [
        {
          field: 'otherReference',
          text: `That booking begins on ${longDate(refusal.arrivesOn)}. Have its dates moved to the day they came first`,
        },
      ];
    case 'leaving-day-missing':
      return [{ field: 'dayOn', text: 'Enter the day on which the person left' }];
    case 'leaving-day-unchanged':
      return [{ field: 'dayOn', text: 'That is the day of leaving already: enter another day' }];
    case 'leaving-day-outside':
      return [
        {
          field: 'dayOn',
          text: `Enter a day from ${longDate(refusal.earliestOn)} to ${longDate(refusal.latestOn)}`,
        },
      ];
    case 'ending-missing':
      return [{ field: 'endKind', text: 'Choose whether the stay ended as planned, and why' }];
    case 'ending-unchanged':
      return [{ field: 'endReason', text: 'That is recorded already: choose how the person truly left' }];
    case 'death-is-not-planned':
    case 'ending-contradicts-reason':
      return explainDischarge(refusal).map(({ text }) => ({ field: 'endKind', text }));
    case 'arrived-again':
      return [
        {
          field: 'endReason',
          text: `The person arrived in another place on ${longDate(refusal.arrivesOn)}. If that is a mistake, have that arrival undone first; if not, choose another reason`,
        },
      ];
    case 'changed-since-you-read-it':
      if ('now' in refusal) return overall(changedSinceText(refusal));
      return overall('Somebody changed this after you opened it. Look at it as it is now.');
    case 'repair-waits':
      return overall(
        `A repair proposed on ${longDate(refusal.proposedOn)} waits already. Have it confirmed or given back first.`,
      );
  }
};

const explainObstacle = (refusal: ConfirmRepairRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'second-person-needed':
      return overall(
        'You proposed this yourself. Ask another administrator or a manager of the provider to confirm it.',
      );
    case 'stay-changed-since':
      return overall(
        'The stay was changed after this was proposed. Give it back, and propose again what is still wrong.',
      );
    case 'funding-under-notice':
      return overall(
        `The funder gave notice on ${longDate(isoDate(refusal.noticeOn))} that they may not pay, and the booking would rest on a later decision. Have the partnership lift the notice first.`,
      );
    case 'bed-not-vacated':
      return overall(
        `${refusal.reference} is recorded as here in this bed. Have them moved to another bed, or their leaving recorded, first.`,
      );
    case 'bed-still-occupied':
      return overall(
        `Somebody is still in this bed, though they were to leave on ${longDate(isoDate(refusal.dueToLeaveOn))}. Have their leaving recorded first.`,
      );
    case 'other-arrival-refused':
      return overall(
        `The arrival of the other person cannot be recorded. ${explainAdmit(refusal.because)
          .map(({ text }) => text)
          .join(' ')}`,
      );
    case 'person-asked-again':
      return overall(
        'The person has been referred again since. Have the coordinator close the newer referral first.',
      );
    case 'person-has-a-place':
      return overall(
        `The person has another place from ${longDate(isoDate(refusal.arrivesOn))}. Have that booking or stay ended first, or leave this leaving as it is recorded.`,
      );
    case 'referral-closed':
      return overall(
        'The referral was closed for another reason. Have the leaving recorded instead; the person can be referred again.',
      );
    case 'bed-already-taken':
      return overall(
        `Somebody has the bed from ${longDate(isoDate(refusal.firstClashOn))}. Have them moved to another bed or to other days first.`,
      );
    case 'client-already-placed':
      return overall(
        `The person has another bed from ${longDate(isoDate(refusal.firstClashOn))}. Have that booking or stay ended first.`,
      );
    case 'room-holds-another-sex':
      return overall(
        'Somebody of another sex has a bed in the shared room on some of those nights. Have them moved first.',
      );
    case 'bed-not-open':
      return overall('The bed is closed on some of those nights. Have its opening days put right first.');
    case 'bed-changed':
      return overall('The bed was changed a moment ago. Send this again.');
    case 'stay-exceeds-funding':
      return overall(
        `Funding covers ${refusal.fundedNights} nights and the stay would have ${refusal.askedNights}. Have the partnership approve more weeks first.`,
      );
    case 'funding-used-up':
      return overall(
        `${refusal.fundedNights} nights are approved and ${refusal.claimedNights} of them promised or used. Have the partnership approve more weeks first.`,
      );
    case 'budget-missing':
    case 'budget-exhausted':
      return overall('The partnership that pays has too little money left. Have its budget raised first.');
    default:
      return explainRepair(refusal);
  }
};

/** Why a repair was not confirmed, with what would make it possible; its form has no field that could be otherwise. */
export const explainConfirm = (refusal: ConfirmRepairRefusal): readonly FieldError[] =>
  explainObstacle(refusal).flatMap(({ text }) => overall(text));

/** What was entered that no such repair could have, at its field; none where it is something else that stands in the way. */
export const repairFaults = ({ obstacle }: RepairPreview): readonly FieldError[] =>
  obstacle === null ? [] : explainObstacle(obstacle).filter(({ field }) => field !== '');

/** What stands in the way of a repair that is looked at. */
export const repairObstacles = ({ obstacle, clashes }: RepairPreview): readonly string[] => [
  ...(obstacle === null ? [] : explainConfirm(obstacle).map(({ text }) => text)),
  ...clashes.map((clash) => `The bed is not free: ${otherNightsText(clash)}`),
];
