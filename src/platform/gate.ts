/** A gate was full: of everybody, or of those who come from one source. */
export class GateFull extends Error {
  override readonly name = 'GateFull';

  constructor(readonly of: 'all' | 'source') {
    super(of === 'all' ? 'Too many are being served.' : 'Too many from one source are being served.');
  }
}

/** How many a gate lets in at a time, those that wait for their turn among them. */
export interface GateLimits {
  readonly ofAll: number;
  readonly ofSource: number;
}

/** Whose work it is: where it comes from, and a word for work of which one at a time is done. */
export interface Visitor {
  readonly source: string;
  readonly turn: string;
}

/**
 * Lets only so many in at once, fewer of one source than of all, so that nobody fills it alone; and of those with the
 * same word one after the other, in the order they came. Nobody waits at a full gate.
 *
 * @throws GateFull at once, before any work is done; whatever the work throws.
 */
export const createGate = ({ ofAll, ofSource }: GateLimits) => {
  const inside = new Map<string, number>();
  const turns = new Map<string, Promise<void>>();
  let all = 0;

  const count = (source: string, change: 1 | -1): void => {
    all += change;
    const left = (inside.get(source) ?? 0) + change;
    if (left === 0) inside.delete(source);
    else inside.set(source, left);
  };
  const inTurn = async <T>(turn: string, work: () => Promise<T>): Promise<T> => {
    const working = (turns.get(turn) ?? Promise.resolve()).then(work);
    const ended = working.then(
      () => undefined,
      () => undefined,
    );
    turns.set(turn, ended);
    try {
      return await working;
    } finally {
      if (turns.get(turn) === ended) turns.delete(turn);
    }
  };

  return async <T>({ source, turn }: Visitor, work: () => Promise<T>): Promise<T> => {
    if (all >= ofAll) throw new GateFull('all');
    if ((inside.get(source) ?? 0) >= ofSource) throw new GateFull('source');
    count(source, 1);
    try {
      return await inTurn(turn, work);
    } finally {
      count(source, -1);
    }
  };
};
