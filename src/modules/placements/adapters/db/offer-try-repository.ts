import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { OfferTryRepository } from '../../application/record-try.js';
import type { OfferTry } from '../../domain/offer-watch.js';

/** Tries to get an answer on MariaDB or MySQL. */
export const offerTryRepository: OfferTryRepository = {
  async insert(tx, offerId, { tryId, whom, channel, outcome, triedAt }, recordedBy) {
    await execute(
      tx,
      `INSERT INTO offer_try (id, offer_id, whom, channel, outcome, tried_at, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [tryId, offerId, whom, channel, outcome, triedAt, recordedBy],
    );
  },

  async readWatch(tx, offerId) {
    const offer = await selectOne<{ readonly madeAt: Date; readonly remindAt: Date | null }>(
      tx,
      `SELECT made_at AS madeAt, remind_at AS remindAt FROM offer WHERE id = ?`,
      [offerId],
    );
    if (offer === null) return null;
    const tries = await select<OfferTry>(
      tx,
      `SELECT id AS tryId, whom, channel, outcome, tried_at AS triedAt FROM offer_try
        WHERE offer_id = ? ORDER BY tried_at DESC, id`,
      [offerId],
    );
    return { ...offer, tries };
  },

  async readTries(tx, offerIds) {
    const tries = new Map<string, OfferTry[]>();
    if (offerIds.length === 0) return tries;
    const rows = await select<OfferTry & { readonly offerId: string }>(
      tx,
      `SELECT offer_id AS offerId, id AS tryId, whom, channel, outcome, tried_at AS triedAt FROM offer_try
        WHERE offer_id IN (?) ORDER BY tried_at DESC, id`,
      [offerIds],
    );
    for (const { offerId, ...tried } of rows) tries.set(offerId, [...(tries.get(offerId) ?? []), tried]);
    return tries;
  },
};
