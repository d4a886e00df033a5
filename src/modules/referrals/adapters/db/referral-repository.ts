import type { Scope } from '../../../../kernel/actor.js';
import { londonDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { duplicateKeyOf } from '../../../../platform/db/database-fault.js';
import { execute, placeholders, select, selectOne, type SqlValue } from '../../../../platform/db/sql.js';
import type { CorrectedReferral, ReferralRepository, Telling } from '../../application/ports.js';
import type { ReadOpenReferrals, ReadReferralsOf } from '../../contract/facts.js';
import { wishKinds, type WishKind } from '../../domain/circumstances.js';
import type { ReferralFacts } from '../../domain/referral.js';
import {
  findOpenElsewhere,
  findOpenTwins,
  findPerson,
  insertClient,
  isRestricted,
  personKey,
  takeName,
  readOrigin,
  replaceName,
  writeBirthAndSex,
  writePersonKey,
} from './client-names.js';
import { referralColumns, referralSource, toReferralFacts, type ReferralRow } from './referral-row.js';

/** A partnership reaches its own referrals, the country's services all, a provider none from here. */
const scoped = (scope: Scope): { readonly condition: string; readonly values: SqlValue[] } => {
  switch (scope.kind) {
    case 'national':
      return { condition: 'TRUE', values: [] };
    case 'partnership':
      return { condition: 'r.partnership_id = ?', values: [scope.partnershipId] };
    case 'provider':
      return { condition: 'FALSE', values: [] };
  }
};

/** The version a row has moved to. @throws when there is no such row: it was written in this transaction. */
const versionOf = async (tx: Tx, table: 'client' | 'referral', id: string): Promise<number> => {
  const row = await selectOne<{ version: number }>(tx, `SELECT version FROM ${table} WHERE id = ?`, [id]);
  if (row === null) throw new Error(`No ${table} ${id}.`);
  return row.version;
};

const insertPreferences = async (
  tx: Tx,
  referralId: string,
  projectIds: readonly string[],
): Promise<void> => {
  if (projectIds.length === 0) return;
  await execute(
    tx,
    `INSERT INTO referral_preference (referral_id, preference_rank, project_id)
       VALUES ${placeholders(projectIds.length, 3)}`,
    projectIds.flatMap((projectId, index) => [referralId, index + 1, projectId]),
  );
};

/** Writes the consents there are, keeping since when and by whom those that stand were recorded. */
const writeConsents = async (
  tx: Tx,
  referralId: string,
  wishes: readonly WishKind[],
  recordedBy: string,
): Promise<void> => {
  const withdrawn = wishKinds.filter((wish) => !wishes.includes(wish));
  if (withdrawn.length > 0)
    await execute(tx, 'DELETE FROM referral_consent WHERE referral_id = ? AND wish IN (?)', [
      referralId,
      withdrawn,
    ]);
  if (wishes.length === 0) return;
  await execute(
    tx,
    `INSERT INTO referral_consent (referral_id, wish, recorded_by) VALUES ${placeholders(wishes.length, 3)}
       ON DUPLICATE KEY UPDATE referral_id = referral_id`,
    wishes.flatMap((wish) => [referralId, wish, recordedBy]),
  );
};

/** The columns of what can be put right, in one order for recording and for correcting. */
const correctableColumns = [
  ...['reason', 'substance', 'urgency_band', 'urgency_reason', 'urgency_review_on', 'needs_step_free'],
  ...['needs_wet_room', 'adults', 'children', 'oldest_child_born_on', 'detox_need', 'prefers_area'],
  ...['prefers_mix', 'accepts_faith_ethos', 'planned_weeks', 'near_fatal_overdose_on', 'liberation_on'],
  ...['is_homeless', 'is_pregnant', 'mat_drug', 'mat_dose', 'mat_unit', 'mat_on', 'mental_health_support'],
  'prescribed_pain_medicine',
];

const correctableValues = (referral: CorrectedReferral): SqlValue[] => [
  ...[referral.reason, referral.substance, referral.urgencyBand, referral.urgencyReason],
  ...[referral.urgencyReviewOn, referral.needsStepFree, referral.needsWetRoom, referral.adults],
  ...[referral.children, referral.oldestChildBornOn, referral.detoxNeed, referral.prefersArea],
  ...[referral.prefersMix, referral.acceptsFaithEthos, referral.plannedWeeks],
  ...[referral.nearFatalOverdoseOn, referral.liberationOn, referral.isHomeless, referral.isPregnant],
  ...[referral.mat?.drug ?? null, referral.mat?.dose ?? null, referral.mat?.unit ?? null],
  ...[referral.mat?.on ?? null, referral.mentalHealthSupport, referral.prescribedPainMedicine],
];

const toCorrectable = (facts: ReferralFacts, reason: string): CorrectedReferral => ({
  bornOn: facts.bornOn,
  sex: facts.sex,
  reason,
  substance: facts.substance,
  urgencyBand: facts.urgencyBand,
  urgencyReason: facts.urgencyReason,
  urgencyReviewOn: facts.urgencyReviewOn,
  needsStepFree: facts.needsStepFree,
  needsWetRoom: facts.needsWetRoom,
  adults: facts.adults,
  children: facts.children,
  oldestChildBornOn: facts.oldestChildBornOn,
  detoxNeed: facts.detoxNeed,
  prefersArea: facts.prefersArea,
  prefersMix: facts.prefersMix,
  preferredProjectIds: facts.preferredProjectIds,
  acceptsFaithEthos: facts.acceptsFaithEthos,
  consentedWishes: facts.consentedWishes,
  nearFatalOverdoseOn: facts.nearFatalOverdoseOn,
  liberationOn: facts.liberationOn,
  isHomeless: facts.isHomeless,
  isPregnant: facts.isPregnant,
  mat: facts.mat,
  mentalHealthSupport: facts.mentalHealthSupport,
  prescribedPainMedicine: facts.prescribedPainMedicine,
  plannedWeeks: facts.plannedWeeks,
});

const insertToldApart = async (
  tx: Tx,
  referralId: string,
  tellings: readonly Telling[],
  recordedBy: string,
): Promise<void> => {
  if (tellings.length === 0) return;
  await execute(
    tx,
    `INSERT INTO referral_told_apart (referral_id, other_referral_id, reason, recorded_by)
       VALUES ${placeholders(tellings.length, 4)}`,
    tellings.flatMap(({ otherReferralId, reason }) => [referralId, otherReferralId, reason, recordedBy]),
  );
};

/** People and referrals on MariaDB or MySQL; a unique key keeps one open referral a person. */
export const referralRepository: ReferralRepository = {
  async find(tx, scope, referralId) {
    const { condition, values } = scoped(scope);
    const row = await selectOne<ReferralRow>(
      tx,
      `SELECT ${referralColumns} ${referralSource} WHERE r.id = ? AND ${condition}`,
      [referralId, ...values],
    );
    return row === null ? null : toReferralFacts(row);
  },

  async takeClient(tx, scope, referralId) {
    const { condition, values } = scoped(scope);
    const taken = await execute(
      tx,
      `UPDATE client SET claims_version = claims_version + 1
        WHERE id = (SELECT r.client_id FROM referral r WHERE r.id = ? AND ${condition})`,
      [referralId, ...values],
    );
    return taken === 1;
  },

  async takePartnership(tx, partnershipId) {
    await execute(tx, 'UPDATE partnership SET recordings = recordings + 1 WHERE id = ?', [partnershipId]);
  },

  takeName,

  findPerson,

  async fillSex(tx, clientId, sex) {
    const filled = await execute(
      tx,
      `UPDATE client SET sex = ?, version = version + 1 WHERE id = ? AND sex = 'not_known'`,
      [sex, clientId],
    );
    return filled === 0 ? null : versionOf(tx, 'client', clientId);
  },

  async takeLivingClient(tx, clientId) {
    const taken = await execute(
      tx,
      'UPDATE client SET claims_version = claims_version + 1 WHERE id = ? AND death_recorded_at IS NULL',
      [clientId],
    );
    return taken === 1;
  },

  async recordDeath(tx, clientId) {
    const recorded = await execute(
      tx,
      `UPDATE client SET death_recorded_at = UTC_TIMESTAMP(6), version = version + 1
        WHERE id = ? AND death_recorded_at IS NULL`,
      [clientId],
    );
    return recorded === 0 ? null : versionOf(tx, 'client', clientId);
  },

  async takeDeathBack(tx, clientId) {
    const taken = await execute(
      tx,
      `UPDATE client SET death_recorded_at = NULL, version = version + 1
        WHERE id = ? AND death_recorded_at IS NOT NULL`,
      [clientId],
    );
    return taken === 0 ? null : versionOf(tx, 'client', clientId);
  },

  insertClient,

  findOpenElsewhere,
  findOpenTwins,

  async insert(tx, { clientId, referralId, partnershipId }, setBy, referral, toldApart) {
    try {
      await execute(
        tx,
        `INSERT INTO referral (id, client_id, partnership_id, source, route, received_on, urgency_set_by, urgency_set_at,
           person_key, is_told_apart, state, version, ${correctableColumns.join(', ')})
         VALUES (?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), IF(${isRestricted('?')}, NULL, ?), ?, 'open', 1,
           ${correctableColumns.map(() => '?').join(', ')})`,
        [
          ...[
            referralId,
            clientId,
            partnershipId,
            referral.source,
            referral.route,
            referral.receivedOn,
            setBy,
            clientId,
            personKey(referral),
            toldApart.length > 0,
          ],
          ...correctableValues(referral),
        ],
      );
    } catch (error) {
      if (duplicateKeyOf(error) === 'referral_one_open_per_client') return 'open-here';
      if (duplicateKeyOf(error) === 'referral_one_open_per_person') return 'open-elsewhere';
      throw error;
    }
    await insertPreferences(tx, referralId, referral.preferredProjectIds);
    await writeConsents(tx, referralId, referral.consentedWishes, setBy);
    await insertToldApart(tx, referralId, toldApart, setBy);
    return 'inserted';
  },

  async insertAssessment(tx, assessment, recordedBy) {
    await execute(
      tx,
      `INSERT INTO assessment (id, referral_id, kind, held_on, valid_until, outcome, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        assessment.assessmentId,
        assessment.referralId,
        assessment.kind,
        assessment.heldOn,
        assessment.validUntil,
        assessment.outcome,
        recordedBy,
      ],
    );
  },

  async insertDetox(tx, booking, recordedBy) {
    await execute(
      tx,
      `INSERT INTO detox_booking (id, referral_id, site, starts_on, ends_on, recorded_by)
         VALUES (?, ?, ?, ?, ?, ?)`,
      [
        booking.detoxBookingId,
        booking.referralId,
        booking.site,
        booking.startsOn,
        booking.endsOn,
        recordedBy,
      ],
    );
  },

  async touch(tx, referralId, version) {
    const moved = await execute(
      tx,
      `UPDATE referral SET version = version + 1 WHERE id = ? AND version = ? AND state = 'open'`,
      [referralId, version],
    );
    return moved === 1;
  },

  async openReferralOf(tx, clientId) {
    const row = await selectOne<{ readonly id: string }>(
      tx,
      'SELECT id FROM referral WHERE open_client_id = ?',
      [clientId],
    );
    return row?.id ?? null;
  },

  async close(tx, referralId, reason) {
    const closed = await execute(
      tx,
      `UPDATE referral SET state = 'closed', closed_reason = ?, person_key = NULL, version = version + 1 WHERE id = ? AND state = 'open'`,
      [reason, referralId],
    );
    return closed === 0 ? null : versionOf(tx, 'referral', referralId);
  },

  async reopenPlaced(tx, referralId, clientId) {
    try {
      const reopened = await execute(
        tx,
        `UPDATE referral SET state = 'open', closed_reason = NULL, version = version + 1
          WHERE id = ? AND state = 'closed' AND closed_reason = 'placed'`,
        [referralId],
      );
      if (reopened === 0) return 'not-placed';
    } catch (error) {
      if (duplicateKeyOf(error) === 'referral_one_open_per_client') return 'asked-again';
      throw error;
    }
    return (await writePersonKey(tx, clientId)) ? versionOf(tx, 'referral', referralId) : 'asked-again';
  },

  async readCorrectable(tx, referralId) {
    const row = await selectOne<ReferralRow & { readonly reason: string }>(
      tx,
      `SELECT ${referralColumns}, r.reason ${referralSource} WHERE r.id = ?`,
      [referralId],
    );
    return row === null ? null : toCorrectable(toReferralFacts(row), row.reason);
  },

  async correct(tx, { referralId, version }, corrected, { memberId, isUrgencySet }) {
    const moved = await execute(
      tx,
      `UPDATE referral SET ${correctableColumns.map((column) => `${column} = ?`).join(', ')}, version = version + 1
         ${isUrgencySet ? ', urgency_set_by = ?, urgency_set_at = UTC_TIMESTAMP(6)' : ''}
        WHERE id = ? AND version = ? AND state = 'open'`,
      [...correctableValues(corrected), ...(isUrgencySet ? [memberId] : []), referralId, version],
    );
    if (moved === 0) return false;
    await execute(tx, 'DELETE FROM referral_preference WHERE referral_id = ?', [referralId]);
    await insertPreferences(tx, referralId, corrected.preferredProjectIds);
    await writeConsents(tx, referralId, corrected.consentedWishes, memberId);
    return true;
  },

  async correctClient(tx, clientId, person) {
    await writeBirthAndSex(tx, clientId, person);
    return (await writePersonKey(tx, clientId)) ? versionOf(tx, 'client', clientId) : null;
  },

  readOrigin,

  async writeToldApart(tx, referralId, { isToldApart, newly }, memberId) {
    // The key of the name before could meet the one it was told apart from; the new one is written next.
    await execute(tx, 'UPDATE referral SET is_told_apart = ?, person_key = NULL WHERE id = ?', [
      isToldApart,
      referralId,
    ]);
    await insertToldApart(tx, referralId, newly, memberId);
  },

  async rename(tx, clientId, name, memberId) {
    await execute(tx, 'UPDATE client SET version = version + 1 WHERE id = ?', [clientId]);
    await replaceName(tx, clientId, name, memberId);
    return (await writePersonKey(tx, clientId)) ? versionOf(tx, 'client', clientId) : null;
  },

  async correctOrigin(tx, { referralId, version }, { source, route, receivedOn }) {
    const moved = await execute(
      tx,
      `UPDATE referral SET source = ?, route = ?, received_on = ?, version = version + 1
        WHERE id = ? AND version = ? AND state = 'open'`,
      [source, route, receivedOn, referralId, version],
    );
    return moved === 1;
  },

  async lapseAssessments(tx, referralId) {
    const lapsed = await execute(
      tx,
      'UPDATE assessment SET lapsed_at = UTC_TIMESTAMP(6) WHERE referral_id = ? AND lapsed_at IS NULL',
      [referralId],
    );
    return lapsed > 0;
  },

  async lapseDetox(tx, referralId) {
    const lapsed = await execute(
      tx,
      'UPDATE detox_booking SET lapsed_at = UTC_TIMESTAMP(6) WHERE referral_id = ? AND lapsed_at IS NULL',
      [referralId],
    );
    return lapsed > 0;
  },

  async readLapsedOn(tx, referralId) {
    const row = await selectOne<{ lapsed_at: Date | null }>(
      tx,
      `SELECT MAX(lapsed_at) AS lapsed_at FROM (
         SELECT lapsed_at FROM assessment WHERE referral_id = ?
         UNION ALL SELECT lapsed_at FROM detox_booking WHERE referral_id = ?) AS fact`,
      [referralId, referralId],
    );
    return row?.lapsed_at == null ? null : londonDate(row.lapsed_at);
  },

  async step(tx, referralId) {
    const moved = await execute(
      tx,
      `UPDATE referral SET version = version + 1 WHERE id = ? AND state = 'open'`,
      [referralId],
    );
    return moved === 0 ? null : versionOf(tx, 'referral', referralId);
  },
};

/** The country's open referrals, in order of receipt. */
export const readOpenReferrals: ReadOpenReferrals = async (tx: Tx) => {
  const rows = await select<ReferralRow>(
    tx,
    `SELECT ${referralColumns} ${referralSource} WHERE r.state = 'open' ORDER BY r.received_on, r.recorded_at, r.id`,
  );
  return rows.map(toReferralFacts);
};

/** These referrals, whosever they are; unknown ones are absent. */
export const readReferralsOf: ReadReferralsOf = async (tx, referralIds) => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<ReferralRow>(
    tx,
    `SELECT ${referralColumns} ${referralSource} WHERE r.id IN (?)`,
    [referralIds],
  );
  return new Map(rows.map((row) => [row.id, toReferralFacts(row)]));
};

/** Open referrals in scope, in order of receipt. Bounded by one partnership's waiting list. */
export const readWaitingReferrals = async (tx: Tx, scope: Scope): Promise<readonly ReferralFacts[]> => {
  const { condition, values } = scoped(scope);
  const rows = await select<ReferralRow>(
    tx,
    `SELECT ${referralColumns} ${referralSource} WHERE r.state = 'open' AND ${condition} ORDER BY r.received_on, r.recorded_at, r.id`,
    values,
  );
  return rows.map(toReferralFacts);
};
