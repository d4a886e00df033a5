import { claimsEver, claimsNow, clashes, type Claim } from './claims.js';
import { dateOf, dayOf } from './civil-days.js';
import type { AuditFact, EntryFact, Facts, PlacementFact, StayChangeFact } from './facts.js';

/** Something that must never be, with the invariant it breaks. Numbers are those of docs/how-to/prove.md. */
export interface Violation {
  readonly invariant: string;
  readonly text: string;
}

/** How the limits of budgets moved while entries were written: a limit holds from the entry after `afterEntryId`. */
export interface LimitChange {
  readonly budgetId: string;
  readonly limitPence: number;
  readonly afterEntryId: number;
}

const groupBy = <T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
};

const nightsText = (claim: Claim): string =>
  `${claim.kind} ${claim.claimId} (${dateOf(claim.fromDay)} to ${dateOf(claim.toDay)})`;

/** Whether some day lies in both; somebody who left on the day they came has none. */
const meet = (a: Claim, endOfA: number, b: Claim, endOfB: number): boolean =>
  Math.max(a.fromDay, b.fromDay) < Math.min(endOfA, endOfB);

/** Nights of turnaround may be out of service too: nobody sleeps there on either. */
const overlapInBed = (a: Claim, b: Claim): boolean =>
  a.kind === 'out_of_service' || b.kind === 'out_of_service'
    ? meet(a, a.toDay, b, b.toDay)
    : meet(a, a.clearDay, b, b.clearDay);
const overlapInPerson = (a: Claim, b: Claim): boolean => meet(a, a.toDay, b, b.toDay);

/** I1, I2: no two claims on a bed at once, at any time there ever was, and none outside its opening dates. */
const bedFaults = (facts: Facts): readonly Violation[] => {
  const beds = new Map(facts.beds.map((bed) => [bed.id, bed]));
  const pairs = [
    ...clashes(claimsNow(facts), ({ bedId }) => bedId, overlapInBed),
    ...clashes(claimsEver(facts), ({ bedId }) => bedId, overlapInBed),
  ];
  return [
    ...pairs.map(([a, b]) => ({
      invariant: a.kind === 'out_of_service' || b.kind === 'out_of_service' ? 'I2' : 'I1',
      text: `Bed ${a.bedId} has ${nightsText(a)} and ${nightsText(b)} at once.`,
    })),
    ...claimsNow(facts).flatMap((claim) => {
      const bed = beds.get(claim.bedId);
      const isOpen =
        bed !== undefined &&
        dayOf(bed.opensOn) <= claim.fromDay &&
        (bed.closesOn === null || claim.toDay <= dayOf(bed.closesOn));
      return isOpen
        ? []
        : [{ invariant: 'I2', text: `${nightsText(claim)} lies outside the opening of its bed.` }];
    }),
  ];
};

/** Bookings and stays for as long as they stood, from the record: until somebody left, or was known not to come. */
const placesEver = (facts: Facts): readonly Claim[] => {
  const steps = groupBy(
    facts.audit.filter(({ subjectKind }) => subjectKind === 'placement'),
    ({ subjectId }) => subjectId,
  );
  return facts.placements.flatMap(({ id, clientId, bedId, arrivesOn, departsOn }) => {
    const own = [...(steps.get(id) ?? [])].sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
    const over = own.find(({ after }) => after['state'] === 'ended' || after['state'] === 'never_started');
    const [fromDay, toDay] = [dayOf(arrivesOn), dayOf(departsOn)];
    return own[0] === undefined
      ? []
      : [
          {
            ...{ claimId: id, kind: 'stay' as const, bedId, clientId, fromDay, toDay, clearDay: toDay },
            ...{ sinceAt: own[0].at, untilAt: over?.at ?? null },
          },
        ];
  });
};

const moreThanOnce = <T>(rows: readonly T[], keyOf: (row: T) => string): readonly string[] =>
  [...groupBy(rows, keyOf)].filter(([, same]) => same.length > 1).map(([key]) => key);

const startedStates: readonly string[] = ['admitted', 'ended'];

/** Of a referral's own, not one that somebody goes on to from another. */
const isOwn = (followsId: string | null | undefined): boolean =>
  followsId === null || followsId === undefined;

/** A stay and where the person goes on to from it are one claim on the future, whose nights I5 keeps apart. */
const isOneJourney = (facts: Facts, a: Claim, b: Claim): boolean =>
  facts.placements.some(
    ({ id, offerId, followsId }) =>
      (followsId === a.claimId && (id === b.claimId || offerId === b.claimId)) ||
      (followsId === b.claimId && (id === a.claimId || offerId === a.claimId)),
  );

