import type { Request, Response } from 'express';

export interface LiveEvents {
  /** Keeps a browser told; one line each time something changes, a comment every 20 seconds. */
  stream(request: Request, response: Response): Promise<void>;
  close(): void;
}

/**
 * Server-sent events without Redis: two small statements a second for the whole process, only while somebody
 * listens. Browsers read again what they show; the event itself carries nothing about anybody.
 */
export const createLiveEvents = (
  readMark: () => Promise<string>,
  onFault: (error: unknown) => void,
  everyMs = 500,
): LiveEvents => {
  const listeners = new Set<Response>();
  let mark: string | null = null;
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking || listeners.size === 0) return;
    looking = true;
    try {
      const next = await readMark();
      if (mark !== null && next !== mark) {
        for (const listener of listeners) listener.write(`event: change\ndata: ${next}\n\n`);
      }
      mark = next;
    } catch (error) {
      onFault(error);
    } finally {
      looking = false;
    }
  };
  const lookTimer = setInterval(() => void look(), everyMs);
  const aliveTimer = setInterval(() => {
    for (const listener of listeners) listener.write(': still here\n\n');
  }, 20_000);
  return {
    async stream(request, response) {
      // What happens from here on is told: the browser reads its page again once the stream is open.
      if (listeners.size === 0) mark = await readMark();
      response.set({
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        Connection: 'keep-alive',
      });
      response.flushHeaders();
      response.write('retry: 2000\n\n');
      if (request.destroyed) return;
      listeners.add(response);
      request.on('close', () => listeners.delete(response));
    },
    close() {
      clearInterval(lookTimer);
      clearInterval(aliveTimer);
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
  };
};
