import type { Scope } from '../../../../kernel/actor.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { execute, select, selectOne } from '../../../../platform/db/sql.js';
import type { PlaceHeld } from '../../../referrals/contract/facts.js';
import type { AllowPlacesAgain } from '../../application/allow-project-again.js';
import {
  afterRefusal,
  stillStands,
  type AfterRefusal,
  type AfterRefusalPolicy,
  type CameToNothing,
} from '../../domain/after-refusal.js';
import type { OfferRefusal, Refuser } from '../../domain/offer.js';
import { inScope } from './in-scope.js';

/** Of these referrals, those that have an offer open, a bed booked, or a place that was come to. */
export const readSpokenForReferrals = async (
  tx: Tx,
  referralIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (referralIds.length === 0) return new Set();
  const rows = await select<{ referral_id: string }>(
    tx,
    `SELECT referral_id FROM offer WHERE state = 'offered' AND referral_id IN (?)
      UNION SELECT referral_id FROM placement WHERE state <> 'never_started' AND referral_id IN (?)`,
    [referralIds, referralIds],
  );
  return new Set(rows.map(({ referral_id }) => referral_id));
};

/**
 * What the people of these referrals have of places: an offer that waits, a bed booked, a stay that the referral led to.
 * A referral has one of them at most; that it has two would be a contradiction, and is told. Where somebody goes on to from a stay
 * is part of what that stay led to.
 */
export const readPlaceKinds = async (
  tx: Tx,
  referralIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<'offered' | 'booked' | 'arrived'>>> => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<{ referral_id: string; kind: 'offered' | 'booked' | 'arrived' }>(
    tx,
    `SELECT referral_id, 'offered' AS kind FROM offer WHERE state = 'offered' AND referral_id IN (?)
      UNION SELECT referral_id, IF(state = 'booked', 'booked', 'arrived') FROM placement
       WHERE state <> 'never_started' AND follows_placement_id IS NULL AND referral_id IN (?)`,
    [referralIds, referralIds],
  );
  const kinds = new Map<string, Set<'offered' | 'booked' | 'arrived'>>();
  for (const { referral_id, kind } of rows)
    kinds.set(referral_id, new Set([...(kinds.get(referral_id) ?? []), kind]));
  return kinds;
};

/** Whether a referral has led to a stay, one that runs or has ended: a booking is none, nor an arrival undone as a mistake. */
export const hasLedToStay = async (tx: Tx, referralId: string): Promise<boolean> =>
  (await readPlaceKinds(tx, [referralId])).get(referralId)?.has('arrived') === true;

const readHeld = async (
  tx: Tx,
  placementColumn: 'referral_id' | 'client_id',
  offerColumn: 'referral_id' | 'live_client_id',
  id: string,
): Promise<PlaceHeld | null> => {
  const row = await selectOne<{ held: PlaceHeld }>(
    tx,
    `SELECT 'stay-runs' AS held, 1 AS pressing FROM placement WHERE ${placementColumn} = ? AND state = 'admitted'
      UNION ALL SELECT 'bed-booked', 2 FROM placement WHERE ${placementColumn} = ? AND state = 'booked'
      UNION ALL SELECT 'offer-open', 3 FROM offer WHERE ${offerColumn} = ? AND state = 'offered'
      ORDER BY pressing LIMIT 1`,
    [id, id, id],
  );
  return row?.held ?? null;
};

/** What keeps a referral from being closed, the most pressing first; null when it has no place in view. */
export const readPlaceHeld = (tx: Tx, referralId: string): Promise<PlaceHeld | null> =>
  readHeld(tx, 'referral_id', 'referral_id', referralId);

/**
 * The same of the person, whatever referral it came of: who lives in a place may have asked for the next, by a referral
 * of its own.
 */
export const readPlaceHeldByClient = (tx: Tx, clientId: string): Promise<PlaceHeld | null> =>
  readHeld(tx, 'client_id', 'live_client_id', clientId);

const notAllowedAgain = 'NOT EXISTS (SELECT 1 FROM place_allowed_again g WHERE g.offer_id = o.id)';