const areBothHeld = (a: Claim, b: Claim): boolean => a.kind === 'hold' && b.kind === 'hold';

/** Two offers to one person in one slot, or at one project. */
const mayNotBeBoth = (facts: Facts, a: Claim, b: Claim): boolean => {
  const slotOf = ({ claimId }: Claim) => facts.offers.find(({ id }) => id === claimId)?.slot;
  const projectOf = ({ bedId }: Claim) => facts.beds.find(({ id }) => id === bedId)?.projectId;
  return slotOf(a) === slotOf(b) || projectOf(a) === projectOf(b);
};

/**
 * I21: nobody has, or ever had, two places ahead of them: offers that wait, a booking, a stay that runs. A referral
 * leads to one stay, and a bed has one resident.
 */
const placesFaults = (facts: Facts): readonly Violation[] => [
  ...moreThanOnce(
    facts.placements.filter(({ state, followsId }) => startedStates.includes(state) && isOwn(followsId)),
    ({ referralId }) => referralId,
  ).map((referralId) => ({ invariant: 'I21', text: `Referral ${referralId} led to two stays.` })),
  ...moreThanOnce(
    facts.placements.filter(({ state }) => state === 'admitted'),
    ({ bedId }) => bedId,
  ).map((bedId) => ({ invariant: 'I21', text: `Bed ${bedId} has two residents.` })),
  ...clashes(
    [...claimsEver(facts).filter(({ kind }) => kind === 'hold'), ...placesEver(facts)],
    ({ clientId }) => clientId,
    (a, b) => !areBothHeld(a, b),
  )
    .filter(([a, b]) => !isOneJourney(facts, a, b))
    .map(([a, b]) => ({
      invariant: 'I21',
      text: `Person ${a.clientId ?? ''} had two places ahead at once: ${nightsText(a)} and ${nightsText(b)}.`,
    })),
];

/**
 * I22: where somebody goes on to begins no earlier than what it goes on from ends, is of the same person, and one only; whoever
 * arrived there has left, and nobody is said to have gone on who did not.
 */
const journeyFaults = (facts: Facts): readonly Violation[] => {
  const byId = new Map(facts.placements.map((placement) => [placement.id, placement]));
  const live = facts.placements.filter(
    ({ followsId, state }) => !isOwn(followsId) && state !== 'never_started',
  );
  const texts = live.flatMap((next) => {
    const first = byId.get(next.followsId ?? '');
    if (first === undefined)
      return [`Stay ${next.id} goes on from ${next.followsId ?? ''}, which is not there.`];
    return [
      ...(first.clientId === next.clientId ? [] : [`Stay ${next.id} goes on from one of somebody else.`]),
      ...(next.arrivesOn >= (first.endedOn ?? first.departsOn)
        ? []
        : [`Stay ${next.id} begins before ${first.id}, from which it goes on, ends.`]),
      ...(startedStates.includes(next.state) && first.state !== 'ended'
        ? [`Stay ${next.id} has begun, and ${first.id}, from which it goes on, is ${first.state}.`]
        : []),
    ];
  });
  const gone = new Set(
    live.filter(({ state }) => startedStates.includes(state)).map(({ followsId }) => followsId),
  );
  const lost = facts.placements
    .filter(({ id, endReason, state }) => state === 'ended' && endReason === 'transferred' && !gone.has(id))
    .map(({ id }) => `Stay ${id} ended because the person went on, and they did not.`);
  const twice = moreThanOnce(live, ({ followsId }) => followsId ?? '').map(
    (id) => `From stay ${id} somebody goes on to two.`,
  );
  return [...texts, ...lost, ...twice].map((text) => ({ invariant: 'I22', text }));
};

/**
 * I5, I4: nobody in two beds, nobody with two offers at one project or more than the policy allows, at any time there ever was. Beds
 * held for somebody are not theirs yet, so nights of two offers may meet.
 */
const personFaults = (facts: Facts): readonly Violation[] => [
  ...[claimsNow(facts), claimsEver(facts)].flatMap((claims) =>
    clashes(
      claims,
      ({ clientId }) => clientId,
      (a, b) => !areBothHeld(a, b) && overlapInPerson(a, b),
    ).map(([a, b]) => ({
      invariant: 'I5',
      text: `Person ${a.clientId ?? ''} has ${nightsText(a)} and ${nightsText(b)} at once.`,
    })),
  ),
  ...clashes(
    claimsEver(facts).filter(({ kind }) => kind === 'hold'),
    ({ clientId }) => clientId,
    (a, b) => mayNotBeBoth(facts, a, b),
  ).map(([a, b]) => ({
    invariant: 'I4',
    text: `Person ${a.clientId ?? ''} had two offers open at once that may not be: ${a.claimId} and ${b.claimId}.`,
  })),
  ...facts.offers
    .filter(({ slot }) => slot > Math.max(1, ...facts.choices.map(({ offersAtOnce }) => offersAtOnce)))
    .map(({ id, slot }) => ({ invariant: 'I4', text: `Offer ${id} is number ${slot} at once.` })),
  ...placesFaults(facts),
  ...journeyFaults(facts),
];

