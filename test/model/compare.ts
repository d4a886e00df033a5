import { select } from '../../src/platform/db/sql.js';
import type { Tx } from '../../src/kernel/unit-of-work.js';
import { checkInvariants } from '../proof/check-invariants.js';
import { dateOf } from '../proof/civil-days.js';
import { readFacts } from '../proof/facts.js';
import { world } from '../support/small-world.js';
import {
  bedKeys,
  bedOf,
  beds,
  claimedNights,
  currentDetox,
  isLiveOn,
  latestDecision,
  missingOf,
  nightsOf,
  openRequest,
  queueOf,
  stillThere,
  todayOf,
  type Key,
  type Model,
  type Offer,
  type Payer,
  type Placement,
} from './pathway-model.js';
import { budgetKey, moneyOf } from './pathway-money.js';
import { placeInView } from './steps/nights-and-money.js';
import type { RealPathway } from './real-pathway.js';

/** What two tellings of the same differ in, in words. */
const differencesOf = (
  what: string,
  expected: ReadonlyMap<string, string>,
  actual: ReadonlyMap<string, string>,
): readonly string[] => {
  const keys = new Set([...expected.keys(), ...actual.keys()]);
  return [...keys].flatMap((key) => {
    const [wanted, is] = [expected.get(key) ?? 'nothing', actual.get(key) ?? 'nothing'];
    return wanted === is ? [] : [`${what} ${key} must be ${wanted} and is ${is}`];
  });
};

const bedNames = new Map<string, string>(Object.entries(world.beds).map(([name, id]) => [id, name]));

/** Things with a state and a version, told alike from the model and from their rows. */
const toldByModel = ({
  referrals,
  transfers,
  requests,
  proposals,
  takeovers,
  moves,
  repairs,
  offers,
  placements,
  closures,
  people,
}: Model) => {
  const day = (on: number | null): string => (on === null ? '-' : dateOf(on));
  return new Map<string, string>([
    ...referrals.map((one): [string, string] => [
      one.key,
      `${one.state} ${one.closedReason ?? '-'} of ${one.partnership} v${one.version}`,
    ]),
    ...transfers.map((one): [string, string] => [one.key, `${one.state} v${one.version}`]),
    ...placements.flatMap(({ leaves }) =>
      leaves.map((one): [string, string] => [
        one.key,
        `${day(one.from)} ${day(one.backExpectedOn)} ${day(one.returnedOn)} v${one.version}`,
      ]),
    ),
    ...requests.map((one): [string, string] => [
      one.key,
      `${one.standing === 'withdrawn' || one.standing === 'decided' ? 'answered' : 'waits'} v${one.version}`,
    ]),
    ...proposals.map((one): [string, string] => [one.key, `${one.answer ?? 'waits'} v${one.version}`]),
    ...takeovers.map((one): [string, string] => [one.key, `${one.answer ?? 'waits'} v${one.version}`]),
    ...moves.map((one): [string, string] => [one.key, `${one.answer ?? 'waits'} v${one.version}`]),
    ...repairs.map((one): [string, string] => [one.key, `${one.answer ?? 'waits'} v${one.version}`]),
    ...offers.map((one): [string, string] => [one.key, `${one.state} v${one.version}`]),
    ...placements.map((one): [string, string] => [
      one.key,
      `${one.state} ${day(one.from)} ${day(one.to)} ${day(one.endedOn)} by ${one.decision} v${one.version}`,
    ]),
    ...closures.map((one): [string, string] => [
      one.key,
      `${one.state} ${day(one.from)} ${day(one.to)} v${one.version}`,
    ]),
    ...people.flatMap(({ hasDied }, person): [string, string][] =>
      hasDied && referrals.some((one) => one.person === person) ? [[`person ${person}`, 'died']] : [],
    ),
  ]);
};

