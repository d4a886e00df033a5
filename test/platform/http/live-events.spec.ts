import { EventEmitter } from 'node:events';

import { expect } from 'chai';
import type { Request, Response } from 'express';

import {
  createLiveEvents,
  type LiveEvents,
  type LiveLimits,
} from '../../../src/platform/http/live-events.js';
import { eventually } from '../../support/eventually.js';

/** A browser at the other end of a stream: what it was sent, whether it takes it, and how it ended. */
class Browser {
  readonly request = Object.assign(new EventEmitter(), { destroyed: false });
  readonly sent: string[] = [];
  headersSent = false;
  ending: 'open' | 'ended' | 'destroyed' = 'open';
  takesNothing = false;
  readonly response = Object.assign(new EventEmitter(), {
    set: () => undefined,
    flushHeaders: () => {
      this.headersSent = true;
    },
    write: (text: string) => {
      if (!this.headersSent) throw new Error('written to before its headers');
      this.sent.push(text);
      return true;
    },
    end: () => {
      this.ending = 'ended';
    },
    destroy: () => {
      this.ending = 'destroyed';
    },
  });

  constructor() {
    Object.defineProperty(this.response, 'writableNeedDrain', { get: () => this.takesNothing });
  }

  get changes(): string[] {
    return this.sent.filter((text) => text.startsWith('event: change'));
  }

  leave(): void {
    this.request.destroyed = true;
    this.request.emit('close');
  }
}

const limits: LiveLimits = { ofMember: 2, ofProcess: 3, longestMs: 60_000, lookMs: 5, aliveMs: 60_000 };

describe('live events', () => {
  let live: LiveEvents;
  let mark = '1';
  let looks = 0;
  const faults: unknown[] = [];
  const over = new Set<string>();
  const start = (given: Partial<LiveLimits> = {}, read = async () => mark): void => {
    live = createLiveEvents(
      {
        readMark: async () => {
          looks += 1;
          return read();
        },
        readOpenSessions: async (tokens) => new Set(tokens.filter((token) => !over.has(token))),
        onFault: (fault) => faults.push(fault),
      },
      { ...limits, ...given },
    );
  };
  const open = async (browser: Browser, memberId = 'member'): Promise<boolean> =>
    live.stream(browser.request as unknown as Request, browser.response as unknown as Response, {
      memberId,
      token: `token of ${memberId}`,
    });
  const opened = async (memberId?: string): Promise<Browser> => {
    const browser = new Browser();
    expect(await open(browser, memberId)).to.equal(true);
    return browser;
  };

  beforeEach(() => {
    mark = '1';
    looks = 0;
    over.clear();
    faults.splice(0);
  });
  afterEach(() => {
    live.close();
  });

  it('tell an open page of a change made after it was opened, once, and of none before', async () => {
    start();
    const browser = await opened();
    mark = '2';
    await eventually('it is told', async () => browser.changes.length > 0);
    const seen = looks;
    await eventually('it was looked again twice', async () => looks > seen + 1);
    expect(browser.changes).to.deep.equal(['event: change\ndata: changed\n\n']);
  });

  it('ask the database nothing while nobody listens', async () => {
    start();
    const browser = await opened();
    await eventually('it was looked', async () => looks > 2);
    browser.leave();
    const seen = looks;
    const other = await opened();
    expect(looks, 'only the new page asked').to.be.at.most(seen + 2);
    other.leave();
  });

  it('have one look under way at a time, however long the database takes', async () => {
    let underWay = 0;
    let most = 0;
    let answer: (text: string) => void = () => undefined;
    let isStuck = false;
    start({}, async () => {
      if (!isStuck) return mark;
      underWay += 1;
      most = Math.max(most, underWay);
      const text = await new Promise<string>((resolve) => {
        answer = resolve;
      });
      underWay -= 1;
      return text;
    });
    const browser = await opened();
    isStuck = true;
    await eventually('a look is stuck', async () => underWay === 1);
    const other = await opened('other');
    other.leave();
    answer('2');
    await eventually('the change is told when the answer comes', async () => browser.changes.length === 1);
    expect(most).to.equal(1);
    isStuck = false;
    answer('2');
  });

  it('refuse a member more streams than they may have, and let them in again when one is closed', async () => {
    start();
    const first = await opened('greedy');
    await opened('greedy');
    const third = new Browser();
    expect(await open(third, 'greedy')).to.equal(false);
    expect(third.headersSent, 'the caller answers instead').to.equal(false);
    await opened('other');
    first.leave();
    await opened('greedy');
  });

  it('refuse everybody more than the process can carry, also when all come at once', async () => {
    start({ ofMember: 100 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => open(new Browser(), `member ${n}`)),
    );
    expect(answers.filter(Boolean)).to.have.length(3);
  });

  it('let go of a browser that does not take what it is sent', async () => {
    start();
    const browser = await opened();
    const other = await opened();
    browser.takesNothing = true;
    mark = '2';
    await eventually('it is let go', async () => browser.ending === 'destroyed');
    expect(browser.changes).to.deep.equal([]);
    expect(other.changes).to.have.length(1);
    await opened();
  });

  it('end a stream after a while, so that only who is still signed in opens another', async () => {
    start({ longestMs: 0 });
    const browser = await opened();
    mark = '2';
    await eventually('it is ended', async () => browser.ending === 'ended');
  });

  it('end with the session of who listens, before they are told of one more change', async () => {
    start();
    const gone = await opened('gone');
    const here = await opened('here');
    over.add('token of gone');
    mark = '2';
    await eventually('the others are told', async () => here.changes.length === 1);
    expect(gone.ending).to.equal('ended');
    expect(gone.changes).to.deep.equal([]);
  });

  it('end with the session of who listens also where nothing changes', async () => {
    start({ aliveMs: 5 });
    const gone = await opened('gone');
    const here = await opened('here');
    over.add('token of gone');
    await eventually('it is ended', async () => gone.ending === 'ended');
    expect(here.ending).to.equal('open');
  });

  it('go on after a fault of the database, which is told', async () => {
    let isAway = false;
    start({}, async () => {
      if (isAway) throw new Error('away');
      return mark;
    });
    const browser = await opened();
    isAway = true;
    await eventually('the fault is told', async () => faults.length > 0);
    isAway = false;
    mark = '2';
    await eventually('it is told of the change', async () => browser.changes.length === 1);
    isAway = true;
    live.close();
    start({}, async () => Promise.reject(new Error('away')));
    const failing = new Browser();
    await open(failing).then(
      () => expect.fail('it opened'),
      (fault: unknown) => expect(String(fault)).to.contain('away'),
    );
  });

  it('end every stream when the service stops', async () => {
    start();
    const browsers = [await opened(), await opened()];
    live.close();
    expect(browsers.map(({ ending }) => ending)).to.deep.equal(['ended', 'ended']);
  });
});
