import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { OfferRepository, PlacementRepository } from '../../application/ports.js';
import type { Offer, OfferState, Placement, PlacementState } from '../../domain/offer.js';
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
  readonly expires_at: Date;
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
  expiresAt: row.expires_at,
  version: row.version,
});

export const offerRepository: OfferRepository = {
  async find(tx, scope, offerId) {
    const { condition, values } = inScope(scope, 'offer');
    const row = await selectOne<OfferRow>(
      tx,
      `SELECT id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id, funding_decision_id,
              arrives_on, departs_on, cost_pence, state, expires_at, version
         FROM offer WHERE id = ? AND ${condition}`,
      [offerId, ...values],
    );
    return row === null ? null : toOffer(row);
  },

  async insert(tx, offer, madeBy, decision) {
    try {
      await execute(
        tx,
        `INSERT INTO offer (id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id,
           funding_decision_id, arrives_on, departs_on, cost_pence, state, made_by, expires_at, decision, version)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
          madeBy,
          offer.expiresAt,
          JSON.stringify(decision),
          offer.version,
        ],
      );
      return true;
    } catch (error) {
      if (duplicateKeyOf(error) === 'offer_one_live_per_client') return false;
      throw error;
    }
  },

  async resolve(tx, { offerId, version }, to, refusal) {
    const resolved = await execute(
      tx,
      `UPDATE offer SET state = ?, resolved_at = UTC_TIMESTAMP(6), refused_by = ?, refusal_reason = ?,
         version = version + 1
        WHERE id = ? AND version = ? AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6)`,
      [to, refusal?.by ?? null, refusal?.reason ?? null, offerId, version],
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

  async isLive(tx, offerId) {
    const row = await selectOne(
      tx,
      `SELECT 1 AS yes FROM offer WHERE id = ? AND state = 'offered' AND expires_at > UTC_TIMESTAMP(6)`,
      [offerId],
    );
    return row !== null;
  },
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

/** The route of a funding decision; a missing one is a broken foreign fact. */
export const routeOf = async (tx: Tx, fundingDecisionId: string): Promise<Route> => {
  const row = await selectOne<{ route: Route }>(tx, 'SELECT route FROM funding_decision WHERE id = ?', [
    fundingDecisionId,
  ]);
  if (row === null) throw new Error(`No funding decision ${fundingDecisionId}.`);
  return row.route;
};

/** Claims of people who have arrived and not left by a night. */
export const readArrivedClaims = async (tx: Tx, night: IsoDate): Promise<ReadonlySet<string>> => {
  const rows = await select<{ id: string }>(
    tx,
    `SELECT id FROM placement WHERE state IN ('admitted', 'ended') AND admitted_on <= ?
        AND (ended_on IS NULL OR ended_on > ?)`,
    [night, night],
  );
  return new Set(rows.map(({ id }) => id));
};

interface PlacementRow {
  readonly id: string;
  readonly offer_id: string;
  readonly referral_id: string;
  readonly client_id: string;
  readonly partnership_id: string;
  readonly bed_id: string;
  readonly project_id: string;
  readonly provider_id: string;
  readonly route: Route;
  readonly funding_decision_id: string;
  readonly arrives_on: IsoDate;
  readonly departs_on: IsoDate;
  readonly state: PlacementState;
  readonly admitted_on: IsoDate | null;
  readonly ended_on: IsoDate | null;
  readonly version: number;
}

const toPlacement = (row: PlacementRow): Placement => ({
  placementId: row.id,
  offerId: row.offer_id,
  referralId: row.referral_id,
  clientId: row.client_id,
  partnershipId: row.partnership_id,
  bedId: row.bed_id,
  projectId: row.project_id,
  providerId: row.provider_id,
  route: row.route,
  fundingDecisionId: row.funding_decision_id,
  stay: { arrivesOn: row.arrives_on, departsOn: row.departs_on },
  state: row.state,
  admittedOn: row.admitted_on,
  endedOn: row.ended_on,
  version: row.version,
});

export const placementRepository: PlacementRepository = {
  async find(tx, scope, placementId) {
    const { condition, values } = inScope(scope, 'placement');
    const row = await selectOne<PlacementRow>(
      tx,
      `SELECT id, offer_id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id, route,
              funding_decision_id, arrives_on, departs_on, state, admitted_on, ended_on, version
         FROM placement WHERE id = ? AND ${condition}`,
      [placementId, ...values],
    );
    return row === null ? null : toPlacement(row);
  },

  async insert(tx, placement) {
    await execute(
      tx,
      `INSERT INTO placement (id, offer_id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id,
         route, funding_decision_id, arrives_on, departs_on, state, version)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        placement.placementId,
        placement.offerId,
        placement.referralId,
        placement.clientId,
        placement.partnershipId,
        placement.bedId,
        placement.projectId,
        placement.providerId,
        placement.route,
        placement.fundingDecisionId,
        placement.stay.arrivesOn,
        placement.stay.departsOn,
        placement.state,
        placement.version,
      ],
    );
  },

  async admit(tx, { placementId, version }, admittedOn) {
    const admitted = await execute(
      tx,
      `UPDATE placement SET state = 'admitted', admitted_on = ?, arrives_on = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'booked'`,
      [admittedOn, admittedOn, placementId, version],
    );
    return admitted === 1;
  },

  async end(tx, { placementId, version }, { endedOn, kind, reason }) {
    const ended = await execute(
      tx,
      `UPDATE placement SET state = 'ended', ended_on = ?, end_kind = ?, end_reason = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'admitted'`,
      [endedOn, kind, reason, placementId, version],
    );
    return ended === 1;
  },

  async neverStarted(tx, { placementId, version }, reason) {
    const recorded = await execute(
      tx,
      `UPDATE placement SET state = 'never_started', end_reason = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'booked'`,
      [reason, placementId, version],
    );
    return recorded === 1;
  },

  async extend(tx, { placementId, version, departsOn }, extension) {
    const extended = await execute(
      tx,
      `UPDATE placement SET departs_on = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'admitted' AND departs_on = ?`,
      [extension.departsOn, placementId, version, departsOn],
    );
    if (extended === 0) return false;
    await execute(
      tx,
      `INSERT INTO extension (id, placement_id, departs_on_before, departs_on_after, reason, made_by)
         VALUES (?, ?, ?, ?, ?, ?)`,
      [
        extension.extensionId,
        placementId,
        departsOn,
        extension.departsOn,
        extension.reason,
        extension.madeBy,
      ],
    );
    return true;
  },
};
