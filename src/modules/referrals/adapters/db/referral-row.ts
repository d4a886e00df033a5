import { isoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Appointment, AssessmentKind } from '../../domain/assessment.js';
import { wishKinds, type WishKind } from '../../domain/circumstances.js';
import type { ReferralFacts } from '../../domain/referral.js';

/** A referral with its person, as the statement of {@link referralColumns} gives it. */
export interface ReferralRow {
  readonly id: string;
  readonly client_id: string;
  readonly reference: string;
  readonly sex: ReferralFacts['sex'];
  readonly born_on: IsoDate;
  readonly partnership_id: string;
  readonly partnership_name: string;
  readonly health_board: string;
  readonly route: ReferralFacts['route'];
  readonly received_on: IsoDate;
  readonly recorded_at: Date;
  readonly urgency_band: ReferralFacts['urgencyBand'];
  readonly urgency_reason: string;
  readonly urgency_review_on: IsoDate | null;
  readonly substance: ReferralFacts['substance'];
  readonly adults: number;
  readonly children: number;
  readonly oldest_child_born_on: IsoDate | null;
  readonly needs_step_free: number;
  readonly needs_wet_room: number;
  readonly planned_weeks: number;
  readonly detox_need: ReferralFacts['detoxNeed'];
  readonly prefers_area: ReferralFacts['prefersArea'];
  readonly prefers_mix: ReferralFacts['prefersMix'];
  readonly preferred_projects: string | null;
  readonly accepts_faith_ethos: number | null;
  readonly consented_wishes: string | null;
  readonly near_fatal_overdose_on: IsoDate | null;
  readonly liberation_on: IsoDate | null;
  readonly is_homeless: number | null;
  readonly is_pregnant: number | null;
  readonly mat_drug: NonNullable<ReferralFacts['mat']>['drug'] | null;
  readonly mat_dose: string | null;
  readonly mat_unit: NonNullable<ReferralFacts['mat']>['unit'] | null;
  readonly mat_on: IsoDate | null;
  readonly mental_health_support: ReferralFacts['mentalHealthSupport'];
  readonly prescribed_pain_medicine: string | null;
  readonly state: 'open' | 'closed';
  readonly closed_reason: string | null;
  readonly version: number;
  readonly assessed: string | null;
  readonly medical_until: IsoDate | null;
  readonly partnership_appointment: string | null;
  readonly medical_appointment: string | null;
  readonly detox: string | null;
  readonly unavailable: string | null;
}

/**
 * The latest that was arranged for a kind of assessment, as `booked~2026-12-03`; null where it was called off, or a result was
 * recorded since.
 */
const appointmentColumn = (kind: AssessmentKind): string => `
  (SELECT CASE WHEN b.step = 'called_off' THEN NULL
               ELSE CONCAT(IF(b.step = 'not_attended', 'not_attended', 'booked'), '~', b.appointed_on) END
     FROM assessment_appointment b WHERE b.referral_id = r.id AND b.kind = '${kind}'
      AND NOT EXISTS (SELECT 1 FROM assessment h
                       WHERE h.referral_id = b.referral_id AND h.kind = b.kind AND h.recorded_at >= b.recorded_at)
    ORDER BY b.recorded_at DESC, b.id DESC LIMIT 1) AS ${kind}_appointment`;

/**
 * What is read of a referral, from {@link referralSource}. Two days of one row are joined as `2026-11-20~2026-12-01`: every
 * lookup here is paid for by every referral of every list.
 */
export const referralColumns = `
  r.id, r.client_id, c.reference, c.sex, c.born_on, r.partnership_id, p.name AS partnership_name, p.health_board,
  r.route, r.received_on, r.recorded_at, r.urgency_band, r.urgency_reason, r.substance, r.adults, r.children,
  r.oldest_child_born_on, r.needs_step_free, r.needs_wet_room, r.planned_weeks, r.detox_need, r.prefers_area,
  r.prefers_mix, r.accepts_faith_ethos, r.urgency_review_on, r.near_fatal_overdose_on, r.liberation_on, r.is_homeless,
  r.is_pregnant, r.mat_drug, r.mat_dose, r.mat_unit, r.mat_on, r.mental_health_support, r.prescribed_pain_medicine,
  r.state, r.closed_reason, r.version,
  (SELECT GROUP_CONCAT(g.wish) FROM referral_consent g WHERE g.referral_id = r.id) AS consented_wishes,
  (SELECT GROUP_CONCAT(f.project_id ORDER BY f.preference_rank) FROM referral_preference f
    WHERE f.referral_id = r.id) AS preferred_projects,
  (SELECT IF(a.outcome = 'suitable' AND a.lapsed_at IS NULL, CONCAT(a.held_on, '~', a.valid_until), NULL) FROM assessment a
    WHERE a.referral_id = r.id AND a.kind = 'partnership' ORDER BY a.held_on DESC, a.recorded_at DESC LIMIT 1) AS assessed,
  (SELECT IF(a.outcome = 'suitable' AND a.lapsed_at IS NULL, a.valid_until, NULL) FROM assessment a
    WHERE a.referral_id = r.id AND a.kind = 'medical' ORDER BY a.held_on DESC, a.recorded_at DESC LIMIT 1) AS medical_until,
  ${appointmentColumn('partnership')},
  ${appointmentColumn('medical')},
  (SELECT CONCAT(d.starts_on, '~', d.ends_on) FROM detox_booking d WHERE d.referral_id = r.id AND d.lapsed_at IS NULL
    ORDER BY d.recorded_at DESC LIMIT 1) AS detox,
  (SELECT GROUP_CONCAT(CONCAT(w.from_on, '~', COALESCE(w.to_on, '')) ORDER BY w.from_on)
     FROM unavailability_spell w WHERE w.referral_id = r.id AND (w.to_on IS NULL OR w.to_on > w.from_on))
    AS unavailable`;

