import { financialYearOf } from '../../../kernel/financial-year.js';
import { addNights, dateRange, maxDate, minDate, type IsoDate } from '../../../kernel/iso-date.js';
import { ageBandOf, waitedDays } from '../../referrals/contract/facts.js';
import type { BedFact, GroupFacts, OpenSpell, ReferralFact, StayFact } from './facts.js';
import {
  inOrder,
  representedWithinDays,
  type Grouping,
  type MeasureCell,
  type MeasureId,
  type MeasureQuestion,
} from './measure.js';

/** An offer, as measures know it. Days are those in Scotland. */
export interface OfferFact extends GroupFacts {
  readonly projectId: string;
  readonly state: 'offered' | 'accepted' | 'declined' | 'expired' | 'withdrawn' | 'superseded';
  readonly madeOn: IsoDate;
  readonly resolvedOn: IsoDate | null;
  readonly refusedBy: string | null;
}

/** An answer that stands, recorded about a stay on leaving or after. */
export interface AnswerFact {
  readonly placementId: string;
  readonly subject: string;
  readonly outcome: string;
  readonly happenedOn: IsoDate;
  readonly satisfaction: number | null;
}

/** When a project last said how many beds it has, if ever. */
export interface SaidFact {
  readonly projectId: string;
  readonly healthBoard: string;
  readonly isFresh: boolean;
}

/** Everything that measures count, as it was known at a time. */
export interface Facts {
  readonly referrals: readonly ReferralFact[];
  readonly stays: readonly StayFact[];
  readonly beds: readonly BedFact[];
  readonly offers: readonly OfferFact[];
  readonly answers: readonly AnswerFact[];
  /** Projects that count on the day, and whether what they said is fresh. */
  readonly said: readonly SaidFact[];
}

/** Whom or what a tally is about, as far as it can be grouped. */
type Who = Partial<GroupFacts> & { readonly projectId?: string; readonly refusedBy?: string | null };

interface Tally {
  readonly on: IsoDate;
  readonly who: Who;
  readonly n: number;
  readonly of?: number;
  readonly pence?: number;
  readonly days?: number;
}

const groupOf = (by: Grouping, who: Who): string | null => {
  switch (by) {
    case 'partnership':
      return who.partnershipId ?? null;
    case 'project':
      return who.projectId ?? null;
    case 'age':
      return who.age === undefined ? null : ageBandOf(who.age);
    case 'route':
    case 'healthBoard':
    case 'sex':
    case 'substance':
    case 'refusedBy':
      return who[by] ?? null;
  }
};

const add = (tallies: readonly Tally[], { fromOn, toOn, by }: MeasureQuestion): readonly MeasureCell[] => {
  const cells = new Map<string, MeasureCell>();
  for (const { on, who, n, of = 0, pence = 0, days = null } of tallies) {
    if (on < fromOn || on >= toOn) continue;
    const month = on.slice(0, 7);
    const group = by === null ? null : groupOf(by, who);
    const key = JSON.stringify([month, group, days]);
    const cell = cells.get(key) ?? { month, group, days, n: 0, of: 0, pence: 0 };
    cells.set(key, { ...cell, n: cell.n + n, of: cell.of + of, pence: cell.pence + pence });
  }
  return inOrder([...cells.values()]);
};

const asked = (facts: Facts): readonly ReferralFact[] =>
  facts.referrals.filter(({ closedReason }) => closedReason !== 'recorded_by_mistake');

const starts = (facts: Facts): readonly StayFact[] =>
  facts.stays.filter((stay) => stay.isStart && stay.isRehab);

const approvals = (facts: Facts): readonly (ReferralFact & { readonly approvedOn: IsoDate })[] =>
  asked(facts).flatMap((fact) =>
    fact.approvedOn === null || fact.approvedRoute === null
      ? []
      : [{ ...fact, approvedOn: fact.approvedOn, route: fact.approvedRoute }],
  );

