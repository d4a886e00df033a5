import { systemActor } from '../kernel/actor.js';
import type { CommandContext } from '../kernel/unit-of-work.js';

/** The service acting by itself, for this reason, which stands in the record as its request. */
export const serviceContext = (requestId: string): CommandContext => ({ actor: systemActor, requestId });
