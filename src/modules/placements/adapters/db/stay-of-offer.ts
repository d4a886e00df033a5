import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { selectOne } from '../../../../platform/db/sql.js';
import type { PlacementState } from '../../domain/placement.js';

/** What became of the booking an offer led to; null when it led to none. The caller has seen that the offer is theirs. */
export interface StayOfOffer {
  readonly state: PlacementState;
  readonly admittedOn: IsoDate | null;
  readonly endedOn: IsoDate | null;
}

/** Looks up the stay of an offer. */
export const readStayOfOffer = async (tx: Tx, offerId: string): Promise<StayOfOffer | null> => {
  const row = await selectOne<{
    state: PlacementState;
    admitted_on: IsoDate | null;
    ended_on: IsoDate | null;
  }>(tx, 'SELECT state, admitted_on, ended_on FROM placement WHERE offer_id = ?', [offerId]);
  return row === null ? null : { state: row.state, admittedOn: row.admitted_on, endedOn: row.ended_on };
};
