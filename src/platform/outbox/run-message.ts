import { systemActor } from '../../kernel/actor.js';
import { done } from '../../kernel/outcome.js';
import type { CommandContext, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import { putOff, takeOnce, type Message } from './outbox.js';

/** Acts on one message in its own transaction. Throwing leaves no trace but a later turn. */
export type Handle = (tx: Tx, message: Message) => Promise<void>;

/** The service itself, in the name of one message. */
const contextOf = (messageId: string): CommandContext => ({
  actor: systemActor,
  requestId: `message-${messageId}`,
});

/**
 * Runs one message: taken and acted on in one transaction, so that its effect happens once however often and
 * by however many workers it is run. A fault puts it off and is kept beside it.
 */
export const createRunMessage =
  (uow: UnitOfWork, handlers: Readonly<Record<string, Handle>>) =>
  async (messageId: string): Promise<'done' | 'done-before'> => {
    const context = contextOf(messageId);
    try {
      const outcome = await uow.run(context, async (tx) => {
        const message = await takeOnce(tx, messageId);
        if (message === null) return done('done-before' as const);
        const handle = handlers[message.consumer];
        if (handle === undefined) throw new Error(`Nobody handles ${message.consumer}.`);
        await handle(tx, message);
        return done('done' as const);
      });
      return outcome.ok ? outcome.value : 'done-before';
    } catch (fault) {
      // The text of a failed statement may hold what somebody typed.
      const text =
        fault instanceof Error
          ? `${fault.name}: ${fault.name === 'QueryFailedError' ? 'a statement failed' : fault.message}`
          : String(fault);
      await uow.run(context, async (tx) => {
        await putOff(tx, messageId, text);
        return done(true);
      });
      throw fault;
    }
  };
