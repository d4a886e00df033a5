import { select } from '../../../../platform/db/sql.js';
import type { PlaceToLetGo } from '../../../referrals/contract/closing.js';
import type { TakePlaces } from '../../application/let-place-go.js';

interface TakenRow {
  readonly place_id: string;
  readonly held: PlaceToLetGo['held'];
  readonly version: number;
}

/** By the client's own keys: what an answer or an arrival has made of them meanwhile is read, not what was there before. */
export const takePlaces: TakePlaces = async (tx, clientId) => {
  const offers = await select<TakenRow>(
    tx,
    `SELECT id AS place_id, 'offer-open' AS held, version FROM offer
      WHERE live_client_id = ? AND state = 'offered' ORDER BY slot FOR UPDATE`,
    [clientId],
  );
  const placements = await select<TakenRow>(
    tx,
    `SELECT id AS place_id, IF(state = 'admitted', 'stay-runs', 'bed-booked') AS held, version FROM placement
      WHERE client_id = ? AND state IN ('booked', 'admitted') ORDER BY id FOR UPDATE`,
    [clientId],
  );
  return [...offers, ...placements].map(({ place_id, held, version }) => ({
    ...{ placeId: place_id, held, version },
  }));
};