/** Each person's first start of each financial year, or of the period asked about. */
const firstStarts = (facts: Facts, question: MeasureQuestion): readonly StayFact[] => {
  const { isOncePerPerson = false, fromOn, toOn } = question;
  const firsts = new Map<string, StayFact>();
  for (const stay of starts(facts).toSorted((a, b) => (a.placementId < b.placementId ? -1 : 1))) {
    const on = stay.admittedOn ?? stay.arrivesOn;
    if (isOncePerPerson && (on < fromOn || on >= toOn)) continue;
    const key = isOncePerPerson ? stay.clientId : `${stay.clientId}/${financialYearOf(on)}`;
    const first = firsts.get(key);
    if (first === undefined || (stay.admittedOn ?? '') < (first.admittedOn ?? '')) firsts.set(key, stay);
  }
  return [...firsts.values()];
};

/** Stays that began where they count, with how the last part of each came to an end, if it did. */
const wholeStays = (facts: Facts): readonly { readonly start: StayFact; readonly last: StayFact }[] => {
  const lasts = new Map(
    facts.stays
      .filter(({ isLast, state }) => isLast && (state === 'admitted' || state === 'ended'))
      .map((stay) => [stay.startId, stay]),
  );
  return starts(facts).flatMap((start) => {
    const last = lasts.get(start.placementId);
    return last === undefined ? [] : [{ start, last }];
  });
};

const left = (facts: Facts) =>
  wholeStays(facts).flatMap(({ start, last }) =>
    last.state === 'ended' && last.leftOn !== null ? [{ start, last, leftOn: last.leftOn }] : [],
  );

const leftAlive = (facts: Facts) => left(facts).filter(({ last }) => last.endReason !== 'died');

const isIn = (spells: readonly (readonly [IsoDate, IsoDate | null])[], night: IsoDate): boolean =>
  spells.some(([fromOn, toOn]) => fromOn <= night && (toOn === null || night < toOn));

/** The nights of a question that have gone by, first to last. */
const nightsOf = ({ fromOn, toOn, asAtOn }: MeasureQuestion): readonly IsoDate[] => {
  const end = minDate(toOn, asAtOn);
  return fromOn < end ? dateRange(fromOn, end) : [];
};

const bedNights = (facts: Facts, question: MeasureQuestion, isStaffed: boolean): readonly Tally[] =>
  nightsOf(question).flatMap((night) =>
    facts.beds
      .filter(
        (bed) =>
          bed.bedType === 'rehab' &&
          bed.opensOn <= night &&
          (bed.closesOn === null || night < bed.closesOn) &&
          isIn(bed.counts, night) &&
          !(isStaffed && isIn(bed.outOfService, night)),
      )
      .map((bed) => ({ on: night, who: { projectId: bed.projectId, healthBoard: bed.healthBoard }, n: 1 })),
  );

const projectBoards = (facts: Facts): ReadonlyMap<string, string> =>
  new Map(facts.beds.map(({ projectId, healthBoard }) => [projectId, healthBoard]));

const occupiedNights = (facts: Facts, question: MeasureQuestion): readonly Tally[] => {
  const boards = projectBoards(facts);
  const end = minDate(question.toOn, question.asAtOn);
  return facts.stays.flatMap(({ isRehab, admittedOn, leftOn, projectId }) => {
    if (!isRehab || admittedOn === null) return [];
    const from = maxDate(admittedOn, question.fromOn);
    const to = minDate(leftOn ?? end, end);
    if (from >= to) return [];
    const healthBoard = boards.get(projectId);
    const who = healthBoard === undefined ? { projectId } : { projectId, healthBoard };
    return dateRange(from, to).map((night) => ({ on: night, who, n: 1 }));
  });
};

type Step = 'receivedOn' | 'assessedOn' | 'approvedOn' | 'acceptedOn' | 'admittedOn';

/** Starts, and which of them are in a project outside the health board of the person's partnership. */
const outOfArea = (facts: Facts): readonly Tally[] => {
  const boards = projectBoards(facts);
  return starts(facts).map((stay) => {
    const isAway = (boards.get(stay.projectId) ?? stay.healthBoard) !== stay.healthBoard;
    return { on: stay.admittedOn ?? stay.arrivesOn, who: stay, n: isAway ? 1 : 0, of: 1 };
  });
};

