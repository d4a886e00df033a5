/** Something with a place in an order, as text that sorts the same way. */
export interface Marked {
  readonly mark: string;
}

/** The order of marks: for `sort`. */
export const byMark = (a: Marked, b: Marked): number => (a.mark < b.mark ? -1 : a.mark > b.mark ? 1 : 0);

/** Of a list in the order of its marks at most `limit` after one, and the mark of the next page; null at the end. */
export const pageAfter = <T extends Marked>(
  list: readonly T[],
  after: string,
  limit: number,
): { readonly shown: readonly T[]; readonly next: string | null } => {
  const beyond = after === '' ? list : list.filter(({ mark }) => mark > after);
  const shown = beyond.slice(0, limit);
  return { shown, next: beyond.length > limit ? (shown.at(-1)?.mark ?? null) : null };
};