/** No shared room ever held two sexes on one night. */
const roomFaults = (facts: Facts): readonly Violation[] => {
  const rooms = new Map(facts.beds.map(({ id, roomId }) => [id, roomId]));
  const sexes = new Map(facts.clients.map(({ id, sex }) => [id, sex]));
  return clashes(
    claimsEver(facts).filter(({ clientId }) => clientId !== null),
    ({ bedId }) => rooms.get(bedId) ?? null,
    (a, b) => overlapInPerson(a, b) && sexes.get(a.clientId ?? '') !== sexes.get(b.clientId ?? ''),
  ).map(([a, b]) => ({
    invariant: 'room-mix',
    text: `Room ${rooms.get(a.bedId) ?? ''} held two sexes: ${nightsText(a)} and ${nightsText(b)}.`,
  }));
};

const differences = (
  what: string,
  expected: ReadonlyMap<string, string>,
  actual: ReadonlyMap<string, string>,
): readonly Violation[] => [
  ...[...expected]
    .filter(([key, value]) => actual.get(key) !== value)
    .map(([key, value]) => ({
      invariant: 'I3',
      text: `${what} ${key} should be ${value} and is ${actual.get(key) ?? 'missing'}.`,
    })),
  ...[...actual]
    .filter(([key]) => !expected.has(key))
    .map(([key, value]) => ({ invariant: 'I3', text: `${what} ${key} is ${value} and nobody has it.` })),
];

/** I3: the ledger holds exactly the nights of the claims that stand, no more and no fewer. */
const ledgerFaults = (facts: Facts): readonly Violation[] => {
  const bedNights = new Map<string, string>();
  const clientNights = new Map<string, string>();
  const roomNights = new Map<string, { sex: string; occupants: number }>();
  const rooms = new Map(facts.beds.map(({ id, roomId }) => [id, roomId]));
  const sexes = new Map(facts.clients.map(({ id, sex }) => [id, sex]));
  const closures: Claim[] = [];
  for (const claim of claimsNow(facts)) {
    const { claimId, kind, bedId, clientId, fromDay, toDay, clearDay } = claim;
    if (clientId === null) {
      closures.push(claim);
      continue;
    }
    for (let day = fromDay; day < clearDay; day += 1) {
      bedNights.set(`${bedId} ${dateOf(day)}`, `${day < toDay ? kind : 'turnaround'} ${claimId}`);
    }
    const roomId = rooms.get(bedId) ?? null;
    for (let day = fromDay; day < toDay; day += 1) {
      if (kind === 'stay') clientNights.set(`${clientId} ${dateOf(day)}`, claimId);
      if (roomId === null) continue;
      const key = `${roomId} ${dateOf(day)}`;
      const sex = sexes.get(clientId) ?? '';
      roomNights.set(key, { sex, occupants: (roomNights.get(key)?.occupants ?? 0) + 1 });
    }
  }
  for (const { claimId, kind, bedId, fromDay, toDay } of closures) {
    for (let day = fromDay; day < toDay; day += 1) {
      const key = `${bedId} ${dateOf(day)}`;
      const under = bedNights.get(key);
      bedNights.set(key, `${kind} ${claimId}${under === undefined ? '' : ` over ${under}`}`);
    }
  }
  return [
    ...differences(
      'Bed-night',
      bedNights,
      new Map(
        facts.bedNights.map(({ bedId, night, kind, claimId, turnaroundOf }) => [
          `${bedId} ${night}`,
          `${kind} ${claimId}${turnaroundOf === null ? '' : ` over turnaround ${turnaroundOf}`}`,
        ]),
      ),
    ),
    ...differences(
      'Client-night',
      clientNights,
      new Map(facts.clientNights.map(({ clientId, night, claimId }) => [`${clientId} ${night}`, claimId])),
    ),
    ...differences(
      'Room-night',
      new Map([...roomNights].map(([key, { sex, occupants }]) => [key, `${occupants} ${sex}`])),
      new Map(
        facts.roomNights
          .filter(({ occupants }) => occupants > 0)
          .map(({ roomId, night, sex, occupants }) => [`${roomId} ${night}`, `${occupants} ${sex}`]),
      ),
    ),
  ];
};

