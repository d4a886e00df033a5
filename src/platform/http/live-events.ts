import type { Request, Response } from 'express';

import { oneTurnAtATime } from '../waiting.js';

/** Who listens, and the token of the session they came with. */
export interface StreamOwner {
  readonly memberId: string;
  readonly token: string;
}

/** Tells open pages that something changed. */
export interface LiveEvents {
  /**
   * Keeps a browser told: one line each time something changes, a comment every 20 seconds. False, with nothing
   * sent, when this member or the whole process has as many streams open as there may be. Ends with the session: at
   * the next change, or within 20 seconds, and nothing more is told.
   */
  stream(request: Request, response: Response, whose: StreamOwner): Promise<boolean>;
  /** Ends every stream and looks no more. */
  close(): void;
}

/** How many streams there may be, and how long each. Browsers open an ended one again by themselves. */
export interface LiveLimits {
  readonly ofMember: number;
  readonly ofProcess: number;
  /** An ended stream is opened again only by who is still signed in. Unit: milliseconds. */
  readonly longestMs: number;
  /** Between two looks for changes. Unit: milliseconds. */
  readonly lookMs: number;
  /** Between two signs of life, each with a look whether the session still stands. Unit: milliseconds. */
  readonly aliveMs: number;
}

const usualLimits: LiveLimits = {
  ...{ ofMember: 12, ofProcess: 1_000 },
  ...{ longestMs: 15 * 60_000, lookMs: 500, aliveMs: 20_000 },
};

interface Listener {
  readonly response: Response;
  readonly whose: StreamOwner;
  readonly endsAtMs: number;
  /** Whether its headers are sent, so that it may be written to. */
  isOpen: boolean;
}

/** Where it is read what changed, and who may hear of it. */
export interface LiveSources {
  /** A text that differs whenever something changed since. It is told to nobody: it says how busy the country is. */
  readonly readMark: () => Promise<string>;
  /** Which of these tokens open a session still. */
  readonly readOpenSessions: (tokens: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly onFault: (error: unknown) => void;
}

/**
 * Server-sent events without Redis: two small statements a second for the whole process, only while somebody
 * listens. Browsers read again what they show; the event itself carries nothing about anybody. Nothing piles up:
 * one look at a time however slow the database, a bounded number of streams, and a browser that does not take what
 * it is sent is let go.
 */
export const createLiveEvents = (
  { readMark, readOpenSessions, onFault }: LiveSources,
  { ofMember, ofProcess, longestMs, lookMs, aliveMs }: LiveLimits = usualLimits,
): LiveEvents => {
  const listeners = new Set<Listener>();
  const readNow = oneTurnAtATime(readMark);
  let mark: string | null = null;

  const letGo = (listener: Listener): void => {
    listeners.delete(listener);
    listener.response.end();
  };
  const tellAll = async (text: string): Promise<void> => {
    const told = [...listeners].filter(({ isOpen }) => isOpen);
    if (told.length === 0) return;
    const open = await readOpenSessions([...new Set(told.map(({ whose }) => whose.token))]);
    for (const listener of told) {
      if (!listeners.has(listener)) continue;
      if (listener.response.writableNeedDrain) {
        listeners.delete(listener);
        listener.response.destroy();
      } else if (!open.has(listener.whose.token) || performance.now() >= listener.endsAtMs) letGo(listener);
      else listener.response.write(text);
    }
  };
  const look = async (): Promise<void> => {
    if (listeners.size === 0) return;
    try {
      const next = await readNow();
      if (mark !== null && next !== mark) await tellAll('event: change\ndata: changed\n\n');
      mark = next;
    } catch (error) {
      onFault(error);
    }
  };
  let looking = false;
  const lookTimer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, lookMs);
  const aliveTimer = setInterval(() => {
    tellAll(': still here\n\n').catch(onFault);
  }, aliveMs);

  const isRoomFor = (memberId: string): boolean =>
    listeners.size < ofProcess &&
    [...listeners].filter((listener) => listener.whose.memberId === memberId).length < ofMember;

  return {
    async stream(request, response, whose) {
      if (!isRoomFor(whose.memberId)) return false;
      const isFirst = listeners.size === 0;
      const listener: Listener = {
        response,
        whose,
        endsAtMs: performance.now() + longestMs,
        isOpen: false,
      };
      // Counted before anything is waited for, so that many at once cannot outrun the count.
      listeners.add(listener);
      request.on('close', () => listeners.delete(listener));
      try {
        // What happens from here on is told: the browser reads its page again once the stream is open.
        if (isFirst) mark = await readNow();
      } catch (error) {
        listeners.delete(listener);
        throw error;
      }
      if (request.destroyed) return true;
      response.set({
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-store',
        Connection: 'keep-alive',
      });
      response.flushHeaders();
      response.write('retry: 2000\n\n');
      listener.isOpen = true;
      return true;
    },
    close() {
      clearInterval(lookTimer);
      clearInterval(aliveTimer);
      for (const listener of listeners) letGo(listener);
    },
  };
};
