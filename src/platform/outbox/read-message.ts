import type { Tx } from '../../kernel/unit-of-work.js';
import type { Handle, Message, MessageRefusal } from './outbox.js';

/** A message that its consumer cannot read: trying again would not help, so it is set aside and told. */
export class UnreadableMessage extends Error {
  override readonly name = 'UnreadableMessage';

  constructor(
    readonly refusal: MessageRefusal,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** As much of an event's definition as reading needs: its name, the version it reads, and how. */
export interface ReadableEvent {
  readonly topic: string;
  readonly version: number;
  /** @throws when the payload is not of this event's shape. */
  parse(payload: unknown): unknown;
}

const refuse = (refusal: MessageRefusal, { topic, version, consumer }: Message, cause?: unknown): never => {
  const told: Readonly<Record<MessageRefusal, string>> = {
    'unknown-topic': `${consumer} does not hear of ${topic}.`,
    'unknown-version': `${consumer} does not read version ${version} of ${topic}.`,
    'malformed-payload': `The payload is not of version ${version} of ${topic}.`,
  };
  throw new UnreadableMessage(refusal, told[refusal], { cause });
};

/**
 * A consumer that hears of these events: the payload is parsed by the definition of its topic and version, on entry,
 * and only then acted on. Several versions of a topic may stand side by side while a release is rolled out.
 *
 * @throws UnreadableMessage for a topic, a version or a payload that none of the definitions reads.
 */
export const consume =
  <E extends ReadableEvent>(
    events: readonly E[],
    act: (tx: Tx, payload: ReturnType<E['parse']>, message: Message) => Promise<void>,
  ): Handle =>
  async (tx, message) => {
    const ofTopic = events.filter(({ topic }) => topic === message.topic);
    if (ofTopic.length === 0) refuse('unknown-topic', message);
    const event = ofTopic.find(({ version }) => version === message.version);
    if (event === undefined) return refuse('unknown-version', message);
    await act(tx, parsed(event, message), message);
  };

const parsed = <E extends ReadableEvent>(event: E, message: Message): ReturnType<E['parse']> => {
  try {
    // The compiler sees only that something was parsed; it was by this very event.
    // eslint-disable-next-line @typescript-eslint/consistent-type-assertions
    return event.parse(message.payload) as ReturnType<E['parse']>;
  } catch (cause) {
    return refuse('malformed-payload', message, cause);
  }
};
