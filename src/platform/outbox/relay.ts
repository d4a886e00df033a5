import { systemActor } from '../../kernel/actor.js';
import { done } from '../../kernel/outcome.js';
import type { CommandContext, UnitOfWork } from '../../kernel/unit-of-work.js';
import { holdLease } from '../db/lease.js';
import { claimDue, firstForAll, giveBack, type Delivery } from './outbox.js';

/** What a relay hands on, to whom, and how patiently. */
export interface RelayOptions {
  readonly uow: UnitOfWork;
  readonly holder: string;
  readonly publish: (deliveries: readonly Delivery[]) => Promise<void>;
  /** Acts on a message here and now; used when the queue has been away too long. */
  readonly runHere: (messageId: string) => Promise<unknown>;
  /**
   * Consumers that answer everything waiting for them at once, and how long to gather between two messages.
   * Unit: milliseconds. The first after a quiet time goes at once.
   */
  readonly gatherMs?: Readonly<Record<string, number>>;
  /** How long the queue may be away before messages are run without it. Unit: milliseconds. */
  readonly patienceMs: number;
  readonly monotonicMs: () => number;
  readonly onFault: (error: unknown) => void;
}

const context: CommandContext = { actor: systemActor, requestId: 'outbox-relay' };
const batch = 200;

/**
 * One turn of the relay: hands due rows to the queue, or runs them itself when the queue is away. Only the
 * holder of the lease works. Gives how many rows it handed on.
 */
export const createRelay = ({
  uow,
  holder,
  publish,
  runHere,
  gatherMs = {},
  patienceMs,
  monotonicMs,
  onFault,
}: RelayOptions) => {
  let awaySince: number | null = null;
  const handedAt = new Map<string, number>();

  const stillGathering = (): readonly string[] =>
    Object.entries(gatherMs)
      .filter(([consumer, ms]) => monotonicMs() - (handedAt.get(consumer) ?? -Infinity) < ms)
      .map(([consumer]) => consumer);

  const oneForAll = (claimed: readonly Delivery[]): readonly Delivery[] => {
    const deliveries = firstForAll(claimed, (consumer) => consumer in gatherMs);
    for (const { consumer } of deliveries) {
      if (consumer in gatherMs) handedAt.set(consumer, monotonicMs());
    }
    return deliveries;
  };

  const runAllHere = async (deliveries: readonly Delivery[]): Promise<void> => {
    for (const { id } of deliveries) {
      try {
        await runHere(id);
      } catch (error) {
        onFault(error);
      }
    }
  };

  return async (): Promise<number> => {
    if (!(await holdLease(uow, context, 'outbox-relay', holder))) return 0;
    const claimed = await uow.run(context, async (tx) =>
      done((await claimDue(tx, batch, stillGathering())).map((delivery) => ({ ...delivery }))),
    );
    if (!claimed.ok || claimed.value.length === 0) return 0;
    const deliveries = oneForAll(claimed.value);
    try {
      await publish(deliveries);
      awaySince = null;
    } catch (error) {
      awaySince ??= monotonicMs();
      if (monotonicMs() - awaySince >= patienceMs) {
        await runAllHere(deliveries);
      } else {
        onFault(error);
        await uow.run(context, async (tx) => {
          await giveBack(tx, claimed.value);
          return done(true);
        });
        return 0;
      }
    }
    return claimed.value.length;
  };
};
