import { nightsBetween, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type { Assumptions, Counts, Observed } from '../../domain/inputs.js';
import type { ProjectBeds } from '../../domain/scenario.js';

/** Whom beds are for, as the simulator tells them apart: by sex and detox, and families by themselves. */
const sexes = ['female', 'male', 'not_known'] as const;
const detoxNeeds = ['none', 'before_entry'] as const;
const groupId = (who: string, detox: string): string => `${who}/${detox}`;
const peopleGroups = [...sexes, 'family'].flatMap((who) =>
  detoxNeeds.map((detox) => ({
    id: groupId(who, detox),
    isPublic: true,
    needsDetox: detox === 'before_entry',
  })),
);
const groupsOf = (...who: readonly string[]): readonly string[] =>
  who.flatMap((one) => detoxNeeds.map((detox) => groupId(one, detox)));
const admits: Readonly<Record<string, readonly string[]>> = {
  any: groupsOf(...sexes),
  female: groupsOf('female'),
  male: groupsOf('male'),
  family: groupsOf('family'),
};

const whoseBed = `IF(u.unit_type = 'family_unit', 'family', IF(u.sex_designation IN ('female', 'male'), u.sex_designation, 'any'))`;
const who = `CONCAT(IF(r.children > 0, 'family', c.sex), '/', r.detox_need)`;
const countsOn = (day: string): string =>
  `EXISTS (SELECT 1 FROM rehab_standing s WHERE s.project_id = u.project_id AND s.counts_as_residential_rehab
     AND s.from_on <= ${day} AND (s.to_on IS NULL OR s.to_on > ${day}))`;

/** Referrals of so many days back say for whom approvals come in. Unit: days. */
const lookedBackDays = 365;

/**
 * Counts of today for the days to come, by statements that group: no id of a person leaves the database. Beds that open or
 * close on a day that is known do so then.
 */
export const readTodaysCounts = async (tx: Tx, today: IsoDate, until: IsoDate): Promise<Counts> => {
  const shares = await select<{
    readonly band: string;
    readonly people_group: string;
    readonly referrals: string;
  }>(
    tx,
    `SELECT r.urgency_band AS band, ${who} AS people_group, COUNT(*) AS referrals
       FROM referral r JOIN client c ON c.id = r.client_id
      WHERE r.received_on > ? - INTERVAL ${lookedBackDays} DAY AND COALESCE(r.closed_reason, '') <> 'recorded_by_mistake'
      GROUP BY 1, 2 ORDER BY FIELD(band, 'emergency', 'urgent', 'soon', 'routine'), people_group`,
    [today],
  );
  const all = shares.reduce((sum, { referrals }) => sum + Number(referrals), 0);
  const beds = await select<{
    readonly bed_group: string;
    readonly beds: string;
    readonly residents: string;
  }>(
    tx,
    `SELECT ${whoseBed} AS bed_group, COUNT(*) AS beds,
            SUM(EXISTS (SELECT 1 FROM placement p WHERE p.resident_bed_id = u.id)) AS residents
       FROM bed_unit u WHERE u.bed_type = 'rehab' AND u.opens_on <= ? AND (u.closes_on IS NULL OR u.closes_on > ?) AND ${countsOn('?')}
      GROUP BY 1 ORDER BY 1`,
    [today, today, today, today],
  );
  const changes = await select<{
    readonly bed_group: string;
    readonly on_day: IsoDate;
    readonly beds: string;
  }>(
    tx,
    `SELECT ${whoseBed} AS bed_group, u.opens_on AS on_day, COUNT(*) AS beds FROM bed_unit u
      WHERE u.bed_type = 'rehab' AND u.opens_on > ? AND u.opens_on < ? AND ${countsOn('u.opens_on')} GROUP BY 1, 2
     UNION ALL
     SELECT ${whoseBed}, u.closes_on, -COUNT(*) FROM bed_unit u
      WHERE u.bed_type = 'rehab' AND u.opens_on <= ? AND u.closes_on > ? AND u.closes_on < ? AND ${countsOn('?')} GROUP BY 1, 2`,
    [today, until, today, today, until, today, today],
  );
  const waiting = await select<{
    readonly band: string;
    readonly people_group: string;
    readonly waited: number;
    readonly people: string;
  }>(
    tx,
    `SELECT r.urgency_band AS band, ${who} AS people_group, GREATEST(0, DATEDIFF(?, f.approved_on)) AS waited, COUNT(*) AS people
       FROM referral r JOIN client c ON c.id = r.client_id
       JOIN (SELECT referral_id, MIN(decided_on) AS approved_on FROM funding_decision
              WHERE decision = 'approved' AND revoked_at IS NULL GROUP BY referral_id) f ON f.referral_id = r.id
      WHERE r.state = 'open' AND NOT EXISTS (SELECT 1 FROM placement p WHERE p.referral_id = r.id AND p.admitted_on IS NOT NULL)
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [today],
  );
  const known = new Set(beds.map(({ bed_group }) => bed_group));
  const bands = new Set(shares.map(({ band }) => band));
  return {
    startsOn: today,
    days: nightsBetween(today, until),
    shares: shares.map(({ band, people_group, referrals }) => ({
      ...{ band, peopleGroup: people_group, share: Number(referrals) / Math.max(1, all) },
    })),
    peopleGroups,
    bedGroups: beds.map(({ bed_group, beds: count, residents }) => ({
      ...{ id: bed_group, admits: admits[bed_group] ?? [] },
      ...{ beds: Number(count), residents: Number(residents) },
    })),
    // Beds of a kind of which there are none today are few, and wait for their first day.
    bedChanges: changes
      .filter(({ bed_group }) => known.has(bed_group))
      .map(({ bed_group, on_day, beds: count }) => ({
        ...{ bedGroup: bed_group, onDay: nightsBetween(today, on_day), beds: Number(count), lateByDays: 0 },
      })),
    waiting: waiting
      .filter(({ band }) => bands.has(band))
      .map(({ band, people_group, waited, people }) => ({
        ...{ band, peopleGroup: people_group, waitedDays: waited, people: Number(people) },
      })),
    detox: null,
    budgetPencePerYear: null,
  };
};

/** Rehabilitation beds of each project that are recorded and open on a later day. */
export const readBedsToOpen = async (tx: Tx, today: IsoDate): Promise<ReadonlyMap<string, number>> => {
  const rows = await select<{ readonly project_id: string; readonly beds: string }>(
    tx,
    `SELECT u.project_id, COUNT(*) AS beds FROM bed_unit u WHERE u.bed_type = 'rehab' AND u.opens_on > ? GROUP BY 1`,
    [today],
  );
  return new Map(rows.map(({ project_id, beds }) => [project_id, Number(beds)]));
};

/** The beds of each project that counts, by whom they are for, today and as they open and close until a day. */
export const readProjectBeds = async (
  tx: Tx,
  today: IsoDate,
  until: IsoDate,
): Promise<readonly (ProjectBeds & { readonly name: string })[]> => {
  const rows = await select<{
    readonly project_id: string;
    readonly name: string;
    readonly bed_group: string;
    readonly opens_on: IsoDate;
    readonly closes_on: IsoDate | null;
    readonly beds: string;
  }>(
    tx,
    `SELECT u.project_id, p.name, ${whoseBed} AS bed_group, u.opens_on, u.closes_on, COUNT(*) AS beds
       FROM bed_unit u JOIN project p ON p.id = u.project_id
      WHERE u.bed_type = 'rehab' AND u.opens_on < ? AND (u.closes_on IS NULL OR u.closes_on > ?) AND ${countsOn('GREATEST(u.opens_on, ?)')}
      GROUP BY 1, 2, 3, 4, 5 ORDER BY p.name, u.project_id, bed_group`,
    [until, today, today, today],
  );
  const keyOf = (row: (typeof rows)[number]): string => `${row.project_id}/${row.bed_group}`;
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()].map((row) => {
    const own = rows.filter((one) => keyOf(one) === keyOf(row));
    return {
      ...{ projectId: row.project_id, name: row.name, bedGroup: row.bed_group },
      beds: own.reduce((sum, { opens_on, beds }) => sum + (opens_on <= today ? Number(beds) : 0), 0),
      changes: own.flatMap(({ opens_on, closes_on, beds }) => [
        ...(opens_on > today ? [{ onDay: nightsBetween(today, opens_on), beds: Number(beds) }] : []),
        ...(closes_on !== null && closes_on < until
          ? [{ onDay: nightsBetween(today, closes_on), beds: -Number(beds) }]
          : []),
      ]),
    };
  });
};

/** What was recorded here of what a forecast otherwise assumes, each with the number of cases. */
export const readObserved = async (
  tx: Tx,
  today: IsoDate,
): Promise<Partial<Record<keyof Assumptions, Observed>>> => {
  const approvals = await selectOne<{
    readonly cases: string;
    readonly days: string | null;
    readonly mean_days: string | null;
    readonly mean_rate: string | null;
  }>(
    tx,
    `SELECT COUNT(*) AS cases, DATEDIFF(?, MIN(f.approved_on)) + 1 AS days,
            AVG(GREATEST(0, DATEDIFF(f.approved_on, f.received_on))) AS mean_days, AVG(f.weekly_rate_pence) AS mean_rate
       FROM counted_referral f WHERE f.superseded_at = '9999-12-31 23:59:59.999999' AND f.approved_on IS NOT NULL
        AND f.approved_on > ? - INTERVAL ${lookedBackDays} DAY AND COALESCE(f.closed_reason, '') <> 'recorded_by_mistake'`,
    [today, today],
  );
  const stays = await selectOne<{
    readonly cases: string;
    readonly nights: string | null;
    readonly early: string | null;
  }>(
    tx,
    `SELECT COUNT(*) AS cases, AVG(DATEDIFF(l.left_on, l.started_on)) AS nights, AVG(l.end_kind = 'unplanned') AS early
       FROM counted_stay l WHERE l.superseded_at = '9999-12-31 23:59:59.999999' AND l.is_last AND l.state = 'ended'
        AND l.started_on IS NOT NULL AND l.left_on > ? - INTERVAL ${lookedBackDays} DAY`,
    [today],
  );
  const starts = await selectOne<{ readonly cases: string; readonly first: string | null }>(
    tx,
    `SELECT COUNT(*) AS cases, AVG(s.nth = 1) AS first
       FROM (SELECT f.admitted_on, ROW_NUMBER() OVER (PARTITION BY f.client_id, YEAR(f.admitted_on - INTERVAL 3 MONTH)
                                                      ORDER BY f.admitted_on, f.placement_id) AS nth
               FROM counted_stay f WHERE f.superseded_at = '9999-12-31 23:59:59.999999' AND f.is_start AND f.is_rehab) AS s
      WHERE s.admitted_on > ? - INTERVAL ${lookedBackDays} DAY`,
    [today],
  );
  const cases = Number(approvals?.cases ?? 0);
  const ended = Number(stays?.cases ?? 0);
  const started = Number(starts?.cases ?? 0);
  const seen = (value: number, of: number): Observed => ({ value, cases: of });
  return {
    ...(cases > 0
      ? {
          approvalsPerYear: seen((cases / Math.max(1, Number(approvals?.days ?? 1))) * lookedBackDays, cases),
          approvalDays: seen(Math.round(Number(approvals?.mean_days ?? 0)), cases),
          pencePerNight: seen(Math.round(Number(approvals?.mean_rate ?? 0) / 7), cases),
        }
      : {}),
    ...(ended > 0
      ? {
          meanNights: seen(Number(stays?.nights ?? 0), ended),
          earlyExitShare: seen(Number(stays?.early ?? 0), ended),
        }
      : {}),
    ...(started > 0 ? { firstStartShare: seen(Number(starts?.first ?? 1), started) } : {}),
  };
};
