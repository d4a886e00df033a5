import type { MissingGate } from './readiness.js';

/**
 * Where an open referral stands, in the order in which it moves on. Each is in exactly one: whoever looks after it knows
 * whose move it is.
 */
export const queues = [
  'assessment-missing',
  'funding-missing',
  'detox-missing',
  'unavailable',
  'ready',
  'offered',
  'booked',
  'arrived',
] as const;
/** One of {@link queues}. */
export type Queue = (typeof queues)[number];

/** What a person of an open referral has of places: an offer that waits, a bed booked, a stay it led to. */
export type PlaceKind = 'offered' | 'booked' | 'arrived';

/** What a queue is derived from, as it is at one moment. */
export interface QueueFacts {
  readonly missing: readonly Pick<MissingGate, 'gate'>[];
  /** Whether the person cannot go to a place today. */
  readonly isUnavailable: boolean;
  readonly places: ReadonlySet<PlaceKind>;
}

const hasPlace = ({ places }: QueueFacts): boolean => places.size > 0;

/** The gate whose turn it is: one after the other, as people work through them. */
const firstMissing = ({ missing }: QueueFacts): MissingGate['gate'] | null =>
  (['assessment', 'funding', 'detox'] as const).find((gate) => missing.some((one) => one.gate === gate)) ??
  null;

const waitsFor = (gate: MissingGate['gate']) => (facts: QueueFacts) =>
  !hasPlace(facts) && !facts.isUnavailable && firstMissing(facts) === gate;

/** Each queue says for itself who belongs to it, so that a referral in two, or in none, can be seen. */
const belongs: Readonly<Record<Queue, (facts: QueueFacts) => boolean>> = {
  'assessment-missing': waitsFor('assessment'),
  'funding-missing': waitsFor('funding'),
  'detox-missing': waitsFor('detox'),
  unavailable: (facts) => !hasPlace(facts) && facts.isUnavailable,
  ready: (facts) => !hasPlace(facts) && !facts.isUnavailable && facts.missing.length === 0,
  offered: ({ places }) => places.has('offered'),
  booked: ({ places }) => places.has('booked'),
  arrived: ({ places }) => places.has('arrived'),
};

/** Every queue an open referral belongs to: one, unless what is recorded of its places contradicts itself. */
export const queuesOf = (facts: QueueFacts): readonly Queue[] =>
  queues.filter((queue) => belongs[queue](facts));
