import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { OfferRepository } from '../../application/ports.js';
import type { Offer, OfferState, Refuser } from '../../domain/offer.js';
import { inScope } from './in-scope.js';

interface OfferRow {
  readonly id: string;
  readonly referral_id: string;
  readonly client_id: string;
  readonly partnership_id: string;
  readonly bed_id: string;
  readonly project_id: string;
  readonly provider_id: string;
  readonly funding_decision_id: string;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly cost_pence: string;
  readonly state: OfferState;
  readonly slot: number;
  readonly answer_due_at: Date | null;
  readonly expires_at: Date;
  readonly refused_by: Refuser | null;
  readonly refusal_reason: string | null;
  readonly refusal_rule_id: string | null;
  readonly refusal_rule_version: number | null;
  readonly refusal_note: string | null;
  readonly version: number;
}

const toOffer = (row: OfferRow): Offer => ({
  offerId: row.id,
  referralId: row.referral_id,
  clientId: row.client_id,
  partnershipId: row.partnership_id,
  bedId: row.bed_id,
  projectId: row.project_id,
  providerId: row.provider_id,
  fundingDecisionId: row.funding_decision_id,
  stay: { arrivesOn: row.arrives_on, departsOn: row.departs_on },
  costPence: pence(Number(row.cost_pence)),
  state: row.state,
  slot: row.slot,
  answerDueAt: row.answer_due_at ?? row.expires_at,
  expiresAt: row.expires_at,
  refusal:
    row.refused_by === null || row.refusal_reason === null
      ? null
      : {
          by: row.refused_by,
          reason: row.refusal_reason,
          ...(row.refusal_rule_id === null || row.refusal_rule_version === null
            ? {}
            : { rule: { ruleId: row.refusal_rule_id, version: row.refusal_rule_version } }),
          ...(row.refusal_note === null ? {} : { note: row.refusal_note }),
        },
  version: row.version,
});

const columns = `id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id, funding_decision_id,
              arrives_on, departs_on, cost_pence, state, slot, answer_due_at, expires_at, refused_by, refusal_reason,
              refusal_rule_id, refusal_rule_version, refusal_note, version`;

/** One live offer a client in each slot, and one at each project. */
const liveKeys: readonly (string | null)[] = ['offer_one_live_per_slot', 'offer_one_live_per_project'];

/** Offers on MariaDB or MySQL: guarded updates, and live offers of a client by unique keys. */
export const offerRepository: OfferRepository = {
  async find(tx, scope, offerId) {
    const { condition, values } = inScope(scope, 'offer');
    const row = await selectOne<OfferRow>(tx, `SELECT ${columns} FROM offer WHERE id = ? AND ${condition}`, [
      offerId,
      ...values,
    ]);
    return row === null ? null : toOffer(row);
  },

  async takeOpen(tx, clientId) {
    const rows = await select<OfferRow>(
      tx,
      `SELECT ${columns} FROM offer WHERE live_client_id = ? ORDER BY slot FOR UPDATE`,
      [clientId],
    );
    return rows.map(toOffer);
  },

  async insert(tx, offer, { memberId, decision, remindAt }) {
    try {
      await execute(
        tx,
        `INSERT INTO offer (id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id,
           funding_decision_id, arrives_on, departs_on, cost_pence, state, slot, made_by, remind_at, answer_due_at,
           expires_at, decision, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          offer.offerId,
          offer.referralId,
          offer.clientId,
          offer.partnershipId,
          offer.bedId,
          offer.projectId,
          offer.providerId,
          offer.fundingDecisionId,
          offer.stay.arrivesOn,
          offer.stay.departsOn,
          offer.costPence,
          offer.state,
          offer.slot,
          memberId,
          remindAt,
          offer.answerDueAt,
          offer.expiresAt,
          JSON.stringify(decision),
          offer.version,
        ],
      );
      return true;
    } catch (error) {
      if (liveKeys.includes(duplicateKeyOf(error))) return false;
      throw error;
    }
  },

  async resolve(tx, { offerId, version }, to, refusal) {
    const resolved = await execute(
      tx,
      `UPDATE offer SET state = ?, resolved_at = UTC_TIMESTAMP(6), refused_by = ?, refusal_reason = ?,
         refusal_rule_id = ?, refusal_rule_version = ?, refusal_note = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6)`,
      [
        ...[to, refusal?.by ?? null, refusal?.reason ?? null],
        ...[refusal?.rule?.ruleId ?? null, refusal?.rule?.version ?? null, refusal?.note ?? null],
        ...[offerId, version],
      ],
    );
    return resolved === 1;
  },

  async expire(tx, offerId) {
    const expired = await execute(
      tx,
      `UPDATE offer SET state = 'expired', resolved_at = UTC_TIMESTAMP(6), version = version + 1
        WHERE id = ? AND state = 'offered' AND expires_at <= UTC_TIMESTAMP(6)`,
      [offerId],
    );
    return expired === 1;
  },

  async holdUntil(tx, offerId, until) {
    // One who tries later never holds it longer than one before did.
    const held = await execute(
      tx,
      `UPDATE offer SET expires_at = LEAST(expires_at, ?)
        WHERE id = ? AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6)`,
      [until, offerId],
    );
    return held === 1;
  },

  async isLive(tx, offerId) {
    const row = await selectOne(
      tx,
      `SELECT 1 AS yes FROM offer WHERE id = ? AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6)`,
      [offerId],
    );
    return row !== null;
  },
};

/** The offers to a referral that wait for their answer, whether or not their time is over, in the order of their ids. */
export const findOpenOffers = async (tx: Tx, referralId: string): Promise<readonly Offer[]> => {
  const rows = await select<OfferRow>(
    tx,
    `SELECT ${columns} FROM offer WHERE referral_id = ? AND state = 'offered' ORDER BY id`,
    [referralId],
  );
  return rows.map(toOffer);
};

/** Offers whose time is up by the database's clock, oldest first. */
export const readDueOffers = async (tx: Tx, atMost: number): Promise<readonly string[]> => {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM offer WHERE state = 'offered' AND expires_at <= UTC_TIMESTAMP(6)
      ORDER BY expires_at LIMIT ${atMost}`,
  );
  return rows.map(({ id }) => id);
};