const unavailability = (spells: readonly OpenSpell[]) => spells.map(([fromOn, toOn]) => ({ fromOn, toOn }));

/** Waits between two steps: those that ended, by the day they did, or those that run on the last day asked about. */
const waitsBetween =
  (from: Step, to: Step) =>
  (facts: Facts, { waits = 'completed', toOn, asAtOn }: MeasureQuestion): readonly Tally[] => {
    const isAdjusted = waits.endsWith('-adjusted');
    const daysOf = (fact: ReferralFact, since: IsoDate, until: IsoDate): number => {
      const { rawDays, adjustedDays } = waitedDays(since, unavailability(fact.unavailable), until);
      return isAdjusted ? adjustedDays : rawDays;
    };
    if (waits.startsWith('completed')) {
      return asked(facts).flatMap((fact) => {
        const [since, until] = [fact[from], fact[to]];
        return since === null || until === null
          ? []
          : [{ on: until, who: fact, n: 1, days: daysOf(fact, since, until) }];
      });
    }
    const on = minDate(addNights(toOn, -1), asAtOn);
    return asked(facts).flatMap((fact) => {
      const [since, until] = [fact[from], fact[to]];
      const isOver = (until !== null && until <= on) || (fact.closedOn !== null && fact.closedOn <= on);
      return since === null || since > on || isOver
        ? []
        : [{ on, who: fact, n: 1, days: daysOf(fact, since, on) }];
    });
  };

const offersOf =
  (dayOf: (offer: OfferFact) => IsoDate | null) =>
  ({ offers }: Facts): readonly Tally[] =>
    offers.flatMap((offer) => {
      const on = dayOf(offer);
      return on === null ? [] : [{ on, who: offer, n: 1 }];
    });

/** Still there so many weeks after arriving, or gone before as planned, of all who arrived so long ago. */
const retained =
  (weeks: number) =>
  (facts: Facts, { asAtOn }: MeasureQuestion): readonly Tally[] =>
    wholeStays(facts).flatMap(({ start, last }) => {
      const arrived = start.admittedOn ?? start.arrivesOn;
      const onDay = addNights(arrived, weeks * 7);
      if (onDay > asAtOn) return [];
      const isThere = last.state !== 'ended' || last.leftOn === null || last.leftOn >= onDay;
      return [{ on: arrived, who: start, n: isThere || last.endKind === 'planned' ? 1 : 0, of: 1 }];
    });

const rePresented = (facts: Facts, { asAtOn }: MeasureQuestion): readonly Tally[] => {
  const received = new Map<string, IsoDate[]>();
  for (const { clientId, receivedOn } of asked(facts))
    received.set(clientId, [...(received.get(clientId) ?? []), receivedOn]);
  return leftAlive(facts).flatMap(({ start, leftOn }) => {
    const until = addNights(leftOn, representedWithinDays);
    if (until > asAtOn) return [];
    const again = (received.get(start.clientId) ?? []).some((on) => on > leftOn && on <= until);
    return [{ on: leftOn, who: start, n: again ? 1 : 0, of: 1 }];
  });
};

const satisfied =
  (least: number) =>
  (facts: Facts): readonly Tally[] => {
    const stays = new Map(facts.stays.map((stay) => [stay.placementId, stay]));
    return facts.answers.flatMap(({ placementId, satisfaction, happenedOn }) => {
      const stay = stays.get(placementId);
      return stay === undefined || !stay.isRehab || satisfaction === null
        ? []
        : [{ on: happenedOn, who: stay, n: satisfaction >= least ? 1 : 0, of: 1 }];
    });
  };

const withNaloxone = (facts: Facts): readonly Tally[] => {
  const supplied = new Set(
    facts.answers
      .filter(
        ({ subject, outcome }) =>
          subject === 'naloxone_at_discharge' && (outcome === 'accepted' || outcome === 'has_kit'),
      )
      .map(({ placementId }) => placementId),
  );
  return leftAlive(facts).map(({ start, last, leftOn }) => ({
    on: leftOn,
    who: start,
    n: supplied.has(last.placementId) ? 1 : 0,
    of: 1,
  }));
};

