import type { Role, Scope } from '../../../../kernel/actor.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, type SqlValue } from '../../../../platform/db/sql.js';
import { goesStaleAt, isConfirmationDue } from '../../../capacity/contract/freshness.js';
import { atHomeIn } from '../../../identity/contract/home.js';
import type { ReadProviderDay, ReadRepairs, ReadTeam, TeamMember } from '../../application/ports.js';
import type {
  OfferToAnswer,
  OfferToReachAbout,
  ProjectToConfirm,
  RepairToConfirm,
  RuleChangeToConfirm,
  StayToRecord,
} from '../../domain/task.js';

/** The members of one organisation, or of none, who may sign in, by name. */
export const readTeam: ReadTeam = async (tx, scope) => {
  const { condition, values } = atHomeIn(scope);
  return select<TeamMember & { readonly role: Role }>(
    tx,
    `SELECT id AS memberId, display_name AS name, role FROM member
      WHERE ${condition} AND disabled_at IS NULL ORDER BY display_name, id`,
    values,
  );
};

/** Those for which the latest run names a place: one statement by the key of a run's suggestions. */
export const readSuggestedReferrals = async (
  tx: Tx,
  referralIds: readonly string[],
): Promise<ReadonlySet<string>> => {
  if (referralIds.length === 0) return new Set();
  const rows = await select<{ readonly referral_id: string }>(
    tx,
    `SELECT s.referral_id FROM suggestion s
      WHERE s.run_id = (SELECT MAX(id) FROM match_run) AND s.referral_id IN (?) AND s.bed_id IS NOT NULL`,
    [referralIds],
  );
  return new Set(rows.map(({ referral_id }) => referral_id));
};

/** Offers that can still be answered, soonest due first by the index. */
const readOffers = (tx: Tx, providerId: string): Promise<readonly OfferToAnswer[]> =>
  select<OfferToAnswer>(
    tx,
    `SELECT o.id AS offerId, o.client_id AS clientId, c.reference, j.name AS placeName,
            COALESCE(o.answer_due_at, o.expires_at) AS expiresAt
       FROM offer o JOIN client c ON c.id = o.client_id JOIN project j ON j.id = o.project_id
      WHERE o.provider_id = ? AND o.state = 'offered' AND o.expires_at > UTC_TIMESTAMP(6)`,
    [providerId],
  );

/** Offers looked at; a partnership has far fewer that nobody has answered by half their time. */
const unreachedAtMost = 200;

/** Reminded of, still open, and nobody tried since: the same tries that let an offer lapse. By the index of a partnership's offers. */
export const readUnreached = async (tx: Tx, scope: Scope): Promise<readonly OfferToReachAbout[]> =>
  scope.kind === 'partnership'
    ? select<OfferToReachAbout>(
        tx,
        `SELECT o.id AS offerId, o.client_id AS clientId, c.reference, j.name AS placeName,
                o.answer_due_at AS answerDueAt
           FROM offer o JOIN client c ON c.id = o.client_id JOIN project j ON j.id = o.project_id
          WHERE o.partnership_id = ? AND o.state = 'offered' AND o.remind_at <= UTC_TIMESTAMP(6)
            AND o.expires_at > UTC_TIMESTAMP(6)
            AND NOT EXISTS (SELECT 1 FROM offer_try t WHERE t.offer_id = o.id AND t.tried_at >= o.remind_at AND t.whom <> 'partnership')
          ORDER BY o.remind_at LIMIT ${unreachedAtMost}`,
        [scope.partnershipId],
      )
    : [];

