import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { civilDateText, identifier } from '../../../../platform/http/schemas.js';

/** An offer or a placement as a list tells it. */
export interface ListItem {
  readonly id: string;
  readonly state: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly version: number;
}

/** Reads at most `limit` rows after a mark, newest first. */
export type ReadList = (
  tx: Tx,
  scope: Scope,
  page: { readonly after: string | null; readonly limit: number },
) => Promise<readonly ListItem[]>;

/** A page of a list, as it is answered. */
export const listed = z.object({
  items: z
    .array(
      z.object({
        id: identifier.describe('The offer or placement'),
        state: z.string().describe('Where it stands'),
        arrivesOn: civilDateText.describe('First night'),
        departsOn: civilDateText.describe('Day of leaving'),
        version: z.int().describe('Its version'),
      }),
    )
    .describe('At most limit, newest first'),
  next: z.string().nullable().describe('Send as after for the next page; null at the end'),
});

/** How a mark that is none is told. */
export const pageUnknown = {
  'page-unknown': {
    status: 400,
    title: 'That is not the mark of a page',
    remedy: 'Send the next of an earlier answer, or none for the first page.',
    pointer: '/query/after',
  },
} as const;

/** One page of a list, and the mark of the next. Refusal: `page-unknown`. */
export const readPage = async (
  read: ReadList,
  tx: Tx,
  scope: Scope,
  query: { readonly after?: string | undefined; readonly limit: number },
) => {
  const after = query.after ?? null;
  if (after !== null && !identifier.safeParse(after).success) return refuse({ code: 'page-unknown' });
  const found = await read(tx, scope, { after, limit: query.limit + 1 });
  const items = found.slice(0, query.limit);
  return done({
    items: items.map((item) => ({ ...item })),
    next: found.length > query.limit ? (items.at(-1)?.id ?? null) : null,
  });
};