const costs =
  (unitsOf: (weeks: number) => number) =>
  (facts: Facts): readonly Tally[] =>
    approvals(facts).map((fact) => {
      const weeks = fact.approvedWeeks ?? 0;
      const pence = weeks * (fact.weeklyRatePence ?? 0);
      return { on: fact.approvedOn, who: fact, n: pence > 0 ? unitsOf(weeks) : 0, of: 1, pence };
    });

const tallies: Readonly<Record<MeasureId, (facts: Facts, question: MeasureQuestion) => readonly Tally[]>> = {
  'referrals-received': (facts) => asked(facts).map((fact) => ({ on: fact.receivedOn, who: fact, n: 1 })),
  'placements-approved': (facts) =>
    approvals(facts).map((fact) => ({ on: fact.approvedOn, who: fact, n: 1 })),
  'placements-started': (facts) =>
    starts(facts).map((stay) => ({ on: stay.admittedOn ?? stay.arrivesOn, who: stay, n: 1 })),
  'people-started': (facts, question) =>
    firstStarts(facts, question).map((stay) => ({ on: stay.admittedOn ?? stay.arrivesOn, who: stay, n: 1 })),
  'placed-out-of-area': outOfArea,
  'placements-completed': (facts) =>
    left(facts)
      .filter(({ last }) => last.endKind === 'planned')
      .map(({ start, leftOn }) => ({ on: leftOn, who: start, n: 1 })),
  'placements-ended-early': (facts) =>
    leftAlive(facts)
      .filter(({ last }) => last.endKind === 'unplanned')
      .map(({ start, leftOn }) => ({ on: leftOn, who: start, n: 1 })),
  'placements-never-started': (facts) =>
    facts.stays
      .filter(({ state, isRehab }) => state === 'never_started' && isRehab)
      .map((stay) => ({ on: stay.arrivesOn, who: stay, n: 1 })),
  'nights-available': (facts, question) => bedNights(facts, question, false),
  'nights-staffed': (facts, question) => bedNights(facts, question, true),
  'nights-occupied': occupiedNights,
  occupancy: (facts, question) => [
    ...occupiedNights(facts, question),
    ...bedNights(facts, question, true).map((night) => ({ ...night, n: 0, of: 1 })),
  ],
  'wait-to-assessment': waitsBetween('receivedOn', 'assessedOn'),
  'wait-assessment-to-approval': waitsBetween('assessedOn', 'approvedOn'),
  'wait-approval-to-acceptance': waitsBetween('approvedOn', 'acceptedOn'),
  'wait-acceptance-to-admission': waitsBetween('acceptedOn', 'admittedOn'),
  'wait-to-admission': waitsBetween('receivedOn', 'admittedOn'),
  'offers-made': offersOf(({ madeOn }) => madeOn),
  'offers-declined': offersOf(({ state, resolvedOn }) => (state === 'declined' ? resolvedOn : null)),
  'offers-lapsed': offersOf(({ state, resolvedOn }) => (state === 'expired' ? resolvedOn : null)),
  'retained-12-weeks': retained(12),
  'retained-26-weeks': retained(26),
  'retained-52-weeks': retained(52),
  're-presented': rePresented,
  'satisfaction-10': satisfied(10),
  'satisfaction-8-or-more': satisfied(8),
  'naloxone-at-discharge': withNaloxone,
  'cost-per-placement': costs(() => 1),
  'cost-per-week': costs((weeks) => weeks),
  'availability-fresh': ({ said }, { toOn, asAtOn }) => {
    const on = minDate(addNights(toOn, -1), asAtOn);
    return said.map(({ isFresh, ...who }) => ({ on, who, n: isFresh ? 1 : 0, of: 1 }));
  },
};

/** A measure counted in TypeScript, one fact at a time. The statements of SQL count the same another way. */
export const countFacts = (facts: Facts, question: MeasureQuestion): readonly MeasureCell[] =>
  add(tallies[question.measureId](facts, question), question);