/** Referrals as `r`, their clients as `c` and partnerships as `p`. */
export const referralSource =
  'FROM referral r JOIN client c ON c.id = r.client_id JOIN partnership p ON p.id = r.partnership_id';

const claimOf = (stored: number | null): boolean | null => (stored === null ? null : stored === 1);

const matOf = ({ mat_drug, mat_dose, mat_unit, mat_on }: ReferralRow): ReferralFacts['mat'] =>
  mat_drug === null || mat_dose === null || mat_unit === null || mat_on === null
    ? null
    : { drug: mat_drug, dose: Number(mat_dose), unit: mat_unit, on: mat_on };

const wishesOf = (stored: string | null): readonly WishKind[] => {
  const consented = new Set(stored?.split(','));
  return wishKinds.filter((wish) => consented.has(wish));
};

/** Spells as the statement joins them: `2026-11-20~2026-11-23,2026-12-01~`. */
const spellsOf = (stored: string | null): ReferralFacts['unavailable'] =>
  (stored?.split(',') ?? []).map((spell) => {
    const [fromOn = '', toOn = ''] = spell.split('~');
    return { fromOn: isoDate(fromOn), toOn: toOn === '' ? null : isoDate(toOn) };
  });

const daysOf = (stored: string | null): { readonly startsOn: IsoDate; readonly endsOn: IsoDate } | null => {
  const [startsOn, endsOn] = stored?.split('~') ?? [];
  return startsOn === undefined || endsOn === undefined
    ? null
    : { startsOn: isoDate(startsOn), endsOn: isoDate(endsOn) };
};

const appointmentOf = (stored: string | null): Appointment | null => {
  const [state, on] = stored?.split('~') ?? [];
  return on === undefined ? null : { state: state === 'booked' ? 'booked' : 'not_attended', on: isoDate(on) };
};

/** The row as the facts that every context reads. */
export const toReferralFacts = (row: ReferralRow): ReferralFacts => ({
  referralId: row.id,
  clientId: row.client_id,
  reference: row.reference,
  sex: row.sex,
  bornOn: row.born_on,
  partnershipId: row.partnership_id,
  partnershipName: row.partnership_name,
  healthBoard: row.health_board,
  route: row.route,
  receivedOn: row.received_on,
  recordedAt: row.recorded_at,
  urgencyBand: row.urgency_band,
  urgencyReason: row.urgency_reason,
  urgencyReviewOn: row.urgency_review_on,
  substance: row.substance,
  adults: row.adults,
  children: row.children,
  oldestChildBornOn: row.oldest_child_born_on,
  needsStepFree: row.needs_step_free === 1,
  needsWetRoom: row.needs_wet_room === 1,
  plannedWeeks: row.planned_weeks,
  detoxNeed: row.detox_need,
  prefersArea: row.prefers_area,
  prefersMix: row.prefers_mix,
  preferredProjectIds: row.preferred_projects?.split(',') ?? [],
  acceptsFaithEthos: claimOf(row.accepts_faith_ethos),
  consentedWishes: wishesOf(row.consented_wishes),
  nearFatalOverdoseOn: row.near_fatal_overdose_on,
  liberationOn: row.liberation_on,
  isHomeless: claimOf(row.is_homeless),
  isPregnant: claimOf(row.is_pregnant),
  mat: matOf(row),
  mentalHealthSupport: row.mental_health_support,
  prescribedPainMedicine: row.prescribed_pain_medicine,
  state: row.state,
  closedReason: row.closed_reason,
  version: row.version,
  assessedOn: daysOf(row.assessed)?.startsOn ?? null,
  assessedUntil: daysOf(row.assessed)?.endsOn ?? null,
  appointments: {
    partnership: appointmentOf(row.partnership_appointment),
    medical: appointmentOf(row.medical_appointment),
  },
  // For whom one is asked is policy: see medical-policy.ts.
  medical: { reasons: [], mustPrecedePlace: false, until: row.medical_until },
  detox: daysOf(row.detox),
  unavailable: spellsOf(row.unavailable),
});
