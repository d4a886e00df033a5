import { Agent, request } from 'node:http';

import type { Caller } from './contested-world.js';
import type { Service } from './service-processes.js';

export interface Question {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  readonly key: string;
  readonly requestId: string;
  /** Sent as If-Match where it is given. */
  readonly version?: number;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** Counts what stood between question and answer. */
export interface Troubles {
  /** Connections that broke before the answer came. */
  broken: number;
  /** Answers that said to come back later. */
  busy: number;
  /** Answers that say the service itself is at fault, in the service's words. */
  readonly faults: string[];
}

/** Times a question is put before its answer is given up as unknown. */
const mostTries = 60;
/** Of these, how many may end in a fault of the service: each is a violation, and more would tell nothing new. */
const mostFaults = 3;
const answerWithinMs = 30_000;

const send = (agent: Agent, port: number, question: Question): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { path, body, caller, key, requestId, version } = question;
    const text = JSON.stringify(body);
    const sent = request(
      {
        ...{ host: '127.0.0.1', port, path, method: 'POST', agent, timeout: answerWithinMs },
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          cookie: `rehab-session=${caller.token}`,
          'x-csrf-token': caller.csrfToken,
          'idempotency-key': key,
          'x-request-id': requestId,
          ...(version === undefined ? {} : { 'if-match': `"v${version}"` }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
        });
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('No answer in time.')));
    sent.on('error', reject);
    sent.end(text);
  });

/**
 * Puts questions the way a careful program does: a broken connection or a busy service says nothing about what was
 * done, so the same question goes out again under the same key until it is answered. Null when it never was.
 */
export const createHttpCaller = (service: Service, troubles: Troubles, connections: number) => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  return {
    async ask(question: Question): Promise<Answer | null> {
      let faults = 0;
      for (let tries = 0; tries < mostTries && faults < mostFaults; tries += 1) {
        const port = await service.port();
        try {
          const answer = await send(agent, port, question);
          if (answer.status !== 503 && answer.status !== 429 && answer.status !== 500) return answer;
          if (answer.status === 500) {
            faults += 1;
            troubles.faults.push(`${question.path}: ${answer.text.slice(0, 300)}`);
          } else {
            troubles.busy += 1;
          }
        } catch (error) {
          troubles.broken += 1;
          // A kept connection that just closed is no sign that the process has gone.
          if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')
            service.missed(port);
        }
      }
      return null;
    },
    close() {
      agent.destroy();
    },
  };
};
