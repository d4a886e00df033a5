const keptNames = [
  'project',
  'from',
  'from-day',
  'from-month',
  'from-year',
  'weeks',
  'bedType',
  'sex',
  'freeNights',
  'after',
] as const;

type Asked = Readonly<Record<string, string>>;

const kept = (text: (name: string) => string | null | undefined): string =>
  new URLSearchParams(
    keptNames.flatMap((name) => {
      const value = text(name) ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  ).toString();

/** What the board was asked to show, as the query of an address; empty for the whole board. */
export const boardQuery = (query: Asked): string => kept((name) => query[name]);

/** The same, out of the `back` of a page that was opened from the board. Nothing but the board's own words is kept. */
export const boardQueryBack = ({ back = '' }: Asked): string => {
  const sent = new URLSearchParams(back);
  return kept((name) => sent.get(name));
};

/** An address to leave the board by, which knows the way back. */
export const withBack = (href: string, query: string): string =>
  query === ''
    ? href
    : `${href}${href.includes('?') ? '&' : '?'}${new URLSearchParams({ back: query }).toString()}`;

/** The board as it was left; at one project, and with the word of what was done there, where these are given. */
export const boardHrefBack = (
  query: string,
  at: { readonly done?: string; readonly projectId?: string } = {},
): string => {
  const { done, projectId } = at;
  const pairs = new URLSearchParams(query);
  if (done !== undefined) pairs.set('done', done);
  if (projectId !== undefined) pairs.set('at', projectId);
  const text = pairs.toString();
  return `/board${text === '' ? '' : `?${text}`}${projectId === undefined ? '' : `#project-${projectId}`}`;
};