/** Booked people whose first day has come, residents whose leaving day has, and those on leave who are due back. */
const readStays = async (tx: Tx, providerId: string, today: IsoDate): Promise<readonly StayToRecord[]> =>
  select<StayToRecord>(
    tx,
    `SELECT t.id AS placementId, t.client_id AS clientId, c.reference, j.name AS placeName,
            IF(t.state = 'booked', 'arrival', 'leaving') AS what,
            IF(t.state = 'booked', t.arrives_on, t.departs_on) AS dueOn
       FROM placement t JOIN client c ON c.id = t.client_id JOIN project j ON j.id = t.project_id
      WHERE t.provider_id = ?
        AND ((t.state = 'booked' AND t.arrives_on <= ?) OR (t.state = 'admitted' AND t.departs_on <= ?))
      UNION ALL
     SELECT t.id, t.client_id, c.reference, j.name, 'return', l.back_expected_on
       FROM placement t JOIN client c ON c.id = t.client_id JOIN project j ON j.id = t.project_id
       JOIN leave_spell l ON l.open_placement_id = t.id
      WHERE t.provider_id = ? AND t.state = 'admitted' AND l.back_expected_on <= ?`,
    [providerId, today, today, providerId, today],
  );

interface ProjectRow {
  readonly project_id: string;
  readonly name: string;
  readonly reported_at: Date | null;
}

const readProjects = async (tx: Tx, providerId: string, now: Date): Promise<readonly ProjectToConfirm[]> => {
  const rows = await select<ProjectRow>(
    tx,
    `SELECT j.id AS project_id, j.name,
            (SELECT MAX(r.reported_at) FROM availability_report r WHERE r.project_id = j.id) AS reported_at
       FROM project j WHERE j.provider_id = ?`,
    [providerId],
  );
  return rows
    .filter(({ reported_at }) => isConfirmationDue(reported_at, now))
    .map(({ project_id, name, reported_at }) => ({
      projectId: project_id,
      placeName: name,
      goesStaleAt: reported_at === null ? null : goesStaleAt(reported_at),
    }));
};

const readRuleChanges = (tx: Tx, providerId: string): Promise<readonly RuleChangeToConfirm[]> =>
  select<RuleChangeToConfirm>(
    tx,
    `SELECT x.id AS changeId, x.project_id AS projectId, j.name AS placeName, x.proposed_by AS proposedBy,
            x.starts_on AS startsOn
       FROM project j JOIN admission_rule_change x ON x.project_id = j.id AND x.state = 'waiting'
      WHERE j.provider_id = ?`,
    [providerId],
  );

/** Repairs looked at; far fewer wait. */
const repairsAtMost = 200;

/** Those that wait, through the key of what is open for each stay. Whoever looks at all stays is told no more than references. */
export const readRepairs: ReadRepairs = async (tx, scope) => {
  if (scope.kind === 'partnership') return [];
  const [isTheirs, values]: readonly [string, readonly SqlValue[]] =
    scope.kind === 'provider' ? ['t.provider_id = ?', [scope.providerId]] : ['TRUE', []];
  const rows = await select<Omit<RepairToConfirm, 'proposedOn'> & { readonly proposed_at: Date }>(
    tx,
    `SELECT x.id AS repairId, t.id AS placementId, t.client_id AS clientId, c.reference, j.name AS placeName,
            x.proposed_by AS proposedBy, x.proposed_at
       FROM stay_repair x JOIN placement t ON t.id = x.open_placement_id
       JOIN client c ON c.id = t.client_id JOIN project j ON j.id = t.project_id
      WHERE x.open_placement_id IS NOT NULL AND ${isTheirs} ORDER BY x.id LIMIT ${repairsAtMost}`,
    values,
  );
  return rows.map(({ proposed_at, clientId, ...repair }) => ({
    ...repair,
    clientId: scope.kind === 'provider' ? clientId : null,
    proposedOn: londonDate(proposed_at),
  }));
};

/** Four statements, each by an index that begins with the provider or its projects. */
export const readProviderDay: ReadProviderDay = async (tx, scope, { now, today }) => {
  if (scope.kind !== 'provider') return { offers: [], stays: [], projects: [], ruleChanges: [] };
  const { providerId } = scope;
  return {
    offers: await readOffers(tx, providerId),
    stays: await readStays(tx, providerId, today),
    projects: await readProjects(tx, providerId, now),
    ruleChanges: await readRuleChanges(tx, providerId),
  };
};