/** The days of one claim's money, half-open, and those of them that were slept or still will be. */
interface PaidDays {
  readonly end: 'open' | 'post' | 'void';
  readonly fromDay: number;
  readonly toDay: number;
  readonly sleptFromDay: number;
  readonly sleptToDay: number;
  /** Nights that something made later pays for instead, each half-open. */
  readonly paidSince: readonly (readonly [fromDay: number, toDay: number])[];
}

/** When what a claim pays for was cut short by an earlier planned end after it; never where it was not. */
const cutDay = (facts: Facts, placementId: string | undefined, madeAt: string): number =>
  facts.stayChanges
    .filter((change) => change.placementId === placementId && change.madeAt > madeAt)
    .filter(
      (change) =>
        isTakeover(change) || (change.holdsFromOn === null && change.departsOnAfter < change.departsOnBefore),
    )
    .reduce(
      (day, change) =>
        Math.min(day, dayOf((isTakeover(change) ? change.holdsFromOn : null) ?? change.departsOnAfter)),
      Infinity,
    );

/** Others pay from a day on: money of its own, and the same days. A booking that moved has other days; a repair says so. */
const isTakeover = (change: StayChangeFact): boolean =>
  change.holdsFromOn !== null &&
  Number(change.isRepair) !== 1 &&
  change.arrivesOnAfter === change.arrivesOnBefore &&
  change.departsOnAfter === change.departsOnBefore;

/** What must have become of the money of each claim: an offer's, an extension's, or that of a booking that moved. */
const moneyDue = (facts: Facts): ReadonlyMap<string, PaidDays> => {
  const placementOf = new Map(facts.placements.map((placement) => [placement.offerId, placement]));
  const placementBy = new Map(facts.placements.map((placement) => [placement.id, placement]));
  const holding = groupBy(
    facts.stayChanges.filter((change) => change.holdsFromOn !== null && !isTakeover(change)),
    ({ placementId }) => placementId,
  );
  /** A mistake that was put right pays for the nights it adds; whoever paid for them before has their money back. */
  const repairedSince = (placementId: string, madeAt: string): PaidDays['paidSince'] =>
    (holding.get(placementId) ?? [])
      .filter((change) => Number(change.isRepair) === 1 && change.madeAt > madeAt)
      .map(({ holdsFromOn, holdsToOn }): readonly [number, number] => [
        dayOf(holdsFromOn ?? ''),
        dayOf(holdsToOn ?? ''),
      ])
      .concat(
        facts.repairParts
          .filter((part) => part.placementId === placementId && part.madeAt > madeAt)
          .map(({ fromOn, toOn }) => [dayOf(fromOn), dayOf(toOn)]),
      );
  const slept = (placement: PlacementFact | undefined, madeAt: string) =>
    placement === undefined
      ? { sleptFromDay: 0, sleptToDay: 0, paidSince: [] }
      : {
          paidSince: repairedSince(placement.id, madeAt),
          sleptFromDay: dayOf(placement.arrivesOn),
          sleptToDay: Math.min(
            dayOf(placement.endedOn ?? placement.departsOn),
            cutDay(facts, placement.id, madeAt),
          ),
        };
  const endOf = (placed: string | undefined, isOpen: boolean): PaidDays['end'] =>
    isOpen ? 'open' : placed === 'admitted' || placed === 'ended' ? 'post' : 'void';
  const due = new Map<string, PaidDays>();
  for (const { id, state, arrivesOn, departsOn } of facts.offers) {
    const placement = placementOf.get(id);
    const placed = placement?.state;
    const isOpen = state === 'offered' || placed === 'booked';
    // Once the booking has moved, the money is held under the change that came last; a repair gives back what was spent.
    const next = holding.get(placement?.id ?? '')?.[0];
    due.set(id, {
      end: next === undefined ? endOf(placed, isOpen) : Number(next.isRepair) === 1 ? 'post' : 'void',
      ...{ fromDay: dayOf(arrivesOn), toDay: dayOf(departsOn) },
      // An offer comes before every change of what it led to.
      ...slept(placement, ''),
    });
  }
  for (const [placementId, changes] of holding) {
    const placement = placementBy.get(placementId);
    for (const [index, { id, holdsFromOn, holdsToOn, madeAt }] of changes.entries()) {
      const next = changes[index + 1];
      due.set(id, {
        end:
          next === undefined
            ? endOf(placement?.state, placement?.state === 'booked')
            : Number(next.isRepair) === 1
              ? 'post'
              : 'void',
        ...{ fromDay: dayOf(holdsFromOn ?? ''), toDay: dayOf(holdsToOn ?? '') },
        ...slept(placement, madeAt),
      });
    }
  }
  for (const { id, placementId, holdsFromOn, holdsToOn, madeAt } of facts.stayChanges.filter(isTakeover)) {
    due.set(id, {
      end: 'post',
      ...{ fromDay: dayOf(holdsFromOn ?? ''), toDay: dayOf(holdsToOn ?? '') },
      ...slept(placementBy.get(placementId), madeAt),
    });
  }
  for (const { id, placementId, fromOn, toOn, madeAt } of facts.repairParts) {
    due.set(id, {
      end: 'post',
      ...{ fromDay: dayOf(fromOn), toDay: dayOf(toOn) },
      ...slept(placementBy.get(placementId), madeAt),
    });
  }
  for (const { id, placementId, departsOnBefore, departsOnAfter, madeAt } of facts.extensions) {
    due.set(id, {
      end: 'post',
      ...{ fromDay: dayOf(departsOnBefore), toDay: dayOf(departsOnAfter) },
      ...slept(placementBy.get(placementId), madeAt),
    });
  }
  return due;
};

