import { systemActor } from '../../kernel/actor.js';
import { done } from '../../kernel/outcome.js';
import type { CommandContext, UnitOfWork } from '../../kernel/unit-of-work.js';
import { putOff, setAside, takeOnce, type Handle } from './outbox.js';
import { UnreadableMessage } from './read-message.js';

/**
 * What became of a message: acted on now; `done-before`, or not wanted yet, so nothing; set aside because its
 * consumer cannot read it.
 */
export type Run = 'done' | 'done-before' | 'set-aside';

/** The service itself, in the name of one message. */
const contextOf = (messageId: string): CommandContext => ({
  actor: systemActor,
  requestId: `message-${messageId}`,
});

/** A fault in words that may be kept: the text of a failed statement may hold what somebody typed. */
const textOf = (fault: unknown): string =>
  fault instanceof Error
    ? `${fault.name}: ${fault.name === 'QueryFailedError' ? 'a statement failed' : fault.message}`
    : String(fault);

/**
 * Runs one message: taken and acted on in one transaction, so that its effect happens once however often and
 * by however many workers it is run. A fault puts it off and is kept beside it; one that nobody here can read is set
 * aside, with the reason, and told to `onSetAside`.
 *
 * @throws whatever the handler threw, after the message was put off.
 */
export const createRunMessage =
  (
    uow: UnitOfWork,
    handlers: Readonly<Record<string, Handle>>,
    onSetAside: (messageId: string, fault: UnreadableMessage) => void = () => undefined,
  ) =>
  async (messageId: string): Promise<Run> => {
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
      const isReadable = !(fault instanceof UnreadableMessage);
      await uow.run(context, async (tx) => {
        if (isReadable) await putOff(tx, messageId, textOf(fault));
        else await setAside(tx, messageId, fault.refusal, textOf(fault));
        return done(true);
      });
      if (isReadable) throw fault;
      onSetAside(messageId, fault);
      return 'set-aside';
    }
  };