const toldByRows = async (tx: Tx, keyOf: (id: string) => Key, model: Model): Promise<Map<string, string>> => {
  const rows = await select<{ id: string; told: string }>(
    tx,
    `SELECT r.id, CONCAT_WS(' ', r.state, COALESCE(r.closed_reason, '-'), 'of', LOWER(SUBSTRING_INDEX(p.name, ' ', 1)),
                            CONCAT('v', r.version)) AS told
       FROM referral r JOIN partnership p ON p.id = r.partnership_id
      UNION ALL
     SELECT id, CONCAT_WS(' ', state, CONCAT('v', version)) FROM referral_transfer
      UNION ALL
     SELECT id, CONCAT_WS(' ', from_on, back_expected_on, COALESCE(returned_on, '-'), CONCAT('v', version))
       FROM leave_spell
      UNION ALL
     SELECT id, CONCAT_WS(' ', IF(answered_at IS NULL, 'waits', 'answered'), CONCAT('v', version))
       FROM funding_request
      UNION ALL
     SELECT id, CONCAT_WS(' ', COALESCE(answer, 'waits'), CONCAT('v', version)) FROM funding_proposal
      UNION ALL
     SELECT id, CONCAT_WS(' ', COALESCE(answer, 'waits'), CONCAT('v', version)) FROM funding_takeover
      UNION ALL
     SELECT id, CONCAT_WS(' ', COALESCE(answer, 'waits'), CONCAT('v', version)) FROM provider_move
      UNION ALL
     SELECT id, CONCAT_WS(' ', COALESCE(answer, 'waits'), CONCAT('v', version)) FROM stay_repair
      UNION ALL
     SELECT id, CONCAT_WS(' ', state, CONCAT('v', version)) FROM offer
      UNION ALL
     SELECT id, CONCAT_WS(' ', state, from_on, to_on, CONCAT('v', version)) FROM out_of_service`,
  );
  const placements = await select<{ id: string; before: string; decision: string; version: string }>(
    tx,
    `SELECT id, CONCAT_WS(' ', state, arrives_on, departs_on, COALESCE(ended_on, '-')) AS \`before\`,
            funding_decision_id AS decision, version FROM placement`,
  );
  const died = await select<{ referral_id: string }>(
    tx,
    `SELECT MIN(r.id) AS referral_id FROM client c JOIN referral r ON r.client_id = c.id
      WHERE c.death_recorded_at IS NOT NULL GROUP BY c.id`,
  );
  const personBy = new Map(model.referrals.map(({ key, person }) => [key, person]));
  return new Map([
    ...rows.map(({ id, told }): [string, string] => [keyOf(id), told]),
    ...placements.map(({ id, before, decision, version }): [string, string] => [
      keyOf(id),
      `${before} by ${keyOf(decision)} v${version}`,
    ]),
    ...died.map(({ referral_id }): [string, string] => [
      `person ${personBy.get(keyOf(referral_id)) ?? 'nobody knows'}`,
      'died',
    ]),
  ]);
};

const nightsInLedger = async (tx: Tx, keyOf: (id: string) => Key): Promise<Map<string, string>> => {
  const rows = await select<{
    bed_id: string;
    night: string;
    claim_kind: string;
    claim_id: string;
    turnaround_of: string | null;
  }>(tx, 'SELECT bed_id, night, claim_kind, claim_id, turnaround_of FROM bed_night');
  return new Map(
    rows.map(({ bed_id, night, claim_kind, claim_id, turnaround_of }) => [
      `${bedNames.get(bed_id) ?? bed_id} ${night}`,
      `${claim_kind} ${keyOf(claim_id)}${turnaround_of === null ? '' : ` over turnaround ${keyOf(turnaround_of)}`}`,
    ]),
  );
};

const penceText = ({ held, spent }: { readonly held: number; readonly spent: number }): string =>
  `${held} held, ${spent} spent`;

const moneyInRows = async (tx: Tx): Promise<Map<string, string>> => {
  const rows = await select<{
    partnership_id: string | null;
    payer: Payer;
    year: number;
    held: string;
    spent: string;
  }>(
    tx,
    `SELECT partnership_id, CAST(route AS CHAR) AS payer, financial_year AS year, held_pence AS held,
            spent_pence AS spent
       FROM budget WHERE held_pence > 0 OR spent_pence > 0
      UNION ALL
     SELECT NULL, CAST(payer AS CHAR), financial_year,
            SUM(CASE kind WHEN 'hold' THEN amount_pence WHEN 'release' THEN 0 ELSE -CAST(amount_pence AS SIGNED) END),
            SUM(CASE kind WHEN 'post' THEN amount_pence WHEN 'release' THEN -CAST(amount_pence AS SIGNED) ELSE 0 END)
       FROM outside_entry GROUP BY payer, financial_year`,
  );
  return new Map(
    rows.flatMap(({ partnership_id, payer, year, held, spent }) => {
      const money = { held: Number(held), spent: Number(spent) };
      const partnership = partnership_id === world.partnerships.highland.id ? 'highland' : 'glasgow';
      return money.held === 0 && money.spent === 0
        ? []
        : [[budgetKey(partnership, payer, year), penceText(money)] as const];
    }),
  );
};

