import { dayOf } from './civil-days.js';
import type { AuditFact, Facts, OfferFact, PeriodFact, PlacementFact, StayChangeFact } from './facts.js';

/**
 * Nights somebody or something had, and the time during which they had them. `untilAt` is null while they still do.
 * Days count from 1970, half-open; `clearDay` is the first day after the turnaround.
 */
export interface Claim {
  readonly claimId: string;
  readonly kind: 'hold' | 'stay' | 'out_of_service';
  readonly bedId: string;
  readonly clientId: string | null;
  readonly fromDay: number;
  readonly toDay: number;
  readonly clearDay: number;
  readonly sinceAt: string;
  readonly untilAt: string | null;
}

const byVersion = (rows: readonly AuditFact[]): ReadonlyMap<string, readonly AuditFact[]> => {
  const bySubject = new Map<string, AuditFact[]>();
  for (const row of rows) {
    const ofSubject = bySubject.get(row.subjectId);
    if (ofSubject === undefined) bySubject.set(row.subjectId, [row]);
    else ofSubject.push(row);
  }
  for (const ofSubject of bySubject.values()) ofSubject.sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
  return bySubject;
};

type Nights = Pick<Claim, 'fromDay' | 'toDay'>;

/**
 * `made_at` is the beginning of a statement that may have had to wait for the person's last offer to end, so the
 * record that follows it tells when the offer surely stood.
 */
const claimsOfOffer = (
  offer: OfferFact,
  steps: readonly AuditFact[],
  turnaroundNights: number,
): readonly Claim[] => {
  const toDay = dayOf(offer.departsOn);
  return [
    {
      claimId: offer.id,
      kind: 'hold',
      bedId: offer.bedId,
      clientId: offer.clientId,
      fromDay: dayOf(offer.arrivesOn),
      toDay,
      clearDay: toDay + turnaroundNights,
      sinceAt: steps[0]?.at ?? offer.madeAt,
      untilAt: offer.state === 'offered' ? null : (offer.resolvedAt ?? ''),
    },
  ];
};

const textIn = (facts: Readonly<Record<string, unknown>>, name: string): string | null => {
  const value = facts[name];
  return typeof value === 'string' ? value : null;
};

/** A bed somebody has from a day on; the first of a stay from its beginning. */
interface BedFrom {
  readonly bedId: string;
  readonly fromDay: number;
}

/** The nights of a stay, bed by bed: each bed to the day on which the next began, and made ready after. */
const bedByBed = (
  { id: claimId, clientId }: PlacementFact,
  beds: readonly BedFrom[],
  { fromDay, toDay }: Pick<Claim, 'fromDay' | 'toDay'>,
  turnaround: ReadonlyMap<string, number>,
  /** Until when the last bed was made ready, where that was said. */
  readyDay: number | null = null,
): readonly Omit<Claim, 'sinceAt' | 'untilAt'>[] =>
  beds.map(({ bedId, fromDay: began }, index) => {
    const ends = Math.min(beds[index + 1]?.fromDay ?? toDay, toDay);
    const isLast = index === beds.length - 1;
    const clearDay = isLast && readyDay !== null ? readyDay : ends + (turnaround.get(bedId) ?? 0);
    return {
      ...{ claimId, kind: 'stay' as const, bedId, clientId },
      ...{ fromDay: Math.max(began, fromDay), toDay: ends, clearDay },
    };
  });

/** A bed that was left before a night was slept in it leaves nothing. */
const movedTo = (beds: readonly BedFrom[], bedId: string, fromDay: number): readonly BedFrom[] => [
  ...beds.filter((bed) => bed.fromDay < fromDay),
  { bedId, fromDay },
];

const firstBed = ({ id, bedId }: PlacementFact, changes: readonly StayChangeFact[]): string =>
  changes.find(({ placementId }) => placementId === id)?.bedBefore ?? bedId;

/** A stay as its own record tells it, step by step: booked, moved, arrived late, extended, ended. */
const claimsOfPlacement = (
  placement: PlacementFact,
  steps: readonly AuditFact[],
  turnaround: ReadonlyMap<string, number>,
  changes: readonly StayChangeFact[],
): readonly Claim[] => {
  const claims: Claim[] = [];
  let beds: readonly BedFrom[] = [{ bedId: firstBed(placement, changes), fromDay: -Infinity }];
  let nights: Nights | null = null;
  for (const [index, { at, after }] of steps.entries()) {
    const state = textIn(after, 'state');
    const from = textIn(after, 'admittedOn') ?? textIn(after, 'arrivesOn');
    const to = textIn(after, 'nightsToOn') ?? textIn(after, 'endedOn') ?? textIn(after, 'departsOn');
    const ready = textIn(after, 'readyToOn');
    const fromDay: number = from === null ? (nights?.fromDay ?? 0) : dayOf(from);
    const toDay: number = to === null ? (nights?.toDay ?? 0) : dayOf(to);
    nights = { fromDay, toDay };
    if (state === 'never_started') break;
    const [bedId, movesOn] = [textIn(after, 'bedId'), textIn(after, 'movesOn')];
    if (bedId !== null && movesOn !== null) {
      beds = state === 'booked' ? [{ bedId, fromDay: -Infinity }] : movedTo(beds, bedId, dayOf(movesOn));
    }
    const [sinceAt, untilAt] = [at, steps[index + 1]?.at ?? null];
    claims.push(
      ...bedByBed(placement, beds, nights, turnaround, ready === null ? null : dayOf(ready)).map((claim) => ({
        ...claim,
        sinceAt,
        untilAt,
      })),
    );
  }
  return claims;
};

