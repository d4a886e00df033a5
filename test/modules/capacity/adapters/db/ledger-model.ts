import { addNights, type IsoDate } from '../../../../../src/kernel/iso-date.js';

/** A bed as far as the ledger cares. */
export interface ModelBed {
  readonly bedId: string;
  readonly roomId: string | null;
  readonly turnaroundNights: number;
  readonly opensOn: IsoDate;
  readonly closesOn: IsoDate | null;
}

export type ModelSex = 'female' | 'male' | 'not_known';
export type ModelKind = 'hold' | 'stay' | 'out_of_service';

export interface ModelClaim {
  readonly claimId: string;
  readonly bedId: string;
  /** Null for a bed out of service. */
  readonly clientId: string | null;
  readonly sex: ModelSex;
  readonly kind: ModelKind;
  readonly arrivesOn: IsoDate;
  readonly departsOn: IsoDate;
}

/** What the three tables must hold, as sorted lines. */
export interface LedgerRows {
  readonly beds: readonly string[];
  readonly clients: readonly string[];
  readonly rooms: readonly string[];
}

/** `done`, or the code of the refusal. */
export type Answer = string;

const eachNight = (from: IsoDate, to: IsoDate): IsoDate[] => {
  const nights: IsoDate[] = [];
  for (let night = from; night < to; night = addNights(night, 1)) nights.push(night);
  return nights;
};

/**
 * The ledger as it ought to be: a list of claims and nothing else, from which every row follows. Slow and plain on
 * purpose; it shares no code with what it judges but the arithmetic of dates.
 */