/** A project that is not looked at for a referral, by the last offer there that came to nothing. */
export interface RefusedProject {
  readonly projectId: string;
  readonly projectName: string;
  readonly bedLabel: string;
  /** Null when nobody answered in time: then the bed alone is left out. */
  readonly refusal: OfferRefusal | null;
  readonly on: IsoDate;
  readonly after: AfterRefusal;
}

/** What has happened since an offer `o` came to nothing, by the database's clock. */
const sinceThen = `o.resolved_at, UTC_TIMESTAMP(6) AS now_at,
            EXISTS (SELECT 1 FROM suitability_request q JOIN suitability_step s ON s.suitability_request_id = q.id
                     WHERE q.referral_id = o.referral_id AND q.project_id = o.project_id AND s.kind = 'suitable'
                       AND s.recorded_at > o.resolved_at) AS is_found_suitable,
            EXISTS (SELECT 1 FROM funding_decision d
                     WHERE d.referral_id = o.referral_id AND d.decision = 'approved' AND d.revoked_at IS NULL
                       AND d.recorded_at > o.resolved_at) AS is_funded_anew`;

interface CameToNothingRow {
  readonly refused_by: Refuser | null;
  readonly refusal_reason: string | null;
  readonly resolved_at: Date;
  readonly now_at: Date;
  readonly is_found_suitable: number;
  readonly is_funded_anew: number;
}

const toCameToNothing = (row: CameToNothingRow): CameToNothing => ({
  refusedBy: row.refused_by,
  reason: row.refusal_reason,
  on: londonDate(row.resolved_at),
  isFoundSuitable: row.is_found_suitable === 1,
  isFundedAnew: row.is_funded_anew === 1,
});

/** Where this referral's offers came to nothing, as far as that stands and nobody has allowed them again, one row a project. */
export const readRefusedProjects =
  (policy: AfterRefusalPolicy) =>
  async (tx: Tx, scope: Scope, referralId: string): Promise<readonly RefusedProject[]> => {
    if (scope.kind !== 'partnership') return [];
    const rows = await select<
      {
        project_id: string;
        project_name: string;
        bed_label: string;
        refusal_rule_id: string | null;
        refusal_rule_version: number | null;
        refusal_note: string | null;
      } & CameToNothingRow
    >(
      tx,
      `SELECT o.project_id, p.name AS project_name, u.label AS bed_label, o.refused_by, o.refusal_reason,
            o.refusal_rule_id, o.refusal_rule_version, o.refusal_note, ${sinceThen}
       FROM offer o JOIN project p ON p.id = o.project_id JOIN bed_unit u ON u.id = o.bed_id
      WHERE o.referral_id = ? AND o.partnership_id = ? AND o.state IN ('declined', 'expired') AND ${notAllowedAgain}
      ORDER BY o.state = 'declined', o.resolved_at, o.id`,
      [referralId, scope.partnershipId],
    );
    const standing = rows.filter((row) => stillStands(policy, toCameToNothing(row), londonDate(row.now_at)));
    // A refusal says more than silence, and the last one most.
    const latest = new Map(
      standing.map((row): [string, RefusedProject] => [
        row.project_id,
        {
          projectId: row.project_id,
          projectName: row.project_name,
          bedLabel: row.bed_label,
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
          on: londonDate(row.resolved_at),
          after: afterRefusal(policy, toCameToNothing(row)),
        },
      ]),
    );
    return [...latest.values()];
  };

/** Allows every place of a project that came to nothing for a referral in scope; how many offers that was. */
export const allowPlacesAgain: AllowPlacesAgain = (
  tx,
  scope,
  { referralId, projectId, reason, memberId },
) => {
  const { condition, values } = inScope(scope, 'o');
  return execute(
    tx,
    `INSERT INTO place_allowed_again (offer_id, referral_id, project_id, reason, allowed_by)
       SELECT o.id, o.referral_id, o.project_id, ?, ? FROM offer o
        WHERE o.referral_id = ? AND o.project_id = ? AND o.state IN ('declined', 'expired') AND ${condition}
          AND ${notAllowedAgain}`,
    [reason, memberId, referralId, projectId, ...values],
  );
};

