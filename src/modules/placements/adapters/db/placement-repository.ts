import type { IsoDate } from '../../../../kernel/iso-date.js';
import { pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { Route } from '../../../referrals/contract/facts.js';
import type { PlacementRepository } from '../../application/ports.js';
import type { Placement, PlacementState } from '../../domain/placement.js';
import { heldClaimOf } from './held-claim.js';
import { inScope } from './in-scope.js';
import { asMade, paidClaims, paidClaimsOf } from './paid-claims.js';
import { readProjectSince } from './project-since.js';
import { insertStayChange } from './stay-change-row.js';

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

const columnsOf = (alias: string): string =>
  [
    ...[
      'id',
      'offer_id',
      'referral_id',
      'client_id',
      'partnership_id',
      'bed_id',
      'project_id',
      'provider_id',
    ],
    ...[
      'route',
      'funding_decision_id',
      'arrives_on',
      'departs_on',
      'state',
      'admitted_on',
      'ended_on',
      'version',
    ],
  ]
    .map((column) => `${alias}.${column}`)
    .join(', ');

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

/** Nights a stay was made longer by, under the claim of their money. */
const insertExtension = (
  tx: Tx,
  placementId: string,
  departsOnBefore: IsoDate,
  {
    extensionId,
    departsOn,
    reason,
    madeBy,
  }: {
    readonly extensionId: string;
    readonly departsOn: IsoDate;
    readonly reason: string;
    readonly madeBy: string;
  },
): Promise<number> =>
  execute(
    tx,
    `INSERT INTO extension (id, placement_id, departs_on_before, departs_on_after, reason, made_by)
       VALUES (?, ?, ?, ?, ?, ?)`,
    [extensionId, placementId, departsOnBefore, departsOn, reason, madeBy],
  );

/** Placements on MariaDB or MySQL: every change is guarded by version and state. */
export const placementRepository: PlacementRepository = {
  async find(tx, scope, placementId) {
    const { condition, values } = inScope(scope, 'placement');
    const row = await selectOne<PlacementRow>(
      tx,
      `SELECT ${columnsOf('placement')} FROM placement WHERE id = ? AND ${condition}`,
      [placementId, ...values],
    );
    return row === null ? null : toPlacement(row);
  },

  async take(tx, placementId) {
    await selectOne(tx, 'SELECT id FROM placement WHERE id = ? FOR UPDATE', [placementId]);
  },

  async readNext(tx, placementId) {
    const row = await selectOne<PlacementRow>(
      tx,
      `SELECT ${columnsOf('n')} FROM placement n WHERE n.live_follows_id = ?`,
      [placementId],
    );
    return row === null ? null : toPlacement(row);
  },

  async readPrevious(tx, placementId) {
    const row = await selectOne<PlacementRow>(
      tx,
      `SELECT ${columnsOf('f')} FROM placement n JOIN placement f ON f.id = n.follows_placement_id WHERE n.id = ?`,
      [placementId],
    );
    return row === null ? null : toPlacement(row);
  },

  async insert(tx, placement, followsPlacementId) {
    await execute(
      tx,
      `INSERT INTO placement (id, offer_id, referral_id, client_id, partnership_id, bed_id, project_id, provider_id,
         route, funding_decision_id, arrives_on, departs_on, state, version, follows_placement_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
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
        followsPlacementId ?? null,
      ],
    );
  },

  async findStillThere(tx, { placementId, bedId }) {
    const row = await selectOne<{ referral_id: string }>(
      tx,
      `SELECT referral_id FROM placement WHERE resident_bed_id = ? AND id <> ?`,
      [bedId, placementId],
    );
    return row === null ? null : { referralId: row.referral_id };
  },

  async readAgreedRate(tx, placementId) {
    // Of several moves accepted one after the other only the last leads to a booking that stands.
    const row = await selectOne<{ weekly_rate_pence: string }>(
      tx,
      `SELECT m.weekly_rate_pence FROM placement n
         JOIN provider_move m ON m.placement_id = n.live_follows_id AND m.answer = 'accepted'
        WHERE n.id = ? ORDER BY m.answered_at DESC, m.id DESC LIMIT 1`,
      [placementId],
    );
    return row === null ? null : pence(Number(row.weekly_rate_pence));
  },

  async readOtherStay(tx, { placementId, clientId }) {
    const row = await selectOne<{ admitted_on: IsoDate }>(
      tx,
      `SELECT admitted_on FROM placement WHERE client_id = ? AND state = 'admitted' AND id <> ?
        ORDER BY admitted_on LIMIT 1`,
      [clientId, placementId],
    );
    return row === null ? null : { sinceOn: row.admitted_on };
  },

  async admit(tx, { placementId, version }, admittedOn) {
    try {
      const admitted = await execute(
        tx,
        `UPDATE placement SET state = 'admitted', admitted_on = ?, arrives_on = ?, version = version + 1
          WHERE id = ? AND version = ? AND state = 'booked'`,
        [admittedOn, admittedOn, placementId, version],
      );
      return admitted === 1 ? 'admitted' : 'changed';
    } catch (error) {
      if (duplicateKeyOf(error) === 'placement_one_resident_a_bed') return 'bed-occupied';
      if (duplicateKeyOf(error) === 'placement_one_stay_a_person') return 'lives-elsewhere';
      throw error;
    }
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

  async keepOverstay(tx, { placementId, version, departsOn }, { nightsToOn, readyToOn, paid }) {
    const kept = await execute(
      tx,
      `UPDATE placement SET nights_to_on = ?, ready_to_on = ?, departs_on = ?,
              funding_decision_id = COALESCE(?, funding_decision_id)
        WHERE id = ? AND version = ? AND state = 'ended'`,
      [nightsToOn, readyToOn, paid?.toOn ?? departsOn, paid?.fundingDecisionId ?? null, placementId, version],
    );
    if (kept !== 1) throw new Error(`Placement ${placementId} was not ended at version ${version}.`);
    if (paid !== null) {
      await insertExtension(tx, placementId, departsOn, { ...paid, departsOn: paid.toOn });
    }
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
      `UPDATE placement SET departs_on = ?, funding_decision_id = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'admitted' AND departs_on = ?`,
      [extension.departsOn, extension.fundingDecisionId, placementId, version, departsOn],
    );
    if (extended === 0) return false;
    await insertExtension(tx, placementId, departsOn, extension);
    return true;
  },

  async change(tx, placement, to) {
    const { placementId, version, state, bedId, projectId, stay } = placement;
    const isMoved = state === 'admitted' && to.bed.bedId !== bedId;
    try {
      const changed = await execute(
        tx,
        `UPDATE placement SET arrives_on = ?, departs_on = ?, bed_id = ?, project_id = ?, provider_id = ?,
                route = ?, funding_decision_id = ?, version = version + 1
                ${isMoved ? ', started_bed_id = COALESCE(started_bed_id, ?), started_project_id = COALESCE(started_project_id, ?)' : ''}
          WHERE id = ? AND version = ? AND state = ?`,
        [
          ...[to.stay.arrivesOn, to.stay.departsOn, to.bed.bedId, to.bed.projectId, to.bed.providerId],
          ...[
            to.route,
            to.fundingDecisionId,
            ...(isMoved ? [bedId, projectId] : []),
            placementId,
            version,
            state,
          ],
        ],
      );
      if (changed === 0) return 'stale';
    } catch (error) {
      if (duplicateKeyOf(error) === 'placement_one_resident_a_bed') return 'bed-occupied';
      throw error;
    }
    await insertStayChange(tx, placement, to, { bedIdAfter: to.bed.bedId, before: stay, after: to.stay });
    return 'changed';
  },

  async readHeldClaim(tx, { placementId, offerId }) {
    const row = await selectOne<{ id: string }>(
      tx,
      `SELECT ${heldClaimOf('l')} AS id FROM placement l WHERE l.id = ?`,
      [placementId],
    );
    return row?.id ?? offerId;
  },

  async readBedSince(tx, { placementId, stay }) {
    const row = await selectOne<{ since: IsoDate | null }>(
      tx,
      // A booking changes its bed whole, on its first night; only after arrival does a bed begin amid a stay.
      `SELECT MAX(changes_on) AS since FROM stay_change
        WHERE placement_id = ? AND bed_id_after <> bed_id_before AND changes_on > arrives_on_before`,
      [placementId],
    );
    return row?.since ?? stay.arrivesOn;
  },

  readProjectSince,

  async readPaidNights(tx, placementId) {
    const rows = await select<{ claim_id: string; from_on: IsoDate; to_on: IsoDate }>(
      tx,
      `SELECT c.claim_id, c.from_on, c.to_on FROM ${paidClaims} c ORDER BY ${asMade('c')}`,
      [...paidClaimsOf(placementId)],
    );
    return rows.map(({ claim_id, from_on, to_on }) => ({
      claimId: claim_id,
      nights: { arrivesOn: from_on, departsOn: to_on },
    }));
  },
};
