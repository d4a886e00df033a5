import { z } from 'zod';

import { londonDate, londonMidnight, parseIsoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { UnitCalendar } from '../../../capacity/contract/availability.js';
import type { BedFacts } from '../../application/read-bottleneck.js';
import type { WaitFact } from '../../domain/days-waited.js';
import type { OpenSpell } from '../../domain/facts.js';
import { endOfTime } from './counted-tables.js';
import { isNoMistake, standing } from './measure-statements.js';

const civilDay = z.string().transform((text) => {
  const on = parseIsoDate(text);
  if (on === null) throw new Error(`A kept spell has the day ${text}.`);
  return on;
});
const spells = z.array(z.tuple([civilDay, civilDay.nullable()]));
const spellsOf = (text: string): readonly OpenSpell[] => spells.parse(JSON.parse(text));

const claimsOf = (calendars: readonly UnitCalendar[], state: string): readonly string[] => [
  ...new Set(
    calendars.flatMap(({ runs }) =>
      runs.flatMap((run) => (run.state === state && run.claimId !== null ? [run.claimId] : [])),
    ),
  ),
];

interface AcceptingRow {
  readonly project_id: string;
  readonly is_accepting: number;
  readonly recorded_at: Date;
}

/** Whether projects took referrals at the end of a day: as last said by then; before the first word, the other way round. */
const acceptingOf = (rows: readonly AcceptingRow[], calendars: readonly UnitCalendar[]) => {
  const said = new Map<string, { readonly on: IsoDate; readonly isAccepting: boolean }[]>();
  for (const { project_id, is_accepting, recorded_at } of rows) {
    const words = said.get(project_id) ?? [];
    words.push({ on: londonDate(recorded_at), isAccepting: is_accepting === 1 });
    said.set(project_id, words);
  }
  const isNow = new Map(calendars.map(({ unit }) => [unit.projectId, unit.isAcceptingReferrals]));
  return (projectId: string, night: IsoDate): boolean => {
    const words = said.get(projectId) ?? [];
    const last = words.findLast(({ on }) => on <= night);
    if (last !== undefined) return last.isAccepting;
    const first = words[0];
    return first === undefined ? (isNow.get(projectId) ?? true) : !first.isAccepting;
  };
};

/** What is known of the nights of a time beside the ledger. Five bounded statements. */
export const readBedFacts = async (
  tx: Tx,
  calendars: readonly UnitCalendar[],
  fromOn: IsoDate,
  toOn: IsoDate,
): Promise<BedFacts> => {
  const counts = await select<{ readonly bed_id: string; readonly counts: string }>(
    tx,
    `SELECT bed_id, counts FROM counted_bed WHERE superseded_at = '${endOfTime}' AND bed_type = 'rehab'`,
  );
  const [closures, stays] = [claimsOf(calendars, 'out_of_service'), claimsOf(calendars, 'stay')];
  const reasons =
    closures.length === 0
      ? []
      : await select<{ readonly id: string; readonly reason: string }>(
          tx,
          'SELECT id, reason FROM out_of_service WHERE id IN (?)',
          [closures],
        );
  const arrivals =
    stays.length === 0
      ? []
      : await select<{ readonly id: string; readonly admitted_on: IsoDate | null }>(
          tx,
          'SELECT id, admitted_on FROM placement WHERE id IN (?)',
          [stays],
        );
  const words = await select<AcceptingRow>(
    tx,
    'SELECT project_id, is_accepting, recorded_at FROM accepting_change ORDER BY project_id, version',
  );
  const reports = await select<{ readonly project_id: string; readonly reported_at: Date }>(
    tx,
    'SELECT project_id, reported_at FROM availability_report WHERE reported_at >= ? AND reported_at < ?',
    [londonMidnight(fromOn), londonMidnight(toOn)],
  );
  const saidOn = new Set(
    reports.map(({ project_id, reported_at }) => `${project_id} ${londonDate(reported_at)}`),
  );
  return {
    countsOf: new Map(counts.map(({ bed_id, counts: kept }) => [bed_id, spellsOf(kept)])),
    outOfServiceReasons: new Map(reasons.map(({ id, reason }) => [id, reason])),
    arrivedOn: new Map(arrivals.map(({ id, admitted_on }) => [id, admitted_on])),
    wasAccepting: acceptingOf(words, calendars),
    hadSaid: (projectId, night) => saidOn.has(`${projectId} ${night}`),
  };
};

interface WaitRow {
  readonly partnership_id: string;
  readonly received_on: IsoDate;
  readonly assessed_on: IsoDate | null;
  readonly approved_on: IsoDate | null;
  readonly accepted_on: IsoDate | null;
  readonly admitted_on: IsoDate | null;
  readonly closed_on: IsoDate | null;
  readonly unavailable: string;
}

/** Everybody who waited on a day of a time, as known at a time or now; nobody recorded by mistake. One statement. */
export const readWaits = async (
  tx: Tx,
  fromOn: IsoDate,
  toOn: IsoDate,
  asAt: Date | null,
): Promise<readonly WaitFact[]> => {
  const rows = await select<WaitRow>(
    tx,
    `SELECT partnership_id, received_on, assessed_on, approved_on, accepted_on, admitted_on, closed_on, unavailable
       FROM counted_referral f
      WHERE ${standing('f', { asAt })} AND received_on < ? AND ${isNoMistake}
        AND (admitted_on IS NULL OR admitted_on > ?) AND (closed_on IS NULL OR closed_on > ?)`,
    [toOn, fromOn, fromOn],
  );
  return rows.map((row) => ({
    ...{ partnershipId: row.partnership_id, receivedOn: row.received_on, assessedOn: row.assessed_on },
    ...{ approvedOn: row.approved_on, acceptedOn: row.accepted_on, admittedOn: row.admitted_on },
    ...{ closedOn: row.closed_on, unavailable: spellsOf(row.unavailable) },
  }));
};
