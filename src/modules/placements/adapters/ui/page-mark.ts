import { identifier } from '../../../../platform/http/schemas.js';
import type { Paging } from '../../../../ui/paging.js';
import type { ListPage, PageMark } from '../../application/provider-facts.js';

/** Rows of a list shown at once. */
export const rowsOnAPage = 25;

type Query = Readonly<Record<string, string>>;

/** Reads where a list stands from `<prefix>after` or `<prefix>before`; anything else is its beginning. */
export const markOf = (query: Query, prefix = ''): PageMark | null => {
  for (const side of ['after', 'before'] as const) {
    const id = identifier.safeParse(query[`${prefix}${side}`]);
    if (id.success) return { side, id: id.data };
  }
  return null;
};

/** The addresses of the neighbouring pages of a list whose rows' marks are `ids`. */
export const pagingOf = (
  path: string,
  { hasPrevious, hasNext }: ListPage<unknown>,
  ids: readonly string[],
  prefix = '',
): Paging => {
  const [first, last] = [ids[0], ids.at(-1)];
  return {
    ...(hasPrevious && first !== undefined ? { previousHref: `${path}?${prefix}before=${first}` } : {}),
    ...(hasNext && last !== undefined ? { nextHref: `${path}?${prefix}after=${last}` } : {}),
  };
};
