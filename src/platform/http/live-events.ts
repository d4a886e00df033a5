import type { Request, Response } from 'express';

import { oneTurnAtATime } from '../waiting.js';

/** Tells open pages that something changed. */
export interface LiveEvents {
  /**
   * Keeps a browser told: one line each time something changes, a comment every 20 seconds. False, with nothing
   * sent, when this member or the whole process has as many streams open as there may be.
   */
  stream(request: Request, response: Response, memberId: string): Promise<boolean>;
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
}

const usualLimits: LiveLimits = { ofMember: 12, ofProcess: 1_000, longestMs: 15 * 60_000, lookMs: 500 };
const aliveMs = 20_000;

interface Listener {
  readonly response: Response;
  readonly memberId: string;
  readonly endsAtMs: number;
  /** Whether its headers are sent, so that it may be written to. */
  isOpen: boolean;
}

/**
 * Server-sent events without Redis: two small statements a second for the whole process, only while somebody
 * listens. Browsers read again what they show; the event itself carries nothing about anybody. Nothing piles up:
 * one look at a time however slow the database, a bounded number of streams, and a browser that does not take what
 * it is sent is let go.
 *
 * @param readMark - a text that differs whenever something changed since
 */
export const createLiveEvents = (
  readMark: () => Promise<string>,
  onFault: (error: unknown) => void,
  { ofMember, ofProcess, longestMs, lookMs }: LiveLimits = usualLimits,
): LiveEvents => {
  const listeners = new Set<Listener>();
  const readNow = oneTurnAtATime(readMark);
  let mark: string | null = null;

  const letGo = (listener: Listener): void => {
    listeners.delete(listener);
    listener.response.end();
  };
  const tellAll = (text: string): void => {
    for (const listener of listeners) {
      if (!listener.isOpen) continue;
      if (listener.response.writableNeedDrain) {
        listeners.delete(listener);
        listener.response.destroy();
      } else if (performance.now() >= listener.endsAtMs) letGo(listener);
      else listener.response.write(text);
    }
  };
  const look = async (): Promise<void> => {
    if (listeners.size === 0) return;
    try {
      const next = await readNow();
      if (mark !== null && next !== mark) tellAll(`event: change\ndata: ${next}\n\n`);
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
    tellAll(': still here\n\n');
  }, aliveMs);

  const isRoomFor = (memberId: string): boolean =>
    listeners.size < ofProcess &&
    [...listeners].filter((listener) => listener.memberId === memberId).length < ofMember;

  return {
    async stream(request, response, memberId) {
      if (!isRoomFor(memberId)) return false;
      const isFirst = listeners.size === 0;
      const listener: Listener = {
        response,
        memberId,
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