/** Decisions follow one another, and the one recorded last holds: which is whose is told too. */
const decisionText = (place: number, isRevoked: boolean, nights: number | string): string =>
  `number ${place}, ${isRevoked ? 'revoked' : 'stands'}, ${nights} nights`;

const decisionsInRows = async (tx: Tx, keyOf: (id: string) => Key): Promise<Map<string, string>> => {
  const rows = await select<{ id: string; referral_id: string; revoked_at: Date | null; claimed: string }>(
    tx,
    `SELECT id, referral_id, revoked_at, claimed_nights AS claimed FROM funding_decision
      ORDER BY recorded_at, id`,
  );
  return new Map(
    rows.map(({ id, referral_id, revoked_at, claimed }) => {
      const place = rows.filter((one) => one.referral_id === referral_id).findIndex((one) => one.id === id);
      return [keyOf(id), decisionText(place + 1, revoked_at !== null, claimed)];
    }),
  );
};

const decisionsOf = (model: Model): ReadonlyMap<string, string> =>
  new Map(
    model.decisions.map(({ key, referral, isRevoked }) => {
      const place = model.decisions
        .filter((one) => one.referral === referral)
        .findIndex((one) => one.key === key);
      return [key, decisionText(place + 1, isRevoked, claimedNights(model, key))];
    }),
  );

/** Everything in which the database is not as the model says it must be; asked after every command. */
export const differences = async (model: Model, real: RealPathway): Promise<readonly string[]> => {
  const keys = new Map([...real.ids].map(([key, id]) => [id, key]));
  const keyOf = (id: string): Key => keys.get(id) ?? id;
  return real.service.uow.read(async (tx) => [
    ...differencesOf('', toldByModel(model), await toldByRows(tx, keyOf, model)),
    ...differencesOf('Night', nightsOf(model), await nightsInLedger(tx, keyOf)),
    ...differencesOf('Decision', decisionsOf(model), await decisionsInRows(tx, keyOf)),
    ...differencesOf(
      'Budget',
      new Map(
        [...moneyOf(model)]
          .filter(([, { held, spent }]) => held > 0 || spent > 0)
          .map(([key, money]) => [key, penceText(money)]),
      ),
      await moneyInRows(tx),
    ),
  ]);
};

/** What the one availability function answers, through its door, against the nights of the model. */
const availabilityDifferences = async (model: Model, real: RealPathway): Promise<readonly string[]> => {
  const [first, last] = [todayOf(model) - 5, todayOf(model) + 120];
  const query = `arrivesOn=${dateOf(first)}&departsOn=${dateOf(last)}&include=all`;
  const { body } = await real.callerOf('coordinator@glasgow.example').get(`/api/free-units?${query}`);
  const nights = nightsOf(model);
  const expected = new Map<string, string>();
  for (const bed of bedKeys) {
    for (let day = first; day < last; day += 1)
      expected.set(
        `${bed} ${dateOf(day)}`,
        (nights.get(`${bed} ${dateOf(day)}`) ?? 'free').split(' ')[0] ?? '',
      );
  }
  for (const placement of stillThere(model)) {
    for (let day = Math.max(first, placement.to); day < last; day += 1) {
      const night = `${bedOf(placement)} ${dateOf(day)}`;
      const has = nights.get(night) ?? 'free';
      if (has === 'free' || has === `turnaround ${placement.key}`) expected.set(night, 'still_there');
    }
  }
  const actual = new Map<string, string>();
  const units: readonly {
    readonly bedId: string;
    readonly nights: readonly { readonly fromOn: string; readonly toOn: string; readonly state: string }[];
  }[] = body?.units ?? [];
  for (const { bedId, nights: runs } of units) {
    const name = bedNames.get(bedId) ?? bedId;
    if (!bedKeys.some((bed) => bed === name)) continue;
    for (const { fromOn, toOn, state } of runs)
      for (let day = Date.parse(fromOn) / 86_400_000; day < Date.parse(toOn) / 86_400_000; day += 1)
        actual.set(`${name} ${dateOf(day)}`, state);
  }
  return differencesOf('Availability of', expected, actual);
};