/** What must have been given back of an amount spent on a claim in one financial year, night by night. */
const unsleptPence = (paid: PaidDays, financialYear: number, spentPence: number): number => {
  const opens = dayOf(`${financialYear}-04-01`);
  const closes = dayOf(`${financialYear + 1}-04-01`);
  let nights = 0;
  let sleptNights = 0;
  for (let day = Math.max(paid.fromDay, opens); day < Math.min(paid.toDay, closes); day += 1) {
    nights += 1;
    const isSlept = paid.sleptFromDay <= day && day < paid.sleptToDay;
    if (isSlept && !paid.paidSince.some(([from, to]) => from <= day && day < to)) sleptNights += 1;
  }
  return nights === 0 ? 0 : spentPence - Math.floor((2 * spentPence * sleptNights + nights) / (2 * nights));
};

/** What each kind of entry does to what is held, and to what is spent. */
const signs: Readonly<Record<string, readonly [number, number]>> = {
  hold: [1, 0],
  post: [-1, 1],
  void: [-1, 0],
  release: [0, -1],
};

const sumOf = (entries: readonly EntryFact[], kind: string): number =>
  entries.reduce((sum, entry) => sum + (entry.kind === kind ? entry.amountPence : 0), 0);

/**
 * I6, I9, I10: bed and money go together, holds end once, what nobody slept is given back, sums are right, and no limit
 * was ever passed.
 */
const moneyFaults = (facts: Facts, limitChanges: readonly LimitChange[]): readonly Violation[] => {
  const found: Violation[] = [];
  const due = moneyDue(facts);
  const byClaim = groupBy(facts.entries, ({ claimId }) => claimId);
  for (const [claimId, paid] of due) {
    const entries = byClaim.get(claimId) ?? [];
    if (entries.length === 0)
      found.push({ invariant: 'I6', text: `Claim ${claimId} has a bed and no money.` });
    for (const [budgetId, ofBudget] of groupBy(entries, (entry) => entry.budgetId)) {
      const ends = ofBudget.filter(({ kind }) => kind !== 'release');
      const told = ends.map(({ kind }) => kind).join(', ');
      const wanted = paid.end === 'open' ? 'hold' : `hold, ${paid.end}`;
      if (told !== wanted) {
        found.push({
          invariant: 'I10',
          text: `Claim ${claimId} on budget ${budgetId} is ${told}, not ${wanted}.`,
        });
      }
      if (new Set(ends.map(({ amountPence }) => amountPence)).size !== 1) {
        found.push({
          invariant: 'I10',
          text: `Claim ${claimId} on budget ${budgetId} ended at another amount.`,
        });
      }
    }
    // All payers of a year together: each gives back their part of what the nights come to.
    for (const [year, ofYear] of groupBy(entries, ({ financialYear }) => String(financialYear))) {
      const released = sumOf(ofYear, 'release');
      const unslept = unsleptPence(paid, Number(year), sumOf(ofYear, 'post'));
      if (released !== unslept) {
        found.push({
          invariant: 'I10',
          text: `Claim ${claimId} of ${year} gave back ${released}, and ${unslept} was for nights nobody slept.`,
        });
      }
    }
  }
  for (const claimId of byClaim.keys()) {
    if (!due.has(claimId)) found.push({ invariant: 'I6', text: `Claim ${claimId} has money and no bed.` });
  }
  for (const { id, costPence } of facts.offers) {
    const held = (byClaim.get(id) ?? []).filter(({ kind }) => kind === 'hold');
    const sum = held.reduce((total, { amountPence }) => total + amountPence, 0);
    if (sum !== costPence)
      found.push({ invariant: 'I6', text: `Offer ${id} costs ${costPence} and holds ${sum}.` });
  }

  const changes = groupBy(limitChanges, ({ budgetId }) => budgetId);
  const byBudget = groupBy(facts.entries, ({ budgetId }) => budgetId);
  for (const budget of facts.budgets) {
    const limits = changes.get(budget.id) ?? [];
    let next = 0;
    let limitPence = limits.length === 0 ? budget.limitPence : 0;
    let heldPence = 0;
    let spentPence = 0;
    for (const { id, kind, amountPence } of byBudget.get(budget.id) ?? []) {
      for (
        let change = limits[next];
        change !== undefined && change.afterEntryId < id;
        change = limits[next]
      ) {
        limitPence = change.limitPence;
        next += 1;
      }
      const [toHeld, toSpent] = signs[kind] ?? [0, 0];
      heldPence += toHeld * amountPence;
      spentPence += toSpent * amountPence;
      if (heldPence + spentPence > limitPence) {
        found.push({
          invariant: 'I9',
          text: `Budget ${budget.id} passed its limit of ${limitPence} at entry ${id}: ${heldPence} + ${spentPence}.`,
        });
        break;
      }
    }
    if (heldPence !== budget.heldPence || spentPence !== budget.spentPence) {
      found.push({
        invariant: 'I10',
        text: `Budget ${budget.id} says ${budget.heldPence} + ${budget.spentPence}; its entries say ${heldPence} + ${spentPence}.`,
      });
    }
    if (budget.heldPence + budget.spentPence > budget.limitPence) {
      found.push({ invariant: 'I9', text: `Budget ${budget.id} stands above its limit.` });
    }
  }
  return found;
};

