import type { Opening, ReadOpenings } from '../contract/openings.js';
import { dayAfter } from '../domain/said-date.js';
import { asNow, type makeReadExpansion } from './read-expansion.js';

/** Reads the beds that are to open within some days. */
export const makeReadOpenings =
  (readExpansion: ReturnType<typeof makeReadExpansion>): ReadOpenings =>
  async (tx, { fromOn, toOn }, today) => {
    const { projects, slippage } = await readExpansion(tx, asNow(today));
    const toCome = projects.flatMap(({ toCome: beds, expansion: { name, projectId } }) =>
      beds === null ? [] : [{ ...beds, name, projectId }],
    );
    const openings = toCome
      .flatMap(({ planned, ...rest }): Opening[] =>
        planned === null ? [] : [{ ...rest, fromOn: planned.on, toOn: dayAfter(planned) }],
      )
      .filter((opening) => opening.fromOn < toOn && fromOn < opening.toOn)
      .sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
    const undated = toCome.filter(({ planned }) => planned === null);
    return { openings, undatedBeds: undated.reduce((sum, { beds }) => sum + beds, 0), slippage };
  };
