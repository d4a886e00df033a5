import { verdict } from '../../eligibility/contract.js';
import { askPlace } from './ask-place.js';
import { arrivalWindow } from './constraints/free-throughout.js';
import { wasFoundUnsuitable } from './constraints/not-found-unsuitable.js';
import { isOfferedNow } from './constraints/not-offered-now.js';
import { wasRefused } from './constraints/not-refused-before.js';
import { byPriority } from './priority.js';
import type { Suggestion } from './suggestion.js';
import type { MatchInput } from './waiting.js';
import { nearerToWishes } from './wishes.js';

/**
 * Of those who are suggested a place, how many would by their wishes prefer a bed that is suggested to somebody after them on
 * the list, that fits them and is free for their stay: the price of assigning by the best total.
 */
export const countPreferLater = (
  input: MatchInput,
  suggestions: readonly Pick<Suggestion, 'referralId' | 'place'>[],
): number => {
  const { policy, rules, roomMix } = input;
  const calendars = new Map(input.calendars.map((calendar) => [calendar.unit.bedId, calendar]));
  const given = new Map(suggestions.map(({ referralId, place }) => [referralId, place]));
  const placed = [...input.waiting].sort(byPriority(policy)).flatMap((person) => {
    const place = given.get(person.referral.referralId) ?? null;
    const calendar = place === null ? undefined : calendars.get(place.bedId);
    return calendar === undefined ? [] : [{ person, calendar }];
  });
  return placed.filter(({ person, calendar: own }, index) => {
    const { referral, fundedNights } = person;
    const window = arrivalWindow(referral, input);
    if (window === null || fundedNights === null) return false;
    return placed.slice(index + 1).some(({ calendar }) => {
      const { unit } = calendar;
      if (nearerToWishes(policy.wishes, referral, unit, own.unit) >= 0) return false;
      if (wasRefused(person, unit) || wasFoundUnsuitable(person, unit) || isOfferedNow(person, unit))
        return false;
      const mix = unit.roomId === null ? [] : (roomMix.get(unit.roomId) ?? []);
      const { stay, checks } = askPlace(referral, calendar, mix, rules, fundedNights, window);
      return stay !== null && verdict(checks) === 'yes';
    });
  }).length;
};
