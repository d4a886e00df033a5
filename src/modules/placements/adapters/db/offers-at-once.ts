import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { PlaceHeld } from '../../../referrals/contract/facts.js';
import { mayHaveAnother } from '../../domain/offers-at-once.js';
import { readPlaceHeldByClient } from './places-of-referrals.js';

/** How many offers a person of a partnership may have open at once, by the policy in force today. Matching answers. */
export type ReadOffersAtOnce = (tx: Tx, partnershipId: string) => Promise<number>;

interface OpenRow {
  readonly referral_id: string;
  readonly partnership_id: string;
  readonly project_id: string;
}

/** Where offers to these referrals wait for their answer, by referral; those without one are absent. One statement. */
const readOpenAt = async (
  tx: Tx,
  referralIds: readonly string[],
): Promise<
  ReadonlyMap<string, { readonly partnershipId: string; readonly projectIds: ReadonlySet<string> }>
> => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<OpenRow>(
    tx,
    `SELECT referral_id, partnership_id, project_id FROM offer WHERE state = 'offered' AND referral_id IN (?)`,
    [referralIds],
  );
  return new Map(
    [...new Set(rows.map(({ referral_id }) => referral_id))].map((referralId) => {
      const own = rows.filter(({ referral_id }) => referral_id === referralId);
      return [
        referralId,
        {
          partnershipId: own[0]?.partnership_id ?? '',
          projectIds: new Set(own.map(({ project_id }) => project_id)),
        },
      ];
    }),
  );
};

/** Of these referrals, those that have a booking or a place that was come to. */
const readPlaced = async (tx: Tx, referralIds: readonly string[]): Promise<readonly string[]> => {
  if (referralIds.length === 0) return [];
  const rows = await select<{ referral_id: string }>(
    tx,
    `SELECT DISTINCT referral_id FROM placement WHERE state <> 'never_started' AND referral_id IN (?)`,
    [referralIds],
  );
  return rows.map(({ referral_id }) => referral_id);
};

/**
 * What these referrals have ahead of them, as far as matching asks: who has a place, or as many offers open as the policy allows,
 * is spoken for; of others, at which projects an offer to them is open.
 */
export const makeReadOffersOpen =
  (readOffersAtOnce: ReadOffersAtOnce) =>
  async (
    tx: Tx,
    referralIds: readonly string[],
  ): Promise<{
    readonly spokenFor: ReadonlySet<string>;
    readonly offeredAt: ReadonlyMap<string, ReadonlySet<string>>;
    /** At which projects an offer is open, of whoever has one, whether or not they may have another. */
    readonly openAt: ReadonlyMap<string, ReadonlySet<string>>;
  }> => {
    const open = await readOpenAt(tx, referralIds);
    const spokenFor = new Set(await readPlaced(tx, referralIds));
    const offeredAt = new Map<string, ReadonlySet<string>>();
    const atMost = new Map<string, number>();
    for (const partnershipId of new Set([...open.values()].map((one) => one.partnershipId))) {
      atMost.set(partnershipId, await readOffersAtOnce(tx, partnershipId));
    }
    for (const [referralId, { partnershipId, projectIds }] of open) {
      if (mayHaveAnother(projectIds.size, atMost.get(partnershipId) ?? 1))
        offeredAt.set(referralId, projectIds);
      else spokenFor.add(referralId);
    }
    const openAt = new Map([...open].map(([referralId, { projectIds }]) => [referralId, projectIds]));
    return { spokenFor, offeredAt, openAt };
  };

/** What keeps another offer from being made to a person: a place they have, or every offer they may have at once; null for nothing. */
export const makeReadHeldBeforeOffer =
  (readOffersAtOnce: ReadOffersAtOnce) =>
  async (
    tx: Tx,
    { clientId, partnershipId }: { readonly clientId: string; readonly partnershipId: string },
  ): Promise<PlaceHeld | null> => {
    const held = await readPlaceHeldByClient(tx, clientId);
    if (held !== 'offer-open') return held;
    const [open] = await select<{ count: number }>(
      tx,
      'SELECT COUNT(*) AS count FROM offer WHERE live_client_id = ?',
      [clientId],
    );
    return mayHaveAnother(open?.count ?? 0, await readOffersAtOnce(tx, partnershipId)) ? null : held;
  };
