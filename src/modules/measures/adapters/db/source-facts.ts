import { ageOn, londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import { goesStaleAt } from '../../../capacity/contract/freshness.js';
import type { Route, Substance } from '../../../referrals/contract/facts.js';
import type { AnswerFact, Facts, OfferFact, SaidFact } from '../../domain/count-facts.js';
import type { BedFact, GroupFacts, OpenSpell, ReferralFact, StayFact } from '../../domain/facts.js';

const byKey = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> => {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const beside = found.get(key);
    if (beside === undefined) found.set(key, [row]);
    else beside.push(row);
  }
  return found;
};

const earliest = (days: readonly IsoDate[]): IsoDate | null => [...days].sort()[0] ?? null;

interface ReferralRow {
  readonly id: string;
  readonly client_id: string;
  readonly partnership_id: string;
  readonly health_board: string;
  readonly route: Route;
  readonly sex: GroupFacts['sex'];
  readonly born_on: IsoDate;
  readonly substance: Substance;
  readonly received_on: IsoDate;
  readonly state: 'open' | 'closed';
  readonly closed_reason: string | null;
}

interface PlacementRow {
  readonly id: string;
  readonly referral_id: string;
  readonly partnership_id: string;
  readonly route: Route;
  readonly bed_id: string;
  readonly project_id: string;
  readonly follows_placement_id: string | null;
  readonly state: StayFact['state'];
  readonly arrives_on: IsoDate;
  readonly admitted_on: IsoDate | null;
  readonly ended_on: IsoDate | null;
  readonly end_kind: StayFact['endKind'];
  readonly end_reason: string | null;
}

interface StandingRow {
  readonly project_id: string;
  readonly from_on: IsoDate;
  readonly to_on: IsoDate | null;
  readonly counts: number;
}

interface SpellRow {
  readonly of: string;
  readonly from_on: IsoDate;
  readonly to_on: IsoDate | null;
}

const spellOf = ({ from_on, to_on }: SpellRow | StandingRow): OpenSpell => [from_on, to_on];

/** Follows a stay back to the place in which it began. */
const startOf = (row: PlacementRow, byId: ReadonlyMap<string, PlacementRow>): PlacementRow => {
  let first = row;
  for (;;) {
    const before = first.follows_placement_id === null ? undefined : byId.get(first.follows_placement_id);
    if (before === undefined) return first;
    first = before;
  }
};

const readReferrals = async (
  tx: Tx,
  people: ReadonlyMap<string, ReferralRow>,
): Promise<readonly ReferralFact[]> => {
  const assessed = byKey(
    await select<{ referral_id: string; held_on: IsoDate }>(
      tx,
      `SELECT referral_id, held_on FROM assessment WHERE kind = 'partnership'`,
    ),
    ({ referral_id }) => referral_id,
  );
  const decided = byKey(
    await select<{
      id: string;
      referral_id: string;
      route: Route;
      decided_on: IsoDate;
      weeks: number;
      weekly_rate_pence: number;
      recorded_at: Date;
    }>(
      tx,
      `SELECT id, referral_id, route, decided_on, weeks, weekly_rate_pence, recorded_at FROM funding_decision
        WHERE decision = 'approved' ORDER BY decided_on, recorded_at, id`,
    ),
    ({ referral_id }) => referral_id,
  );
  const accepted = byKey(
    await select<{ referral_id: string; resolved_at: Date }>(
      tx,
      `SELECT referral_id, resolved_at FROM offer WHERE state = 'accepted' ORDER BY resolved_at`,
    ),
    ({ referral_id }) => referral_id,
  );
  const admitted = byKey(
    await select<{ referral_id: string; admitted_on: IsoDate }>(
      tx,
      'SELECT referral_id, admitted_on FROM placement WHERE admitted_on IS NOT NULL AND follows_placement_id IS NULL',
    ),
    ({ referral_id }) => referral_id,
  );
  const closed = byKey(
    await select<{ subject_id: string; at: Date }>(
      tx,
      `SELECT subject_id, at FROM audit WHERE subject_kind = 'referral' AND action = 'referrals.referral-closed' ORDER BY at`,
    ),
    ({ subject_id }) => subject_id,
  );
  const away = byKey(
    await select<SpellRow>(
      tx,
      'SELECT referral_id AS `of`, from_on, to_on FROM unavailability_spell ORDER BY from_on, id',
    ),
    (row) => row.of,
  );
  return [...people.values()].map((row) => {
    const approval = decided.get(row.id)?.[0];
    const acceptedAt = accepted.get(row.id)?.[0]?.resolved_at;
    const closedAt = closed.get(row.id)?.at(-1)?.at;
    return {
      ...groupsOf(row),
      referralId: row.id,
      receivedOn: row.received_on,
      assessedOn: earliest((assessed.get(row.id) ?? []).map(({ held_on }) => held_on)),
      approvedOn: approval?.decided_on ?? null,
      approvedRoute: approval?.route ?? null,
      approvedWeeks: approval?.weeks ?? null,
      weeklyRatePence: approval?.weekly_rate_pence ?? null,
      acceptedOn: acceptedAt === undefined ? null : londonDate(acceptedAt),
      admittedOn: earliest((admitted.get(row.id) ?? []).map(({ admitted_on }) => admitted_on)),
      closedOn: row.state === 'closed' && closedAt !== undefined ? londonDate(closedAt) : null,
      closedReason: row.closed_reason,
      unavailable: (away.get(row.id) ?? []).map(spellOf),
    };
  });
};

