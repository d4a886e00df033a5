import { createThread } from '../../../../platform/thread.js';
import type { TellAside } from '../../application/ports.js';
import type { Beside, ReleasedSystem } from '../../domain/released.js';
import type { DisclosurePolicy } from '../../domain/tables.js';

/** What the thread is asked: one release, beside what was published. */
export interface ProtectQuestion {
  readonly beside: Beside;
  readonly policy: DisclosurePolicy;
  readonly secret: Uint8Array;
}

/** How it is told, and how many numbers earlier releases give away. */
export interface ProtectAnswer {
  readonly released: ReleasedSystem;
  readonly givenAway: number;
}

const isAnswer = (value: unknown): value is ProtectAnswer =>
  value !== null && typeof value === 'object' && 'released' in value && 'givenAway' in value;

/** Protects a release in a thread that ends with its answer: the worker goes on with everything else. */
export const createProtectAside =
  (policy: DisclosurePolicy): TellAside =>
  async (beside, secret) => {
    const thread = createThread<ProtectQuestion, ProtectAnswer>(
      new URL('./protect-thread.js', import.meta.url),
      'protects a release',
      isAnswer,
    );
    try {
      return await thread.ask({ beside, policy, secret });
    } finally {
      await thread.close();
    }
  };
