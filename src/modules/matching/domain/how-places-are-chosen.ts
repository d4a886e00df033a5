import type { Justified } from './constraints/constraint.js';
import { freeThroughout } from './constraints/free-throughout.js';
import { notFoundUnsuitable } from './constraints/not-found-unsuitable.js';
import { notOfferedNow } from './constraints/not-offered-now.js';
import { notRefusedBefore } from './constraints/not-refused-before.js';
import { roomOfOneSex } from './constraints/room-of-one-sex.js';
import { rulesMet } from './constraints/rules-met.js';
import type { MatchingPolicy } from './policy.js';
import { earlyArrival } from './preferences/early-arrival.js';
import { preferencesIn } from './wishes.js';

/** Every demand that a place must meet, and every wish in the order in which it weighs, each with its reason and its source. */
export const howPlacesAreChosen = ({ wishes }: Pick<MatchingPolicy, 'wishes'>): readonly Justified[] => [
  ...[rulesMet, freeThroughout, roomOfOneSex, notRefusedBefore, notFoundUnsuitable, notOfferedNow],
  ...preferencesIn(wishes),
  earlyArrival,
];
