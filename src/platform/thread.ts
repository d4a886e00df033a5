import { parentPort, Worker } from 'node:worker_threads';

/** A thread that answers questions of one kind, for work in which nothing else may wait. */
export interface Thread<Question, Answer> {
  /** @throws what the work threw, and when the thread ended before it answered. */
  ask(question: Question): Promise<Answer>;
  /** Ends the thread; what still waits for an answer fails. */
  close(): Promise<void>;
}

/** What goes to the thread and comes back. */
interface Sent {
  readonly id: number;
  readonly value: unknown;
  /** What went wrong, in words; null when it was answered. */
  readonly fault: string | null;
}

const isSent = (message: unknown): message is Sent =>
  message !== null &&
  typeof message === 'object' &&
  'id' in message &&
  typeof message.id === 'number' &&
  'value' in message &&
  'fault' in message &&
  (message.fault === null || typeof message.fault === 'string');

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (fault: Error) => void;
}

/**
 * One thread, started with the first question and again should it end. How many questions may wait is for the caller to
 * limit. Questions and answers are copied: plain data, with dates, maps and sets.
 *
 * @param what - what the thread does, for the words of its faults, as in "checks passwords"
 */
export const createThread = <Question, Answer>(
  file: URL,
  what: string,
  isAnswer: (value: unknown) => value is Answer,
): Thread<Question, Answer> => {
  const waiting = new Map<number, Waiting<Answer>>();
  let thread: Worker | null = null;
  let lastId = 0;

  const failAll = (fault: Error): void => {
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };
  const settle = (id: number, act: (one: Waiting<Answer>) => void): void => {
    const one = waiting.get(id);
    waiting.delete(id);
    // Kept alive for an answer only: a process that ends does not wait for a thread that idles.
    if (waiting.size === 0) thread?.unref();
    if (one !== undefined) act(one);
  };
  const start = (): Worker => {
    const started = new Worker(file);
    const ended = (fault: Error): void => {
      if (thread !== started) return;
      thread = null;
      failAll(fault);
    };
    started.on('message', (message: unknown) => {
      if (!isSent(message)) return;
      const { id, value, fault } = message;
      settle(id, ({ resolve, reject }) => {
        if (fault === null && isAnswer(value)) resolve(value);
        else reject(new Error(fault ?? `The thread that ${what} answered what nobody can read.`));
      });
    });
    started.on('error', ended);
    started.on('exit', (code) => {
      ended(new Error(`The thread that ${what} ended with ${code}.`));
    });
    return started;
  };

  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        thread ??= start();
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        thread.ref();
        thread.postMessage({ id: lastId, value: question, fault: null } satisfies Sent);
      }),
    async close() {
      const closing = thread;
      thread = null;
      failAll(new Error(`The thread that ${what} does so no more: the service stops.`));
      await closing?.terminate();
    },
  };
};

/** Answers, in a thread that `createThread` started, each question it can read. */
export const answerQuestions = <Question, Answer>(
  isQuestion: (value: unknown) => value is Question,
  answer: (question: Question) => Promise<Answer>,
): void => {
  const reply = (sent: Sent): void => parentPort?.postMessage(sent);
  parentPort?.on('message', (message: unknown) => {
    if (!isSent(message) || !isQuestion(message.value)) return;
    const { id } = message;
    answer(message.value).then(
      (value) => {
        reply({ id, value, fault: null });
      },
      (fault: unknown) => {
        reply({ id, value: null, fault: fault instanceof Error ? fault.message : String(fault) });
      },
    );
  });
};
