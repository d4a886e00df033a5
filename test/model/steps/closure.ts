/** A bed is out of service, and back. */
import { claimsOf, closureOf, todayOf, type Model } from '../pathway-model.js';
import type { RequestOf } from '../pathway-requests.js';
import { type Answer, done, refused, changed, nextKey } from './answers.js';
import { meet, isStillOccupied } from './nights-and-money.js';

export const closeBed = (model: Model, { bed, from, to, confirmsPast }: RequestOf<'close-bed'>): Answer => {
  if (from < todayOf(model) && !confirmsPast) return refused('past-nights-not-confirmed');
  const isInUse = claimsOf(model).some((claim) => claim.bed === bed && meet(from, to, claim.from, claim.to));
  if (isInUse || isStillOccupied(model, bed)) return refused('nights-in-use');
  const key = nextKey('c', model.closures);
  model.closures.push({ key, bed, from, to, state: 'planned', version: 1 });
  return done(key, 1);
};

export const reopenBed = (model: Model, { closure: of, version }: RequestOf<'reopen-bed'>): Answer => {
  const closure = closureOf(model, of);
  const today = todayOf(model);
  if (closure.state === 'cancelled') return refused('already-cancelled');
  if (closure.to <= today) return refused('out-of-service-is-over');
  if (closure.version !== version) return changed;
  if (closure.from < today) closure.to = today;
  else closure.state = 'cancelled';
  closure.version += 1;
  return done(null, closure.version);
};