const groupsOf = (row: ReferralRow): GroupFacts => ({
  ...{ clientId: row.client_id, partnershipId: row.partnership_id, healthBoard: row.health_board },
  ...{ route: row.route, sex: row.sex, age: ageOn(row.born_on, row.received_on), substance: row.substance },
});

interface BedRow {
  readonly id: string;
  readonly project_id: string;
  readonly health_board: string;
  readonly bed_type: string;
  readonly opens_on: IsoDate;
  readonly closes_on: IsoDate | null;
}

const holds = ({ from_on, to_on }: StandingRow, on: IsoDate): boolean =>
  from_on <= on && (to_on === null || on < to_on);

/** Facts for the second way of counting, read table by table from where they are recorded and put together here. */
export const readSourceFacts = async (tx: Tx, now: Date): Promise<Facts> => {
  const people = new Map(
    (
      await select<ReferralRow>(
        tx,
        `SELECT r.id, r.client_id, r.partnership_id, a.health_board, r.route, c.sex, c.born_on, r.substance, r.received_on,
                r.state, r.closed_reason
           FROM referral r JOIN client c ON c.id = r.client_id JOIN partnership a ON a.id = r.partnership_id`,
      )
    ).map((row) => [row.id, row]),
  );
  const bedRows = await select<BedRow>(
    tx,
    `SELECT u.id, u.project_id, j.health_board, u.bed_type, u.opens_on, u.closes_on
       FROM bed_unit u JOIN project j ON j.id = u.project_id`,
  );
  const standings = byKey(
    await select<StandingRow>(
      tx,
      'SELECT project_id, from_on, to_on, counts_as_residential_rehab AS counts FROM rehab_standing ORDER BY from_on',
    ),
    ({ project_id }) => project_id,
  );
  const countsOn = (projectId: string, on: IsoDate): boolean =>
    (standings.get(projectId) ?? []).some((row) => row.counts === 1 && holds(row, on));
  const out = byKey(
    await select<SpellRow & { to_on: IsoDate }>(
      tx,
      `SELECT bed_id AS \`of\`, from_on, to_on FROM out_of_service WHERE state = 'planned' ORDER BY from_on, id`,
    ),
    (row) => row.of,
  );
  const beds = bedRows.map((row): BedFact => ({
    ...{ bedId: row.id, projectId: row.project_id, healthBoard: row.health_board, bedType: row.bed_type },
    ...{ opensOn: row.opens_on, closesOn: row.closes_on },
    counts: (standings.get(row.project_id) ?? []).filter(({ counts }) => counts === 1).map(spellOf),
    outOfService: (out.get(row.id) ?? []).map(({ from_on, to_on }) => [from_on, to_on]),
  }));
  const typeOf = new Map(bedRows.map((row) => [row.id, row.bed_type]));
  const boardOf = new Map(
    (await select<{ id: string; health_board: string }>(tx, 'SELECT id, health_board FROM partnership')).map(
      ({ id, health_board }) => [id, health_board],
    ),
  );

  const placements = await select<PlacementRow>(
    tx,
    `SELECT id, referral_id, partnership_id, route, COALESCE(started_bed_id, bed_id) AS bed_id,
            COALESCE(started_project_id, project_id) AS project_id, follows_placement_id, state, arrives_on, admitted_on,
            ended_on, end_kind, end_reason FROM placement`,
  );
  const byId = new Map(placements.map((row) => [row.id, row]));
  const followed = new Set(
    placements
      .filter(({ state }) => state === 'admitted' || state === 'ended')
      .map(({ follows_placement_id }) => follows_placement_id),
  );
  const stays = placements.flatMap((row): StayFact[] => {
    const person = people.get(row.referral_id);
    if (person === undefined) return [];
    const start = startOf(row, byId);
    const bedType = typeOf.get(row.bed_id) ?? '';
    return [
      {
        ...groupsOf(person),
        ...{ partnershipId: row.partnership_id, healthBoard: boardOf.get(row.partnership_id) ?? '' },
        ...{ route: row.route, placementId: row.id, referralId: row.referral_id, projectId: row.project_id },
        bedType,
        isRehab: bedType === 'rehab' && countsOn(row.project_id, row.admitted_on ?? row.arrives_on),
        isStart: row.admitted_on !== null && row.follows_placement_id === null,
        isLast: !followed.has(row.id),
        ...{ state: row.state, arrivesOn: row.arrives_on, admittedOn: row.admitted_on },
        ...{ startId: start.id, startedOn: start.admitted_on },
        ...{ leftOn: row.ended_on, endKind: row.end_kind, endReason: row.end_reason },
      },
    ];
  });

  const offerRows = await select<{
    referral_id: string;
    project_id: string;
    state: OfferFact['state'];
    made_at: Date;
    resolved_at: Date | null;
    refused_by: string | null;
  }>(tx, 'SELECT referral_id, project_id, state, made_at, resolved_at, refused_by FROM offer');
  const offers = offerRows.flatMap((row): OfferFact[] => {
    const person = people.get(row.referral_id);
    return person === undefined
      ? []
      : [
          {
            ...groupsOf(person),
            ...{ projectId: row.project_id, state: row.state, madeOn: londonDate(row.made_at) },
            resolvedOn: row.resolved_at === null ? null : londonDate(row.resolved_at),
            refusedBy: row.refused_by,
          },
        ];
  });

  const records = await select<{
    id: string;
    placement_id: string;
    subject: string;
    outcome: string;
    happened_on: IsoDate;
    satisfaction: number | null;
    corrects_id: string | null;
  }>(
    tx,
    'SELECT id, placement_id, subject, outcome, happened_on, satisfaction, corrects_id FROM safety_record',
  );
  const corrected = new Set(records.map(({ corrects_id }) => corrects_id));
  const answers = records
    .filter(({ id, outcome }) => !corrected.has(id) && outcome !== 'entered_in_error')
    .map((row): AnswerFact => ({
      ...{ placementId: row.placement_id, subject: row.subject, outcome: row.outcome },
      ...{ happenedOn: row.happened_on, satisfaction: row.satisfaction },
    }));

  const saidAt = new Map(
    (
      await select<{ project_id: string; at: Date }>(
        tx,
        'SELECT project_id, MAX(reported_at) AS at FROM availability_report GROUP BY project_id',
      )
    ).map(({ project_id, at }) => [project_id, at]),
  );
  const today = londonDate(now);
  const said = new Map<string, SaidFact>();
  for (const { projectId, healthBoard, bedType, opensOn, closesOn } of beds) {
    const isOpen = bedType === 'rehab' && opensOn <= today && (closesOn === null || closesOn > today);
    if (!isOpen || !countsOn(projectId, today)) continue;
    const at = saidAt.get(projectId);
    said.set(projectId, { projectId, healthBoard, isFresh: at !== undefined && now <= goesStaleAt(at) });
  }
  return {
    ...{ referrals: await readReferrals(tx, people), stays, beds, offers, answers },
    said: [...said.values()],
  };
};
