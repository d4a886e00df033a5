import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import { inScope } from './in-scope.js';

interface ListRow {
  readonly id: string;
  readonly state: string;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly version: number;
}

interface ListItem {
  readonly id: string;
  readonly state: string;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
  readonly version: number;
}

// Ids are in order of making, so the id is the mark of a page.
const readList =
  (table: 'offer' | 'placement') =>
  async (
    tx: Tx,
    scope: Scope,
    { after, limit }: { readonly after: string | null; readonly limit: number },
  ): Promise<readonly ListItem[]> => {
    const { condition, values } = inScope(scope, 't');
    const rows = await select<ListRow>(
      tx,
      `SELECT t.id, t.state, t.arrives_on, t.departs_on, t.version FROM ${table} t
        WHERE ${condition} AND (? IS NULL OR t.id < ?) ORDER BY t.id DESC LIMIT ${limit}`,
      [...values, after, after],
    );
    return rows.map(({ id, state, arrives_on, departs_on, version }) => ({
      id,
      state,
      arrivesOn: arrives_on,
      departsOn: departs_on,
      version,
    }));
  };

/** Offers in scope after a mark, newest first. */
export const listOffers = readList('offer');
/** Placements in scope after a mark, newest first. */
export const listPlacements = readList('placement');