/** I20: a decision pays for no more nights than it approved, and counts exactly those that are booked or used. */
const decisionFaults = (facts: Facts): readonly Violation[] => {
  const used = new Map<string, number>();
  const use = (decisionId: string, arrivesOn: string, leavesOn: string): void => {
    const nights = Math.max(0, dayOf(leavesOn) - dayOf(arrivesOn));
    used.set(decisionId, (used.get(decisionId) ?? 0) + nights);
  };
  for (const { state, fundingDecisionId, arrivesOn, departsOn, endedOn } of facts.placements) {
    // Nights past the planned end that nobody paid for rest on no decision.
    const leavesOn = endedOn === null || endedOn > departsOn ? departsOn : endedOn;
    if (state !== 'never_started') use(fundingDecisionId, arrivesOn, leavesOn);
  }
  return facts.decisions.flatMap(({ id, fundedNights, claimedNights }) => {
    const nights = used.get(id) ?? 0;
    return [
      ...(nights > fundedNights
        ? [
            {
              invariant: 'I20',
              text: `Decision ${id} pays for ${fundedNights} nights and ${nights} rest on it.`,
            },
          ]
        : []),
      ...(nights === claimedNights
        ? []
        : [
            {
              invariant: 'I20',
              text: `Decision ${id} counts ${claimedNights} nights; ${nights} rest on it.`,
            },
          ]),
    ];
  });
};

/** The record is written after the deciding statement of its transaction, and a transaction lasts no longer. */
const longestTransactionSeconds = 60;

/** I7, I8: an offer ends once, and on the right side of its time by the database's clock. */
const expiryFaults = (facts: Facts): readonly Violation[] => {
  const found: Violation[] = [];
  const ends = groupBy(
    facts.audit.filter(({ subjectKind, version }) => subjectKind === 'offer' && version !== 1),
    ({ subjectId }) => subjectId,
  );
  for (const { id, state, expiresAt, resolvedAt, madeAt } of facts.offers) {
    const recorded = ends.get(id) ?? [];
    if (recorded.length !== (state === 'offered' ? 0 : 1)) {
      found.push({
        invariant: 'I7',
        text: `Offer ${id} is ${state} and was resolved ${recorded.length} times.`,
      });
    }
    if (state === 'offered') continue;
    if (resolvedAt === null || resolvedAt < madeAt) {
      found.push({ invariant: 'I8', text: `Offer ${id} is ${state} without a time after it was made.` });
      continue;
    }
    if (state === 'expired' ? resolvedAt < expiresAt : resolvedAt >= expiresAt) {
      found.push({
        invariant: 'I8',
        text: `Offer ${id} was ${state} at ${resolvedAt}, and its answer was due at ${expiresAt}.`,
      });
    }
    const at = recorded[0]?.at ?? resolvedAt;
    const lagSeconds =
      (Date.parse(`${at.replace(' ', 'T')}Z`) - Date.parse(`${resolvedAt.replace(' ', 'T')}Z`)) / 1e3;
    if (at < resolvedAt || lagSeconds > longestTransactionSeconds) {
      found.push({
        invariant: 'I8',
        text: `Offer ${id} was ${state} at ${resolvedAt} and recorded at ${at}.`,
      });
    }
  }
  return found;
};