/** Every queue there is, by hand: a referral that stands in a second one is seen wherever that is. */
const queues = [
  ...(['assessment-missing', 'funding-missing', 'detox-missing', 'unavailable', 'ready'] as const),
  ...(['offered', 'booked', 'arrived'] as const),
];

/** Each open referral in exactly one queue, the one of the model, on its own partnership's waiting list. */
const queueDifferences = async (model: Model, real: RealPathway): Promise<readonly string[]> => {
  const open = model.referrals.filter(({ state }) => state === 'open');
  const expected = new Map(open.map((referral) => [referral.key, queueOf(model, referral)]));
  const actual = new Map<string, string>();
  for (const partnership of ['glasgow', 'highland'] as const) {
    const caller = real.callerOf(`coordinator@${partnership}.example`);
    for (const queue of queues) {
      const { html } = await caller.page.get(`/waiting-list?queue=${queue}`);
      for (const { key } of open) {
        if (!html.includes(real.ids.get(key) ?? key)) continue;
        const before = actual.get(key);
        actual.set(key, before === undefined ? queue : `${before} and ${queue}`);
      }
    }
  }
  return differencesOf('Queue of', expected, actual);
};

const heldText = ({ state, key, version }: Offer | Placement): string =>
  `${{ offered: 'offer-open', booked: 'bed-booked', admitted: 'stay-runs' }[state as string] ?? state} ${key} v${version}`;

/** What closing a referral is said to let go of, against what the model knows of it. */
const previewDifferences = async (model: Model, real: RealPathway): Promise<readonly string[]> => {
  const keys = new Map([...real.ids].map(([key, id]) => [id, key]));
  const expected = new Map<string, string>();
  const actual = new Map<string, string>();
  for (const referral of model.referrals.filter(({ state }) => state === 'open')) {
    const { key, person, partnership, version } = referral;
    const place = placeInView(model, (one) => one.referral === key);
    const anywhere = placeInView(model, (one) => one.person === person);
    const other = anywhere?.key === place?.key ? undefined : anywhere;
    const request = openRequest(model, key);
    const decision = latestDecision(model, key);
    const detox = currentDetox(referral);
    expected.set(
      key,
      [
        `v${version}`,
        ...(place === undefined ? [] : [heldText(place)]),
        ...(other === undefined ? [] : [`other ${heldText(other)}`]),
        ...(request === undefined ? [] : [`${request.weeks} weeks asked at ${request.weeklyPence}`]),
        ...(decision !== undefined && isLiveOn(decision, todayOf(model)) ? [`${decision.weeks} weeks`] : []),
        // Only what has yet to end is to be cancelled.
        ...(detox === null || detox.endsOn <= todayOf(model)
          ? []
          : [`detox ${dateOf(detox.startsOn)} ${dateOf(detox.endsOn)}`]),
      ].join(', '),
    );
    const { body } = await real
      .callerOf(`coordinator@${partnership}.example`)
      .get(`/api/referrals/${real.ids.get(key) ?? key}/closing`);
    const told = (one: { held: string; placeId: string; version: number }): string =>
      `${one.held} ${keys.get(one.placeId) ?? one.placeId} v${one.version}`;
    actual.set(
      key,
      [
        `v${body?.version ?? '?'}`,
        ...(body?.place ? [told(body.place)] : []),
        ...(body?.otherPlace ? [`other ${told(body.otherPlace)}`] : []),
        ...(body?.request ? [`${body.request.weeks} weeks asked at ${body.request.weeklyRatePence}`] : []),
        ...(body?.approval ? [`${body.approval.weeks} weeks`] : []),
        ...(body?.detox ? [`detox ${body.detox.startsOn} ${body.detox.endsOn}`] : []),
      ].join(', '),
    );
  }
  return differencesOf('Closing of', expected, actual);
};

const partnershipIds = new Map<string, string>(
  Object.entries(world.partnerships).map(([name, { id }]) => [id, name]),
);
const providerIds = new Map<string, string>(
  Object.entries(world.providers).map(([name, { id }]) => [id, name]),
);