/**
 * Where offers to these referrals came to nothing, by what the policy makes of who said no and why, as far as that stands. Those a
 * coordinator has allowed again are left out.
 */
export const readRefusedPlaces =
  (policy: AfterRefusalPolicy) => async (tx: Tx, referralIds: readonly string[]) => {
    const places = new Map<string, { projectIds: Set<string>; bedIds: Set<string> }>();
    if (referralIds.length === 0) return places;
    const rows = await select<{ referral_id: string; project_id: string; bed_id: string } & CameToNothingRow>(
      tx,
      `SELECT o.referral_id, o.project_id, o.bed_id, o.refused_by, o.refusal_reason, ${sinceThen} FROM offer o
      WHERE o.referral_id IN (?) AND o.state IN ('declined', 'expired') AND ${notAllowedAgain}`,
      [referralIds],
    );
    for (const { referral_id, project_id, bed_id, ...row } of rows) {
      const came = toCameToNothing(row);
      if (!stillStands(policy, came, londonDate(row.now_at))) continue;
      const known = places.get(referral_id) ?? { projectIds: new Set<string>(), bedIds: new Set<string>() };
      if (afterRefusal(policy, came).closes === 'project') known.projectIds.add(project_id);
      else known.bedIds.add(bed_id);
      places.set(referral_id, known);
    }
    return places;
  };

interface OpenPlaceRow {
  readonly referral_id: string;
  readonly offer_id: string;
  readonly state: 'offered' | 'booked' | 'admitted';
  readonly bed_label: string;
  readonly project_name: string;
  readonly arrives_on: IsoDate;
  readonly answer_due_at: Date;
  readonly expires_at: Date;
}

/**
 * Offers that wait for an answer, beds booked and stays that run, of these referrals in a partnership's scope, by referral: the first
 * offer made, with the others that are open beside it.
 */
export const readOpenPlaces = async (tx: Tx, scope: Scope, referralIds: readonly string[]) => {
  if (referralIds.length === 0 || scope.kind !== 'partnership') return new Map<string, never>();
  const rows = await select<OpenPlaceRow>(
    tx,
    `SELECT o.referral_id, o.id AS offer_id, COALESCE(l.state, 'offered') AS state, u.label AS bed_label,
            p.name AS project_name, COALESCE(l.arrives_on, o.arrives_on) AS arrives_on,
            COALESCE(o.answer_due_at, o.expires_at) AS answer_due_at, o.expires_at
       FROM offer o
       LEFT JOIN placement l ON l.offer_id = o.id AND l.state IN ('booked', 'admitted')
       JOIN bed_unit u ON u.id = COALESCE(l.bed_id, o.bed_id)
       JOIN project p ON p.id = COALESCE(l.project_id, o.project_id)
      WHERE o.referral_id IN (?) AND o.partnership_id = ?
        AND (o.state = 'offered' OR (o.state = 'accepted' AND l.id IS NOT NULL))
      ORDER BY o.state = 'offered', o.made_at, o.id`,
    [referralIds, scope.partnershipId],
  );
  const places = new Map<string, OpenPlaceOf & { readonly others: readonly OpenPlaceOf[] }>();
  for (const row of rows) {
    const before = places.get(row.referral_id);
    if (before === undefined) places.set(row.referral_id, { ...openPlaceOf(row), others: [] });
    else places.set(row.referral_id, { ...before, others: [...before.others, openPlaceOf(row)] });
  }
  return places;
};

const openPlaceOf = (row: OpenPlaceRow) => ({
  offerId: row.offer_id,
  state: row.state,
  bedLabel: row.bed_label,
  projectName: row.project_name,
  arrivesOn: row.arrives_on,
  answerDueAt: row.answer_due_at,
  expiresAt: row.expires_at,
});

type OpenPlaceOf = ReturnType<typeof openPlaceOf>;