export const createLedgerModel = (beds: readonly ModelBed[]) => {
  let claims: readonly ModelClaim[] = [];
  const bedOf = (bedId: string): ModelBed => beds.find((bed) => bed.bedId === bedId)!;
  const nightsOf = (claim: ModelClaim) => eachNight(claim.arrivesOn, claim.departsOn);
  const turnaroundOf = (claim: ModelClaim): IsoDate[] =>
    claim.kind === 'out_of_service'
      ? []
      : eachNight(claim.departsOn, addNights(claim.departsOn, bedOf(claim.bedId).turnaroundNights));
  const isPerson = (claim: ModelClaim): boolean => claim.kind !== 'out_of_service';

  /** Two claims share a night of a bed only where one is out of service and the other being made ready. */
  const clash = (wanted: ModelClaim, from: IsoDate, other: ModelClaim): boolean => {
    if (wanted.bedId !== other.bedId) return false;
    const nights = eachNight(from, wanted.departsOn);
    const others = nightsOf(other);
    const meet = (some: readonly IsoDate[], more: readonly IsoDate[]): boolean =>
      some.some((night) => more.includes(night));
    return (
      meet(nights, others) ||
      (isPerson(wanted) && meet(nights, turnaroundOf(other))) ||
      (isPerson(other) && meet(turnaroundOf(wanted), others)) ||
      meet(turnaroundOf(wanted), turnaroundOf(other))
    );
  };

  /** Why `wanted` cannot stand beside `others` for the nights from `from`; null when it can. */
  const inTheWay = (wanted: ModelClaim, from: IsoDate, others: readonly ModelClaim[]): string | null => {
    const nights = eachNight(from, wanted.departsOn);
    const bed = bedOf(wanted.bedId);
    const isOf = (other: ModelClaim, night: IsoDate) =>
      other.kind === 'stay' && other.clientId === wanted.clientId && nightsOf(other).includes(night);
    if (isPerson(wanted) && nights.some((night) => others.some((other) => isOf(other, night)))) {
      return 'client-already-placed';
    }
    if (from < bed.opensOn || (bed.closesOn !== null && wanted.departsOn > bed.closesOn))
      return 'bed-not-open';
    if (others.some((other) => clash(wanted, from, other))) {
      return isPerson(wanted) ? 'bed-already-taken' : 'nights-in-use';
    }
    if (bed.roomId === null || !isPerson(wanted)) return null;
    const isMixed = others.some(
      (other) =>
        isPerson(other) &&
        bedOf(other.bedId).roomId === bed.roomId &&
        other.sex !== wanted.sex &&
        nightsOf(other).some((night) => nights.includes(night)),
    );
    return wanted.sex === 'not_known' || isMixed ? 'room-holds-another-sex' : null;
  };

  const without = (claimId: string) => claims.filter((claim) => claim.claimId !== claimId);
  const find = (claimId: string) => claims.find((claim) => claim.claimId === claimId)!;
  const replace = (claim: ModelClaim): void => {
    claims = claims.map((known) => (known.claimId === claim.claimId ? claim : known));
  };

  return {
    claims: (): readonly ModelClaim[] => claims,
    add(claim: ModelClaim): Answer {
      const reason = inTheWay(claim, claim.arrivesOn, claims);
      if (reason === null) claims = [...claims, claim];
      return reason ?? 'done';
    },
    convert(holdId: string, stayId: string): Answer {
      const hold = find(holdId);
      const isElsewhere = claims.some(
        (other) =>
          other.kind === 'stay' &&
          other.clientId === hold.clientId &&
          nightsOf(other).some((night) => nightsOf(hold).includes(night)),
      );
      if (isElsewhere) return 'client-already-placed';
      claims = claims.map((claim) =>
        claim.claimId === holdId ? { ...claim, claimId: stayId, kind: 'stay' } : claim,
      );
      return 'done';
    },
    release(claimId: string): Answer {
      claims = without(claimId);
      return 'done';
    },
    /** Ends a closure on a day; on its first it never was. */
    reopen(claimId: string, toOn: IsoDate): Answer {
      const claim = find(claimId);
      if (toOn <= claim.arrivesOn) claims = without(claimId);
      else if (toOn < claim.departsOn) replace({ ...claim, departsOn: toOn });
      return 'done';
    },
    arriveLate(claimId: string, arrivesOn: IsoDate): Answer {
      replace({ ...find(claimId), arrivesOn });
      return 'done';
    },
    moveDeparture(claimId: string, departsOn: IsoDate): Answer {
      const claim = find(claimId);
      const moved = { ...claim, departsOn };
      const reason = departsOn > claim.departsOn ? inTheWay(moved, claim.departsOn, without(claimId)) : null;
      if (reason === null) replace(moved);
      return reason ?? 'done';
    },
    rows(): LedgerRows {
      const rooms = new Map<string, { sex: ModelSex; occupants: number }>();
      for (const claim of claims.filter(isPerson)) {
        const { roomId } = bedOf(claim.bedId);
        if (roomId === null) continue;
        for (const night of nightsOf(claim)) {
          const key = `${roomId} ${night}`;
          rooms.set(key, { sex: claim.sex, occupants: (rooms.get(key)?.occupants ?? 0) + 1 });
        }
      }
      const closures = claims.filter((claim) => !isPerson(claim));
      const isClosed = (bedId: string, night: IsoDate): boolean =>
        closures.some((closure) => closure.bedId === bedId && nightsOf(closure).includes(night));
      const under = (bedId: string, night: IsoDate): string => {
        const left = claims.find((claim) => claim.bedId === bedId && turnaroundOf(claim).includes(night));
        return left === undefined ? '' : ` ${left.claimId}`;
      };
      return {
        beds: claims
          .flatMap((claim) => [
            ...nightsOf(claim).map(
              (night) =>
                `${claim.bedId} ${night} ${claim.kind} ${claim.claimId}${isPerson(claim) ? '' : under(claim.bedId, night)}`,
            ),
            ...turnaroundOf(claim)
              .filter((night) => !isClosed(claim.bedId, night))
              .map((night) => `${claim.bedId} ${night} turnaround ${claim.claimId}`),
          ])
          .sort(),
        clients: claims
          .filter(({ kind }) => kind === 'stay')
          .flatMap((claim) => nightsOf(claim).map((night) => `${claim.clientId} ${night} ${claim.claimId}`))
          .sort(),
        rooms: [...rooms].map(([key, { sex, occupants }]) => `${key} ${sex} ${occupants}`).sort(),
      };
    },
  };
};