/** Who is told how each offer, booking and stay ended: the other side, or both, and of nothing that did not happen. */
const noticeDifferences = async (model: Model, real: RealPathway): Promise<readonly string[]> => {
  const expected = new Map<string, string>();
  for (const { key, state, partnership, bed } of model.offers) {
    const kind = `offer-${state}`;
    if (state === 'accepted' || state === 'declined' || state === 'expired')
      expected.set(`${kind} of ${key} to ${partnership}`, 'told');
    if (state === 'withdrawn' || state === 'expired')
      expected.set(`${kind} of ${key} to ${beds[bed].provider}`, 'told');
  }
  for (const placement of model.placements) {
    const { key, endTold, endedBy, partnership } = placement;
    if (endTold === null || placement.isRepaired) continue;
    if (endedBy !== 'provider')
      expected.set(`${endTold} of ${key} to ${beds[bedOf(placement)].provider}`, 'told');
    if (endedBy !== 'partnership') expected.set(`${endTold} of ${key} to ${partnership}`, 'told');
  }
  const kinds = [
    ...['offer-accepted', 'offer-declined', 'offer-expired', 'offer-withdrawn'],
    ...['did-not-come', 'booking-ended', 'left', 'left-unplanned', 'stay-ended'],
  ];
  const rows = await real.service.uow.read((tx) =>
    select<{ kind: string; subject_id: string; partnership_id: string | null; provider_id: string | null }>(
      tx,
      `SELECT DISTINCT n.kind, n.subject_id, m.partnership_id, m.provider_id
         FROM notification n JOIN member m ON m.id = n.member_id WHERE n.kind IN (?)`,
      [kinds],
    ),
  );
  const keys = new Map([...real.ids].map(([key, id]) => [id, key]));
  const repaired = model.placements.flatMap(({ key, isRepaired }) => (isRepaired ? [real.ids.get(key)] : []));
  const told = rows.filter(({ subject_id }) => !repaired.includes(subject_id));
  const actual = new Map(
    told.map(({ kind, subject_id, partnership_id, provider_id }) => [
      `${kind} of ${keys.get(subject_id) ?? subject_id} to ${partnershipIds.get(partnership_id ?? '') ?? providerIds.get(provider_id ?? '') ?? 'nobody'}`,
      'told',
    ]),
  );
  return differencesOf('Notice', expected, actual);
};

/** Whoever is not ready is told what is missing and who acts, gate for gate; whoever is ready is told nothing of the kind. */
const readinessDifferences = async (model: Model, real: RealPathway): Promise<readonly string[]> => {
  const rows = await real.service.uow.read((tx) =>
    select<{ referral_id: string; explanation: unknown }>(
      tx,
      `SELECT referral_id, explanation FROM suggestion
        WHERE run_id = (SELECT MAX(id) FROM match_run)`,
    ),
  );
  const keys = new Map([...real.ids].map(([key, id]) => [id, key]));
  const told = (missing: readonly { readonly gate: string; readonly whoActs: string }[]): string =>
    missing.map(({ gate, whoActs }) => `${gate} (${whoActs})`).join(', ') || 'nothing';
  const open = model.referrals.filter(({ state }) => state === 'open');
  return differencesOf(
    'Missing for',
    new Map(open.map((referral) => [referral.key, told(missingOf(model, referral))])),
    new Map(
      rows.map(({ referral_id, explanation }) => {
        const parsed = typeof explanation === 'string' ? JSON.parse(explanation) : explanation;
        return [keys.get(referral_id) ?? referral_id, told(parsed.missing)];
      }),
    ),
  );
};

/**
 * What is asked once a run is over and every message is acted on: the invariants of the proofs, the record among them;
 * availability, queues and explanations as people are shown them; and that the service itself finds nobody astray.
 */
export const differencesAtTheEnd = async (model: Model, real: RealPathway): Promise<readonly string[]> => {
  const facts = await real.service.uow.read((tx) => readFacts((statement) => select(tx, statement)));
  return [
    ...checkInvariants(facts).map(({ invariant, text }) => `${invariant}: ${text}`),
    ...(await availabilityDifferences(model, real)),
    ...(await queueDifferences(model, real)),
    ...(await readinessDifferences(model, real)),
    ...(await previewDifferences(model, real)),
    ...(await noticeDifferences(model, real)),
  ];
};
