/** A referral and what is recorded about it, until it is closed. */
import {
  assessedUntil,
  currentDetox,
  detoxBeforeDays,
  furthestAheadNights,
  isDue,
  openReferral,
  personOf,
  receivedDaysAgo,
  referralOf,
  todayOf,
  urgencyReviewDays,
  validDays,
  type Key,
  type Model,
  type Offer,
  type Placement,
  type Referral,
} from '../pathway-model.js';
import type { RequestOf } from '../pathway-requests.js';
import { type Answer, done, refused, changed, nextKey } from './answers.js';
import { placeInView } from './nights-and-money.js';
import { askNoMore } from './funding.js';

export const closeReferralOf = (referral: Referral, reason: string): void => {
  referral.state = 'closed';
  referral.closedReason = reason;
  referral.version += 1;
};

export const noteDeath = (model: Model, person: number, besides: Key | null = null): void => {
  personOf(model, person).hasDied = true;
  // What is booked for them elsewhere is let go; neither side of it did that.
  for (const place of model.placements.filter(
    (one) => one.person === person && one.key !== besides && one.state === 'booked' && one.follows !== null,
  )) {
    letGo(model, place);
    place.endedBy = null;
  }
  const open = openReferral(model, person);
  if (open !== undefined) closeReferralOf(open, 'died');
};

export const recordReferral = (model: Model, { person }: RequestOf<'record-referral'>): Answer => {
  if (openReferral(model, person) !== undefined) return refused('open-referral-exists');
  if (personOf(model, person).hasDied) return refused('person-recorded-as-died');
  const key = nextKey('r', model.referrals);
  model.referrals.push({
    ...{ key, person, receivedOn: todayOf(model) - receivedDaysAgo, state: 'open', closedReason: null },
    ...{ partnership: personOf(model, person).partnership, needsDetox: personOf(model, person).needsDetox },
    ...{ urgencyReviewOn: todayOf(model) + urgencyReviewDays },
    ...{ assessments: [], detoxes: [], lapsedOn: null, version: 1 },
  });
  return done(key, 1);
};

/** Any fact about an open referral moves it on by one version. */
const moveOn = (referral: Referral, version: number): Answer => {
  if (referral.state === 'closed') return refused('referral-closed');
  if (referral.version !== version) return changed;
  referral.version += 1;
  return done(null, referral.version);
};

export const recordAssessment = (
  model: Model,
  { referral: key, heldOn, isSuitable, version }: RequestOf<'record-assessment'>,
): Answer => {
  const today = todayOf(model);
  if (heldOn > today) return refused('held-in-the-future');
  if (heldOn < today - validDays) return refused('held-too-long-ago');
  const referral = referralOf(model, key);
  const moved = moveOn(referral, version);
  if (moved.kind === 'refused') return moved;
  if (referral.lapsedOn !== null && heldOn < referral.lapsedOn) return refused('held-before-relapse');
  referral.assessments.push({ heldOn, isSuitable, hasLapsed: false });
  return moved;
};

export const bookDetox = (
  model: Model,
  { referral: key, startsOn, endsOn, version }: RequestOf<'book-detox'>,
): Answer => {
  if (endsOn > todayOf(model) + furthestAheadNights) return refused('detox-too-far-ahead');
  const referral = referralOf(model, key);
  if (startsOn < referral.receivedOn - detoxBeforeDays) return refused('detox-too-long-ago');
  const moved = moveOn(referral, version);
  if (moved.kind === 'refused') return moved;
  if (referral.lapsedOn !== null && endsOn <= referral.lapsedOn) return refused('detox-before-relapse');
  referral.detoxes.push({ startsOn, endsOn, hasLapsed: false });
  return moved;
};

export const correctReferral = (
  model: Model,
  { referral: key, needsDetox, version }: RequestOf<'correct-referral'>,
): Answer => {
  const referral = referralOf(model, key);
  if (referral.state === 'closed') return refused('referral-closed');
  if (referral.version !== version) return changed;
  if (referral.needsDetox === needsDetox) return refused('nothing-corrected');
  referral.needsDetox = needsDetox;
  referral.version += 1;
  return done(null, referral.version);
};

/** Of a referral that is closed the offer is taken back, the booking ended; one whose time was over ends as what it is. */
const letGo = (model: Model, place: Offer | Placement): void => {
  if ('beds' in place) {
    place.state = 'never_started';
    place.endTold = 'booking-ended';
    place.endedBy = 'partnership';
  } else if (place.state === 'offered') place.state = isDue(model, place) ? 'expired' : 'withdrawn';
  place.version += 1;
};

export const closeReferral = (
  model: Model,
  { referral: key, reason, place: shown, version }: RequestOf<'close-referral'>,
): Answer => {
  const referral = referralOf(model, key);
  if (referral.state === 'closed') return refused('referral-closed');
  if (referral.version !== version) return changed;
  const isDeath = reason === 'died';
  const place = placeInView(model, (one) =>
    isDeath ? one.person === referral.person : one.referral === key,
  );
  if (place?.state === 'admitted') return refused(isDeath ? 'died-in-a-place' : 'stay-runs');
  if (place !== undefined && shown === null)
    return refused(place.state === 'booked' ? 'bed-booked' : 'offer-open');
  if (place !== undefined && (place.key !== shown?.key || place.version !== shown.version))
    return refused('place-changed-since-shown');
  if (isDeath) noteDeath(model, referral.person);
  else closeReferralOf(referral, reason);
  if (place !== undefined) letGo(model, place);
  askNoMore(model, key);
  return done(null, referral.version);
};

/** What was assessed, and booked for detox, before a relapse counts no longer. */
export const lapse = (model: Model, referral: Referral): void => {
  const counts = assessedUntil(referral) !== null || currentDetox(referral) !== null;
  if (referral.state === 'closed' || !counts) return;
  for (const fact of [...referral.assessments, ...referral.detoxes]) fact.hasLapsed = true;
  referral.lapsedOn = todayOf(model);
  referral.version += 1;
};