interface Versioned {
  readonly id: string;
  readonly version: number;
}

/** From each state, the states that may follow. What is not named ends there. */
const walks: Readonly<
  Record<string, { readonly starts: string; readonly steps: Readonly<Record<string, readonly string[]>> }>
> = {
  // A person has no states: put right, or recorded as died.
  client: { starts: '', steps: { '': [''] } },
  // Open again: the arrival that closed it never was.
  referral: { starts: 'open', steps: { open: ['open', 'closed'], closed: ['open'] } },
  offer: {
    starts: 'offered',
    steps: { offered: ['accepted', 'declined', 'expired', 'withdrawn', 'superseded'] },
  },
  placement: {
    starts: 'booked',
    // Back: an arrival or a leaving recorded by mistake.
    steps: {
      booked: ['booked', 'admitted', 'never_started'],
      admitted: ['admitted', 'ended', 'booked'],
      ended: ['admitted', 'ended'],
    },
  },
  // Planned again: one that has begun is shortened.
  out_of_service: { starts: 'planned', steps: { planned: ['planned', 'cancelled'] } },
};

const stateAfter = ({ after }: AuditFact, before: string): string =>
  typeof after['state'] === 'string' ? after['state'] : before;

/** I13, I17: one record for every version from 1 to the row's own, and every step a legal one. */
const recordFaults = (facts: Facts): readonly Violation[] => {
  const found: Violation[] = [];
  const rowsOf: Readonly<Record<string, readonly (Versioned & { readonly state?: string })[]>> = {
    client: facts.clients,
    referral: facts.referrals,
    offer: facts.offers,
    placement: facts.placements,
    out_of_service: facts.periods,
  };
  for (const [kind, { starts, steps }] of Object.entries(walks)) {
    const rows = new Map((rowsOf[kind] ?? []).map((row) => [row.id, row]));
    const recorded = groupBy(
      facts.audit.filter(({ subjectKind }) => subjectKind === kind),
      ({ subjectId }) => subjectId,
    );
    for (const id of recorded.keys()) {
      if (!rows.has(id))
        found.push({ invariant: 'I13', text: `The record tells of ${kind} ${id}, which is not there.` });
    }
    for (const { id, version, state } of rows.values()) {
      const walk = [...(recorded.get(id) ?? [])].sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
      const versions = walk.map((row) => row.version ?? 0);
      if (
        versions.length !== version ||
        versions.some((recordedVersion, index) => recordedVersion !== index + 1)
      ) {
        found.push({
          invariant: 'I13',
          text: `${kind} ${id} is at version ${version}; its record has ${versions.join(', ') || 'none'}.`,
        });
      }
      let at = starts;
      for (const row of walk.slice(1)) {
        const next = stateAfter(row, at);
        if (!(steps[at] ?? []).includes(next)) {
          found.push({ invariant: 'I17', text: `${kind} ${id} went from ${at} to ${next}.` });
        }
        at = next;
      }
      if (state !== undefined && state !== at) {
        found.push({ invariant: 'I17', text: `${kind} ${id} is ${state}; its record ends at ${at}.` });
      }
    }
  }
  return found;
};

/** The messages each recorded step must have left, by topic and whom it is about. */
const messagesDue = (facts: Facts): ReadonlyMap<string, number> => {
  const due = new Map<string, number>();
  const projectOf = new Map(facts.beds.map(({ id, projectId }) => [id, projectId]));
  const bedOf = new Map(facts.periods.map(({ id, bedId }) => [id, bedId]));
  const expect = (topic: string, about: string): void => {
    const key = `${topic} ${about}`;
    due.set(key, (due.get(key) ?? 0) + 1);
  };
  for (const { subjectKind, subjectId, action, version } of facts.audit) {
    if (subjectKind === 'offer' && version === 1) {
      expect('placements.offer-made', subjectId);
      expect('placements.offer-fell-due', subjectId);
    } else if (subjectKind === 'offer') expect('placements.offer-resolved', subjectId);
    else if (subjectKind === 'referral') expect('referrals.referral-changed', subjectId);
    else if (subjectKind === 'out_of_service') {
      expect('capacity.availability-changed', projectOf.get(bedOf.get(subjectId) ?? '') ?? '');
    } else if (subjectKind === 'placement' && version !== 1) {
      expect(
        action === 'placements.person-admitted'
          ? 'placements.placement-started'
          : 'placements.placement-changed',
        subjectId,
      );
    }
  }
  return due;
};

