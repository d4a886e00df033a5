import { addNights, londonMidnight, minDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { SqlValue } from '../../../../platform/db/sql.js';
import { ageBands } from '../../../referrals/contract/facts.js';
import {
  monthAfter,
  representedWithinDays,
  type Grouping,
  type MeasureId,
  type MeasureQuestion,
} from '../../domain/measure.js';
import { endOfTime } from './counted-tables.js';

/** A time as the database writes it. Made of digits only, so that it can stand in a statement. */
export const instant = (at: Date): string => `'${at.toISOString().replace('T', ' ').replace('Z', '')}'`;
/** A civil date is one by its type; it can stand in a statement as well. */
export const day = (on: IsoDate): string => `'${on}'`;

/** What stood of a counted table at the time asked about. */
export const standing = (alias: string, { asAt }: Pick<MeasureQuestion, 'asAt'>): string =>
  asAt === null
    ? `${alias}.superseded_at = '${endOfTime}'`
    : `${alias}.recorded_at <= ${instant(asAt)} AND ${alias}.superseded_at > ${instant(asAt)}`;

/** What had been recorded by the time asked about, of what is never changed. */
export const recordedBy = (column: string, { asAt }: Pick<MeasureQuestion, 'asAt'>): string =>
  asAt === null ? 'TRUE' : `${column} <= ${instant(asAt)}`;

const lastDay = ({ toOn, asAtOn }: MeasureQuestion): IsoDate => minDate(addNights(toOn, -1), asAtOn);
/** Nights up to this day, which is not among them, have gone by. */
const endOfNights = ({ toOn, asAtOn }: MeasureQuestion): IsoDate => minDate(toOn, asAtOn);

interface Month {
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
}

const monthsBetween = (fromOn: IsoDate, toOn: IsoDate): readonly Month[] => {
  const months: Month[] = [];
  for (let startsOn = fromOn; startsOn < toOn; startsOn = monthAfter(startsOn))
    months.push({ startsOn, endsOn: monthAfter(startsOn) });
  return months;
};

/** The months of a question as rows, each with its nights that have gone by and its midnights in Scotland. */
const months = (question: MeasureQuestion): string =>
  `(${monthsBetween(question.fromOn, question.toOn)
    .map(
      ({ startsOn, endsOn }) =>
        `SELECT CAST(${day(startsOn)} AS DATE) AS starts_on, CAST(${day(minDate(endsOn, endOfNights(question)))} AS DATE) AS ends_on,
                CAST(${instant(londonMidnight(startsOn))} AS DATETIME(6)) AS begins_at, CAST(${instant(londonMidnight(endsOn))} AS DATETIME(6)) AS ends_at`,
    )
    .join(' UNION ALL ')}) m`;

const who = (alias: string): string =>
  `${alias}.route, ${alias}.partnership_id, ${alias}.health_board, ${alias}.sex, ${alias}.age, ${alias}.substance`;

/** Nobody asked for what was recorded by mistake. */
export const isNoMistake = `COALESCE(f.closed_reason, '') <> 'recorded_by_mistake'`;

const referrals = (question: MeasureQuestion, columns: string, where: string): string =>
  `SELECT f.referral_id AS subject, ${columns} FROM counted_referral f WHERE ${standing('f', question)} AND ${isNoMistake} AND ${where}`;

const approvals = (question: MeasureQuestion, amounts: string): string =>
  referrals(
    question,
    `f.approved_on AS on_date, ${amounts}, f.approved_route AS route, f.partnership_id, f.health_board, f.sex, f.age, f.substance`,
    'f.approved_on IS NOT NULL',
  );

/** First days of placements in beds that count. */
const starts = (question: MeasureQuestion): string => {
  const isByWait = question.isByWait === true;
  return `SELECT f.placement_id AS subject, f.admitted_on AS on_date, 1 AS n, 0 AS of_n, 0 AS pence,
                 ${isByWait ? 'DATEDIFF(f.admitted_on, r.received_on)' : 'NULL'} AS days, f.project_id, ${who('f')}
            FROM counted_stay f ${isByWait ? `LEFT JOIN counted_referral r ON r.referral_id = f.referral_id AND ${standing('r', question)}` : ''}
           WHERE ${standing('f', question)} AND f.is_start AND f.is_rehab`;
};

/** Of each person and financial year, or of each in the period, the first start; of two on one day the one that was booked first. */
const peopleStarts = (question: MeasureQuestion): string =>
  `SELECT subject, on_date, 1 AS n, 0 AS of_n, 0 AS pence, NULL AS days, project_id, route, partnership_id, health_board, sex, age, substance
     FROM (SELECT f.placement_id AS subject, f.admitted_on AS on_date, f.project_id, ${who('f')},
                  ROW_NUMBER() OVER (PARTITION BY f.client_id${question.isOncePerPerson === true ? '' : ', YEAR(f.admitted_on - INTERVAL 3 MONTH)'}
                                     ORDER BY f.admitted_on, f.placement_id) AS nth
             FROM counted_stay f WHERE ${standing('f', question)} AND f.is_start AND f.is_rehab${
               question.isOncePerPerson === true
                 ? ` AND f.admitted_on >= ${day(question.fromOn)} AND f.admitted_on < ${day(question.toOn)}`
                 : ''
             }) AS person WHERE nth = 1`;

/** The same starts, and which of them are in a project outside the health board of the person's partnership. */
const outOfArea = (question: MeasureQuestion): string =>
  `SELECT f.placement_id AS subject, f.admitted_on AS on_date, ${shareOf('j.health_board <> f.health_board')}, f.project_id, ${who('f')}
     FROM counted_stay f JOIN project j ON j.id = f.project_id WHERE ${standing('f', question)} AND f.is_start AND f.is_rehab`;

/** Stays that began where they count, each with its last part. */
const wholeStays = (question: MeasureQuestion, columns: string, where: string): string =>
  `SELECT f.placement_id AS subject, ${columns}, f.project_id, ${who('f')} FROM counted_stay f
     JOIN counted_stay l ON l.start_id = f.placement_id AND ${standing('l', question)} AND l.is_last AND l.state IN ('admitted', 'ended')
    WHERE ${standing('f', question)} AND f.is_start AND f.is_rehab AND ${where}`;

const isAlive = `COALESCE(l.end_reason, '') <> 'died'`;
const counted = '1 AS n, 0 AS of_n, 0 AS pence, NULL AS days';
const shareOf = (condition: string): string =>
  `IF(${condition}, 1, 0) AS n, 1 AS of_n, 0 AS pence, NULL AS days`;

/** Spells of a JSON text as rows. */
export const spells = (column: string, alias: string): string =>
  `JSON_TABLE(${column}, '$[*]' COLUMNS (from_on DATE PATH '$[0]', to_on DATE PATH '$[1]')) AS ${alias}`;

const overlap = (from: readonly string[], to: readonly string[]): string =>
  `GREATEST(0, DATEDIFF(LEAST(${to.join(', ')}), GREATEST(${from.join(', ')})))`;
const never = `'9999-12-31'`;

/** Nights on which beds that count were there, in months; `isOut` for those of them on which a bed was out of service. */
const bedNights = (question: MeasureQuestion, isOut: boolean): string => {
  const from = ['m.starts_on', 'f.opens_on', 's.from_on'];
  const to = ['m.ends_on', `COALESCE(f.closes_on, ${never})`, `COALESCE(s.to_on, ${never})`];
  return `SELECT f.bed_id AS subject, m.starts_on AS on_date, f.project_id, f.health_board,
                 ${isOut ? overlap([...from, 'o.from_on'], [...to, 'o.to_on']) : overlap(from, to)} AS nights
            FROM counted_bed f
            STRAIGHT_JOIN ${spells('f.counts', 's')} ${isOut ? `STRAIGHT_JOIN ${spells('f.out_of_service', 'o')}` : ''}
            STRAIGHT_JOIN ${months(question)}
           WHERE ${standing('f', question)} AND f.bed_type = 'rehab'`;
};

/** The overlaps of no night at all say nothing, and would tell of months in which there was nothing. */
const available = (question: MeasureQuestion): string =>
  `SELECT subject, on_date, nights AS n, 0 AS of_n, 0 AS pence, NULL AS days, project_id, health_board
     FROM (${bedNights(question, false)}) AS night WHERE nights > 0`;

const staffed = (question: MeasureQuestion): string =>
  `${available(question)} UNION ALL
   SELECT subject, on_date, -nights, 0, 0, NULL, project_id, health_board FROM (${bedNights(question, true)}) AS night WHERE nights > 0`;

const occupied = (question: MeasureQuestion): string =>
  `SELECT subject, on_date, nights AS n, 0 AS of_n, 0 AS pence, NULL AS days, project_id, health_board
     FROM (SELECT f.placement_id AS subject, m.starts_on AS on_date, f.project_id, j.health_board,
                  ${overlap(['m.starts_on', 'f.admitted_on'], ['m.ends_on', `COALESCE(f.left_on, ${never})`])} AS nights
             FROM ${months(question)}
             JOIN counted_stay f ON ${standing('f', question)} AND f.is_rehab AND f.admitted_on < m.ends_on
                                AND COALESCE(f.left_on, ${never}) > m.starts_on
             JOIN project j ON j.id = f.project_id
            WHERE f.admitted_on < ${day(question.toOn)} AND COALESCE(f.left_on, ${never}) > ${day(question.fromOn)}) AS night WHERE nights > 0`;

const occupancy = (question: MeasureQuestion): string =>
  `${occupied(question)} UNION ALL
   SELECT subject, on_date, 0, n, 0, NULL, project_id, health_board FROM (${staffed(question)}) AS staffed`;

/** Waits between two steps, by their days; see the domain for what is completed and what runs. */
const waitsBetween =
  (since: string, until: string) =>
  (question: MeasureQuestion): string => {
    const waits = question.waits ?? 'completed';
    const isCompleted = waits.startsWith('completed');
    const on = day(lastDay(question));
    const end = isCompleted ? `f.${until}` : `CAST(${on} AS DATE)`;
    const where = isCompleted
      ? `f.${since} IS NOT NULL AND f.${until} IS NOT NULL`
      : `f.${since} <= ${on} AND (f.${until} IS NULL OR f.${until} > ${on}) AND (f.closed_on IS NULL OR f.closed_on > ${on})`;
    const raw = referrals(
      question,
      `f.${since} AS since_on, ${end} AS on_date, f.unavailable, ${who('f')}`,
      where,
    );
    const rawDays = 'GREATEST(0, DATEDIFF(on_date, since_on))';
    const columns = 'route, partnership_id, health_board, sex, age, substance';
    if (!waits.endsWith('-adjusted'))
      return `SELECT subject, on_date, 1 AS n, 0 AS of_n, 0 AS pence, ${rawDays} AS days, ${columns} FROM (${raw}) AS wait`;
    const away = overlap(['wait.since_on', 's.from_on'], ['wait.on_date', `COALESCE(s.to_on, ${never})`]);
    return `SELECT subject, on_date, 1 AS n, 0 AS of_n, 0 AS pence, ${rawDays} - away AS days, ${columns}
              FROM (SELECT wait.*, COALESCE((SELECT SUM(${away}) FROM ${spells('wait.unavailable', 's')}), 0) AS away
                      FROM (${raw}) AS wait) AS adjusted`;
  };

/** Offers by the month, in Scotland, of a time. A time after the one asked about is not known yet. */
const offers =
  (time: string, state?: 'declined' | 'expired') =>
  (question: MeasureQuestion): string =>
    `SELECT f.id AS subject, m.starts_on AS on_date, ${counted}, f.project_id, f.refused_by, r.route, r.partnership_id, r.health_board, r.sex, r.age, r.substance
       FROM ${months(question)} JOIN offer f ON f.${time} >= m.begins_at AND f.${time} < m.ends_at
       JOIN counted_referral r ON r.referral_id = f.referral_id AND ${standing('r', question)}
      WHERE f.${time} >= ${instant(londonMidnight(question.fromOn))} AND f.${time} < ${instant(londonMidnight(question.toOn))}
        AND ${recordedBy(`f.${time}`, question)} ${state === undefined ? '' : `AND f.state = '${state}'`}`;

const retained =
  (weeks: number) =>
  (question: MeasureQuestion): string =>
    wholeStays(
      question,
      `f.admitted_on AS on_date, ${shareOf(
        `l.state <> 'ended' OR l.left_on IS NULL OR l.left_on >= f.admitted_on + INTERVAL ${weeks} WEEK OR l.end_kind = 'planned'`,
      )}`,
      `f.admitted_on + INTERVAL ${weeks} WEEK <= ${day(question.asAtOn)}`,
    );

const rePresented = (question: MeasureQuestion): string =>
  wholeStays(
    question,
    `l.left_on AS on_date, ${shareOf(`EXISTS (SELECT 1 FROM counted_referral r WHERE r.client_id = f.client_id AND ${standing('r', question)}
       AND COALESCE(r.closed_reason, '') <> 'recorded_by_mistake' AND r.received_on > l.left_on
       AND r.received_on <= l.left_on + INTERVAL ${representedWithinDays} DAY)`)}`,
    `l.state = 'ended' AND ${isAlive} AND l.left_on + INTERVAL ${representedWithinDays} DAY <= ${day(question.asAtOn)}`,
  );

/** Answers that stand: not said to be an error, and not corrected by what was recorded since. */
const answers = (question: MeasureQuestion, alias: string): string =>
  `${recordedBy(`${alias}.recorded_at`, question)} AND ${alias}.outcome <> 'entered_in_error'
   AND NOT EXISTS (SELECT 1 FROM safety_record c WHERE c.corrects_id = ${alias}.id AND ${recordedBy('c.recorded_at', question)})`;

const satisfied =
  (least: number) =>
  (question: MeasureQuestion): string =>
    `SELECT a.placement_id AS subject, a.happened_on AS on_date, ${shareOf(`a.satisfaction >= ${least}`)}, f.project_id, ${who('f')}
       FROM safety_record a JOIN counted_stay f ON f.placement_id = a.placement_id AND ${standing('f', question)} AND f.is_rehab
      WHERE a.satisfaction IS NOT NULL AND ${answers(question, 'a')}`;

const withNaloxone = (question: MeasureQuestion): string =>
  wholeStays(
    question,
    `l.left_on AS on_date, ${shareOf(`EXISTS (SELECT 1 FROM safety_record a WHERE a.placement_id = l.placement_id
       AND a.subject = 'naloxone_at_discharge' AND a.outcome IN ('accepted', 'has_kit') AND ${answers(question, 'a')})`)}`,
    `l.state = 'ended' AND ${isAlive} AND l.left_on IS NOT NULL`,
  );

const price = 'COALESCE(f.approved_weeks, 0) * COALESCE(f.weekly_rate_pence, 0)';
const costs =
  (units: string) =>
  (question: MeasureQuestion): string =>
    approvals(question, `IF(${price} > 0, ${units}, 0) AS n, 1 AS of_n, ${price} AS pence, NULL AS days`);

/** Projects that counted on the day and had a bed, with whether they had said within a day how many are free. */
const fresh = (question: MeasureQuestion): string => {
  const on = lastDay(question);
  const dayEnds = `CAST(${instant(londonMidnight(addNights(on, 1)))} AS DATETIME(6))`;
  const at = question.asAt === null ? `LEAST(CURRENT_TIMESTAMP(6), ${dayEnds})` : instant(question.asAt);
  return `SELECT f.project_id AS subject, CAST(${day(on)} AS DATE) AS on_date, ${shareOf(`said.at >= ${at} - INTERVAL 1 DAY`)}, f.project_id, f.health_board
            FROM (SELECT DISTINCT f.project_id, f.health_board FROM counted_bed f JOIN ${spells('f.counts', 's')} ON TRUE
                   WHERE ${standing('f', question)} AND f.bed_type = 'rehab' AND f.opens_on <= ${day(on)}
                     AND (f.closes_on IS NULL OR f.closes_on > ${day(on)}) AND s.from_on <= ${day(on)}
                     AND (s.to_on IS NULL OR s.to_on > ${day(on)})) AS f
            LEFT JOIN (SELECT project_id, MAX(reported_at) AS at FROM availability_report
                        WHERE reported_at <= ${at} GROUP BY project_id) AS said ON said.project_id = f.project_id`;
};

const rows: Readonly<Record<MeasureId, (question: MeasureQuestion) => string>> = {
  'referrals-received': (question) =>
    referrals(question, `f.received_on AS on_date, ${counted}, ${who('f')}`, 'TRUE'),
  'placements-approved': (question) => approvals(question, counted),
  'placements-started': starts,
  'people-started': peopleStarts,
  'placed-out-of-area': outOfArea,
  'placements-completed': (question) =>
    wholeStays(question, `l.left_on AS on_date, ${counted}`, `l.state = 'ended' AND l.end_kind = 'planned'`),
  'placements-ended-early': (question) =>
    wholeStays(
      question,
      `l.left_on AS on_date, ${counted}`,
      `l.state = 'ended' AND l.end_kind = 'unplanned' AND ${isAlive}`,
    ),
  'placements-never-started': (question) =>
    `SELECT f.placement_id AS subject, f.arrives_on AS on_date, ${counted}, f.project_id, ${who('f')} FROM counted_stay f
      WHERE ${standing('f', question)} AND f.state = 'never_started' AND f.is_rehab`,
  'nights-available': available,
  'nights-staffed': staffed,
  'nights-occupied': occupied,
  occupancy,
  'wait-to-assessment': waitsBetween('received_on', 'assessed_on'),
  'wait-assessment-to-approval': waitsBetween('assessed_on', 'approved_on'),
  'wait-approval-to-acceptance': waitsBetween('approved_on', 'accepted_on'),
  'wait-acceptance-to-admission': waitsBetween('accepted_on', 'admitted_on'),
  'wait-to-admission': waitsBetween('received_on', 'admitted_on'),
  'offers-made': offers('made_at'),
  'offers-declined': offers('resolved_at', 'declined'),
  'offers-lapsed': offers('resolved_at', 'expired'),
  'retained-12-weeks': retained(12),
  'retained-26-weeks': retained(26),
  'retained-52-weeks': retained(52),
  're-presented': rePresented,
  'satisfaction-10': satisfied(10),
  'satisfaction-8-or-more': satisfied(8),
  'naloxone-at-discharge': withNaloxone,
  'cost-per-placement': costs('1'),
  'cost-per-week': costs('COALESCE(f.approved_weeks, 0)'),
  'availability-fresh': fresh,
};

const bandOfAge = `CASE ${[...ageBands]
  .reverse()
  .map(({ key, fromYears }) => `WHEN t.age >= ${fromYears} THEN '${key}'`)
  .join(' ')} ELSE '${ageBands[0].key}' END`;

const columnOf: Readonly<Record<Grouping, string>> = {
  route: 't.route',
  partnership: 't.partnership_id',
  healthBoard: 't.health_board',
  sex: 't.sex',
  age: bandOfAge,
  substance: 't.substance',
  project: 't.project_id',
  refusedBy: 't.refused_by',
};

const within = (question: MeasureQuestion): string =>
  `FROM (${rows[question.measureId](question)}) AS t
           WHERE t.on_date >= ${day(question.fromOn)} AND t.on_date < ${day(question.toOn)}`;

/** The one statement that answers a question: by month, by group where one is asked for, and by days where days are counted. */
export const statementOf = (question: MeasureQuestion): string => {
  const group = question.by === null ? 'NULL' : columnOf[question.by];
  return `SELECT DATE_FORMAT(t.on_date, '%Y-%m') AS month, ${group} AS grouped_by, t.days, SUM(t.n) AS n, SUM(t.of_n) AS of_n, SUM(t.pence) AS pence
            ${within(question)} GROUP BY 1, 2, 3`;
};

/** The same, one fact at a time: what it is of, its month, and what it counts for. Days are left out. */
export const factsStatementOf = (question: MeasureQuestion): string =>
  `SELECT t.subject, DATE_FORMAT(t.on_date, '%Y-%m') AS month, SUM(t.n) AS n, SUM(t.of_n) AS of_n, SUM(t.pence) AS pence
     ${within(question)} GROUP BY 1, 2`;

/** A measure told apart by several groups at once, over the whole of its time: `g0`, `g1` and so on in the order asked. */
export const crossedStatementOf = (question: MeasureQuestion, by: readonly Grouping[]): string => {
  const groups = by.map((grouping, index) => `${columnOf[grouping]} AS g${index}`);
  return `SELECT ${[...groups, 't.days'].join(', ')}, SUM(t.n) AS n, SUM(t.of_n) AS of_n, SUM(t.pence) AS pence
            ${within(question)} GROUP BY ${[...by.map((_, index) => `g${index}`), 't.days'].join(', ')}`;
};

/** What of a measure is whoever asks's own, as a condition on its rows; `t` has `partnership_id` or `project_id`, or both. */
export interface OwnRows {
  readonly condition: string;
  readonly values: readonly SqlValue[];
}

/** What a number is made of, one row for each fact and month in the order of days: those of whoever asks alone. */
export const rowsStatementOf = (question: MeasureQuestion, own: OwnRows): string =>
  `SELECT t.subject, MIN(t.on_date) AS on_date, MAX(t.days) AS days, SUM(t.n) AS n, SUM(t.of_n) AS of_n, SUM(t.pence) AS pence
     ${within(question)} AND ${own.condition}
    GROUP BY t.subject, DATE_FORMAT(t.on_date, '%Y-%m') HAVING n <> 0 OR of_n <> 0 OR pence <> 0`;
