import type { Plain, Tx } from './unit-of-work.js';

/**
 * Something that happened, named `context.noun-participle`, with the version of its payload's shape. Payloads
 * hold ids only: facts are read afresh by whoever handles it. `dueAt` puts the handling off until an instant.
 */
export interface DomainEvent {
  readonly topic: string;
  readonly version: number;
  readonly payload: { readonly [key: string]: Plain };
  readonly dueAt?: Date;
}

/** Queues events for every consumer of their topics, in the transaction of the change itself. */
export type AppendEvent = (tx: Tx, ...events: readonly DomainEvent[]) => Promise<void>;

/** The one definition of an event: its name, its version, and how a stored payload is read again. */
export interface EventDefinition<Payload extends { readonly [key: string]: Plain }> {
  readonly topic: string;
  readonly version: number;
  make(payload: Payload, options?: { readonly dueAt: Date }): DomainEvent;
  /** @throws when the payload is not of this event's shape. */
  parse(payload: unknown): Payload;
}

/**
 * Defines an event. `topic` is `context.noun-participle`, `version` counts from 1; `parse` decides what a payload is
 * and throws for anything else, both when one is made and when one is read again.
 */
export const defineEvent = <Payload extends { readonly [key: string]: Plain }>(
  topic: string,
  version: number,
  parse: (payload: unknown) => Payload,
): EventDefinition<Payload> => ({
  topic,
  version,
  make: (payload, options) => ({ topic, version, payload: parse(payload), ...options }),
  parse,
});
