import { plainNumber } from './numbers.js';

/** Names told at most; more are counted. */
const named = 5;

/** "Room 1, Room 2, 7 more": the first names of a list, and how many more there are. */
export const someOf = (names: readonly string[]): string =>
  [
    ...names.slice(0, named),
    ...(names.length > named ? [`${plainNumber(names.length - named)} more`] : []),
  ].join(', ');