const closure = (period: PeriodFact, fromDay: number, toDay: number): Claim => ({
  claimId: period.id,
  kind: 'out_of_service',
  bedId: period.bedId,
  clientId: null,
  ...{ fromDay, toDay, clearDay: toDay },
  ...{ sinceAt: '', untilAt: null },
});

/** A period as its own record tells it: closed for some nights, then shortened, or cancelled before it began. */
const claimsOfPeriod = (period: PeriodFact, steps: readonly AuditFact[]): readonly Claim[] => {
  const claims: Claim[] = [];
  let [fromDay, toDay] = [0, 0];
  for (const [index, { at, after }] of steps.entries()) {
    if (textIn(after, 'state') === 'cancelled') break;
    const [from, to] = [textIn(after, 'fromOn'), textIn(after, 'toOn')];
    fromDay = from === null ? fromDay : dayOf(from);
    toDay = to === null ? toDay : dayOf(to);
    claims.push({
      ...closure(period, fromDay, toDay),
      ...{ sinceAt: at, untilAt: steps[index + 1]?.at ?? null },
    });
  }
  return claims;
};

/** Every claim there ever was, from the record of what happened. */
export const claimsEver = (facts: Facts): readonly Claim[] => {
  const turnaround = new Map(facts.beds.map(({ id, turnaroundNights }) => [id, turnaroundNights]));
  const of = (kind: string) => byVersion(facts.audit.filter(({ subjectKind }) => subjectKind === kind));
  const offerSteps = of('offer');
  const placementSteps = of('placement');
  const periodSteps = of('out_of_service');
  return [
    ...facts.offers.flatMap((offer) =>
      claimsOfOffer(offer, offerSteps.get(offer.id) ?? [], turnaround.get(offer.bedId) ?? 0),
    ),
    ...facts.placements.flatMap((placement) =>
      claimsOfPlacement(placement, placementSteps.get(placement.id) ?? [], turnaround, facts.stayChanges),
    ),
    ...facts.periods.flatMap((period) => claimsOfPeriod(period, periodSteps.get(period.id) ?? [])),
  ];
};

/** The claims that stand now, from the rows alone and not from their record. */
export const claimsNow = (facts: Facts): readonly Claim[] => {
  const turnaround = new Map(facts.beds.map(({ id, turnaroundNights }) => [id, turnaroundNights]));
  const hold = (row: OfferFact): Claim => ({
    claimId: row.id,
    kind: 'hold',
    bedId: row.bedId,
    clientId: row.clientId,
    fromDay: dayOf(row.arrivesOn),
    toDay: dayOf(row.departsOn),
    clearDay: dayOf(row.departsOn) + (turnaround.get(row.bedId) ?? 0),
    sinceAt: '',
    untilAt: null,
  });
  return [
    ...facts.offers.filter(({ state }) => state === 'offered').map(hold),
    ...facts.placements
      .filter(({ state }) => state !== 'never_started')
      .flatMap((placement) => {
        const changes = facts.stayChanges.filter(({ placementId }) => placementId === placement.id);
        const moves = changes.filter(({ bedBefore, bedAfter }) => bedBefore !== bedAfter);
        // A booking changes its bed whole.
        const beds = moves.reduce<readonly BedFrom[]>(
          (so, { bedAfter, changesOn, arrivesOnBefore }) =>
            changesOn === arrivesOnBefore
              ? [{ bedId: bedAfter, fromDay: -Infinity }]
              : movedTo(so, bedAfter, dayOf(changesOn)),
          [{ bedId: firstBed(placement, changes), fromDay: -Infinity }],
        );
        const { arrivesOn, departsOn, endedOn, nightsToOn, readyToOn } = placement;
        return bedByBed(
          placement,
          beds,
          { fromDay: dayOf(arrivesOn), toDay: dayOf(nightsToOn ?? endedOn ?? departsOn) },
          turnaround,
          readyToOn === null ? null : dayOf(readyToOn),
        ).map((claim) => ({ ...claim, sinceAt: '', untilAt: null }));
      }),
    ...facts.periods
      .filter(({ state }) => state === 'planned')
      .map((period) => closure(period, dayOf(period.fromOn), dayOf(period.toOn))),
  ];
};

/**
 * Pairs of claims under one key that stood at the same time and clash. Claims are taken in order of time, so a pair
 * is compared only while both stand.
 */
export const clashes = (
  claims: readonly Claim[],
  keyOf: (claim: Claim) => string | null,
  clash: (a: Claim, b: Claim) => boolean,
): readonly (readonly [Claim, Claim])[] => {
  const byKey = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = keyOf(claim);
    if (key === null) continue;
    const ofKey = byKey.get(key);
    if (ofKey === undefined) byKey.set(key, [claim]);
    else ofKey.push(claim);
  }
  const found: (readonly [Claim, Claim])[] = [];
  for (const ofKey of byKey.values()) {
    ofKey.sort((a, b) => (a.sinceAt < b.sinceAt ? -1 : a.sinceAt > b.sinceAt ? 1 : 0));
    let standing: Claim[] = [];
    for (const claim of ofKey) {
      standing = standing.filter(({ untilAt }) => untilAt === null || untilAt > claim.sinceAt);
      for (const other of standing) {
        if (other.claimId !== claim.claimId && clash(other, claim)) found.push([other, claim]);
      }
      standing.push(claim);
    }
  }
  return found;
};