const subjectOf: Readonly<Record<string, string>> = {
  'placements.offer-made': 'offerId',
  'placements.offer-fell-due': 'offerId',
  'placements.offer-resolved': 'offerId',
  'placements.placement-started': 'placementId',
  'placements.placement-changed': 'placementId',
  'referrals.referral-changed': 'referralId',
  'capacity.availability-changed': 'projectId',
};

/**
 * Who must hear of each topic. Written by hand beside what the product hands out: a consumer that it forgets is missed.
 */
export const hearersOf: Readonly<Record<string, readonly string[]>> = {
  'placements.offer-made': ['matching.rematch', 'notifications.tell'],
  'placements.offer-fell-due': ['placements.expire-offer'],
  'placements.offer-resolved': ['matching.rematch', 'notifications.tell'],
  'placements.placement-started': ['referrals.close-as-placed', 'notifications.tell'],
  'placements.placement-changed': ['matching.rematch', 'notifications.tell'],
  'referrals.referral-changed': ['matching.rematch'],
  'capacity.availability-changed': ['matching.rematch'],
};

/** Each step is told once to each consumer that hears of its topic, and to no other. */
const tellingFaults = (facts: Facts): readonly Violation[] => {
  const due = messagesDue(facts);
  const sent = new Map<string, number>();
  for (const { topic, consumer, payload } of facts.messages) {
    const field = subjectOf[topic];
    if (field === undefined) continue;
    const key = `${topic} ${String(payload[field])} to ${consumer}`;
    sent.set(key, (sent.get(key) ?? 0) + 1);
  }
  const wanted = new Map(
    [...due].flatMap(([step, times]) =>
      (hearersOf[step.split(' ')[0] ?? ''] ?? []).map((consumer): [string, number] => [
        `${step} to ${consumer}`,
        times,
      ]),
    ),
  );
  return [...new Set([...wanted.keys(), ...sent.keys()])].flatMap((key) => {
    const [steps, told] = [wanted.get(key) ?? 0, sent.get(key) ?? 0];
    return steps === told
      ? []
      : [{ invariant: 'I19', text: `${key} was told ${told} times for ${steps} steps.` }];
  });
};

/** A referral is closed by one of those who hear that its person has come: when all have, it is. */
const closingFaults = (facts: Facts): readonly Violation[] => {
  const referrals = new Map(facts.referrals.map(({ id, state }) => [id, state]));
  const started = facts.messages.filter(({ topic }) => topic === 'placements.placement-started');
  // One whose arrival was a mistake waits for it again.
  const awaited = new Set(
    facts.placements
      .filter(({ state }) => state !== 'admitted' && state !== 'ended')
      .map((one) => one.referralId),
  );
  return [...groupBy(started, ({ payload }) => String(payload['referralId']))].flatMap(
    ([referralId, messages]) =>
      messages.every(({ isDone }) => isDone) &&
      !awaited.has(referralId) &&
      referrals.get(referralId) !== 'closed'
        ? [{ invariant: 'I19', text: `Everybody knows that ${referralId} has come, and it is open.` }]
        : [],
  );
};

/** I19: every step left its message, every message that is due is done, and no message had its effect twice. */
const messageFaults = (facts: Facts): readonly Violation[] => {
  const found: Violation[] = facts.messages
    .filter(({ isLate }) => isLate)
    .map(({ id, topic }) => ({
      invariant: 'I19',
      text: `Message ${id} (${topic}) is due for a minute and not done.`,
    }));
  found.push(...tellingFaults(facts), ...closingFaults(facts));
  const effects = groupBy(
    facts.audit.filter(({ requestId }) => requestId.startsWith('message-')),
    ({ requestId }) => requestId,
  );
  for (const [requestId, rows] of effects) {
    if (rows.length > 1) {
      found.push({
        invariant: 'I19',
        text: `${requestId} had ${rows.length} effects: ${rows.map(({ action }) => action).join(', ')}.`,
      });
    }
  }
  return found;
};

/** Everything the rows themselves must satisfy, whatever was asked to make them. Nothing may write meanwhile. */
export const checkInvariants = (
  facts: Facts,
  limitChanges: readonly LimitChange[] = [],
): readonly Violation[] => [
  ...bedFaults(facts),
  ...personFaults(facts),
  ...roomFaults(facts),
  ...ledgerFaults(facts),
  ...moneyFaults(facts, limitChanges),
  ...decisionFaults(facts),
  ...expiryFaults(facts),
  ...recordFaults(facts),
  ...messageFaults(facts),
];
