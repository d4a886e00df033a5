import { createChance, type Chance } from '../../src/composition/demonstration/chance.js';
import { dateOf, dayOf } from './civil-days.js';
import type { Caller, ContestedWorld, WorldReferral } from './contested-world.js';
import { routes, weeklyRatePence } from './contested-world.js';
import type { Violation } from './check-invariants.js';
import type { Attempt } from './history.js';
import type { Answer, Question } from './http-caller.js';

/** Things known to the clients, from which each picks at random: two that pick the same one race for it. */
class Known<T> {
  private readonly items: T[] = [];
  private readonly places = new Map<string, number>();

  constructor(private readonly idOf: (item: T) => string) {}

  get size(): number {
    return this.items.length;
  }

  add(item: T): void {
    const place = this.places.get(this.idOf(item));
    if (place === undefined) {
      this.places.set(this.idOf(item), this.items.length);
      this.items.push(item);
    } else {
      this.items[place] = item;
    }
  }

  remove(id: string): void {
    const place = this.places.get(id);
    const last = this.items.at(-1);
    if (place === undefined || last === undefined) return;
    this.items.pop();
    this.places.delete(id);
    if (this.idOf(last) === id) return;
    this.items[place] = last;
    this.places.set(this.idOf(last), place);
  }

  find(id: string): T | undefined {
    const place = this.places.get(id);
    return place === undefined ? undefined : this.items[place];
  }

  pick(chance: Chance): T | undefined {
    return this.items.length === 0 ? undefined : this.items[chance.between(0, this.items.length - 1)];
  }
}

interface KnownOffer {
  readonly id: string;
  readonly version: number;
  readonly partnershipId: string;
  readonly providerId: string;
  readonly arrivesOn: string;
  readonly departsOn: string;
}

interface KnownPlacement {
  readonly id: string;
  readonly version: number;
  readonly providerId: string;
  readonly arrivesOn: string;
  readonly departsOn: string;
}

interface KnownPeriod {
  readonly id: string;
  readonly version: number;
  readonly providerId: string;
}

/** What one attempt asks, and what follows for the clients when it is done or finds nothing to do. */
interface Ask {
  readonly operation: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  readonly version?: number;
  readonly recordRows: number;
  /** Learns from the answer; gives what was acknowledged. */
  readonly done: (reply: Reply) => Attempt['acknowledged'];
  /** The thing asked about is not as it was thought to be. */
  readonly stale?: () => void;
  /** The one status that may come back, where anything else breaks the invariant. */
  readonly mustBe?: { readonly statuses: readonly number[]; readonly invariant: string };
}

type Reply = Readonly<Record<string, unknown>>;

interface Answered {
  readonly ask: Ask;
  readonly question: Question;
  readonly answer: Answer;
}

export interface Tally {
  attempts: number;
  done: number;
  readonly byOperation: Map<string, { done: number; refused: number; unknown: number }>;
  readonly byRefusal: Map<string, number>;
}

export interface RaceOptions {
  readonly world: ContestedWorld;
  readonly attempts: number;
  readonly clients: number;
  readonly seed: number;
  readonly ask: (question: Question) => Promise<Answer | null>;
  /** Whether who pays is contested too: approvals shared between budgets, second approvals, and more early leavings. */
  readonly withApprovals?: boolean;
}

export interface Race {
  /** Runs every client until all attempts are made or `stop` was called. */
  run(): Promise<void>;
  stop(): void;
  readonly tally: Tally;
  readonly history: readonly Attempt[];
  readonly violations: readonly Violation[];
  /** Some offers that were open when last heard of. */
  someOffers(atMost: number): readonly string[];
  /** Lets the next free client answer this offer at once. */
  answerNow(offerId: string): void;
  isOurs(requestId: string): boolean;
}

const text = (reply: Reply, name: string): string => {
  const value = reply[name];
  if (typeof value !== 'string') throw new Error(`The answer has no ${name}: ${JSON.stringify(reply)}`);
  return value;
};
const versionIn = (reply: Reply): number => Number(reply['version']);

/** An answer without what differs each time it is given. */
const comparable = ({ status, text: body }: Answer): string =>
  `${status} ${body.replace(/"instance":"[^"]*"/, '"instance":""')}`;

const remembered = 1_000;
const fewestReferrals = 200;
/** At the price of a week here, more than one approver may give alone where no limit was set for them. */
const weeksForTwo = 40;

/** The clients: seeded choices, racing for the same few beds, people and pounds through the API. */
export const createRace = (options: RaceOptions): Race => {
  const { world, attempts, clients, seed, ask, withApprovals = false } = options;
  const chance = createChance(seed);
  const offers = new Known<KnownOffer>(({ id }) => id);
  const booked = new Known<KnownPlacement>(({ id }) => id);
  /** Those of the booked whose first night is here. */
  const arriving = new Known<KnownPlacement>(({ id }) => id);
  const residents = new Known<KnownPlacement>(({ id }) => id);
  const periods = new Known<KnownPeriod>(({ id }) => id);
  const referrals = new Known<WorldReferral>(({ referralId }) => referralId);
  for (const referral of world.referrals) referrals.add(referral);
  /** Referrals with an approval that waits for a second approver. */
  const proposed = new Known<WorldReferral>(({ referralId }) => referralId);

  const history: Attempt[] = [];
  const violations: Violation[] = [];
  const answered: Answered[] = [];
  const urgent: string[] = [];
  const tally: Tally = { attempts: 0, done: 0, byOperation: new Map(), byRefusal: new Map() };
  const prefix = `race-${seed}-`;
  let started = 0;
  let isStopped = false;

  const today = dayOf(world.today);
  const book = (placement: KnownPlacement): void => {
    booked.add(placement);
    if (dayOf(placement.arrivesOn) <= today) arriving.add(placement);
  };
  for (const { placementId, providerId, arrivesOn, departsOn } of world.bookings) {
    book({ id: placementId, version: 1, providerId, arrivesOn, departsOn });
  }
  const nextApril = dayOf(
    `${Number(world.today.slice(0, 4)) + (world.today.slice(5) < '04-01' ? 0 : 1)}-04-01`,
  );

  const someone = (role: Caller['role'], homeId: string): Caller => {
    const people = world.callers.filter((caller) => caller.role === role && caller.homeId === homeId);
    return chance.pick(people);
  };
  const outsider = (role: Caller['role'], homeId: string): Caller =>
    chance.pick(world.callers.filter((caller) => caller.role === role && caller.homeId !== homeId));

  const makeOffer = (): Ask | null => {
    const referral = referrals.pick(chance);
    if (referral === undefined) return null;
    // Mostly a bed that could take the person: refusals that never reach the ledger race for nothing.
    const fitting = world.beds.filter(({ sex }) => sex === 'any' || sex === referral.sex);
    const bed = chance.pick(chance.happens(0.95) ? fitting : world.beds);
    const from = chance.weighted([
      [today, 12],
      [today + chance.between(1, 20), 70],
      [nextApril - chance.between(1, 6), 15],
      [today - 1, 1],
    ]);
    const nights = chance.weighted([
      [chance.between(1, 4), 60],
      [chance.between(5, 12), 38],
      [0, 1],
      [250, 1],
    ]);
    const [arrivesOn, departsOn] = [dateOf(from), dateOf(from + nights)];
    const { referralId, partnershipId } = referral;
    return {
      operation: 'offer',
      path: '/api/offers',
      body: { referralId, bedId: bed.bedId, arrivesOn, departsOn },
      caller: someone(chance.happens(0.8) ? 'coordinator' : 'approver', partnershipId),
      recordRows: 1,
      done(reply) {
        const offer = { id: text(reply, 'offerId'), version: versionIn(reply), providerId: bed.providerId };
        offers.add({ ...offer, partnershipId, arrivesOn, departsOn });
        return { kind: 'offer', id: offer.id, version: offer.version };
      },
    };
  };

  const answerOffer = (
    operation: 'accept' | 'decline' | 'withdraw',
    offer: KnownOffer | undefined,
  ): Ask | null => {
    if (offer === undefined) return null;
    const { id, version, providerId, partnershipId, arrivesOn, departsOn } = offer;
    const common = { operation, version, stale: () => offers.remove(id) };
    const resolved = (reply: Reply): Attempt['acknowledged'] => {
      offers.remove(id);
      return { kind: 'offer', id, version: versionIn(reply) };
    };
    switch (operation) {
      case 'accept':
        return {
          ...common,
          path: `/api/offers/${id}/acceptance`,
          body: {},
          caller: someone('provider_manager', providerId),
          recordRows: 2,
          done(reply) {
            book({ id: text(reply, 'placementId'), version: 1, providerId, arrivesOn, departsOn });
            return resolved(reply);
          },
        };
      case 'decline':
        return {
          ...common,
          path: `/api/offers/${id}/refusal`,
          body: { refusedBy: 'person', reason: 'not_ready' },
          caller: someone('provider_manager', providerId),
          recordRows: 1,
          done: resolved,
        };
      case 'withdraw':
        return {
          ...common,
          path: `/api/offers/${id}/withdrawal`,
          body: { reason: 'Another place came up' },
          caller: someone('coordinator', partnershipId),
          recordRows: 1,
          done: resolved,
        };
    }
  };

  const movePlacement = (
    operation: string,
    from: readonly Known<KnownPlacement>[],
    placement: KnownPlacement | undefined,
    step: { readonly path: string; readonly body: Readonly<Record<string, unknown>> },
    then: (moved: KnownPlacement) => void,
  ): Ask | null => {
    if (placement === undefined) return null;
    const { id, version, providerId } = placement;
    return {
      operation,
      path: `/api/placements/${id}/${step.path}`,
      body: step.body,
      caller: someone('provider_manager', providerId),
      version,
      recordRows: 1,
      done(reply) {
        for (const known of from) known.remove(id);
        then({ ...placement, version: versionIn(reply) });
        return { kind: 'placement', id, version: versionIn(reply) };
      },
      // Somebody else moved it: its version is not known here any more.
      stale: () => {
        for (const known of from) if (known.find(id)?.version === version) known.remove(id);
      },
    };
  };

  const admit = (): Ask | null => {
    const placement = arriving.pick(chance);
    if (placement === undefined) return null;
    const latest = Math.min(today, dayOf(placement.departsOn) - 1);
    const admittedOn = dateOf(
      chance.between(dayOf(placement.arrivesOn), Math.max(latest, dayOf(placement.arrivesOn))),
    );
    const step = { path: 'admission', body: { admittedOn } };
    return movePlacement('admit', [booked, arriving], placement, step, (moved) => {
      residents.add({ ...moved, arrivesOn: admittedOn });
    });
  };
  const neverStarted = (): Ask | null =>
    movePlacement(
      'never-started',
      [booked, arriving],
      booked.pick(chance),
      { path: 'never-started', body: { reason: 'person_declined' } },
      () => undefined,
    );
  const extend = (): Ask | null => {
    const placement = residents.pick(chance);
    if (placement === undefined) return null;
    const departsOn = dateOf(dayOf(placement.departsOn) + chance.between(chance.happens(0.95) ? 1 : 0, 5));
    return movePlacement(
      'extend',
      [residents],
      placement,
      { path: 'extension', body: { departsOn, reason: 'More time helps' } },
      (moved) => {
        residents.add({ ...moved, departsOn });
      },
    );
  };
  const discharge = (): Ask | null => {
    const placement = residents.pick(chance);
    if (placement === undefined) return null;
    const earliest = dayOf(placement.arrivesOn);
    const latest = Math.max(earliest, Math.min(today, dayOf(placement.departsOn)));
    const endedOn = dateOf(chance.between(earliest, latest));
    return movePlacement(
      'discharge',
      [residents],
      placement,
      { path: 'discharge', body: { endedOn, kind: 'planned', reason: 'completed' } },
      () => undefined,
    );
  };

  const closeBed = (): Ask => {
    const bed = chance.pick(world.beds);
    // Some have begun already, so that putting the bed back shortens them.
    const from = today + chance.between(-2, 20);
    const body = {
      bedId: bed.bedId,
      fromOn: dateOf(from),
      toOn: dateOf(Math.max(from, today) + chance.between(1, 3)),
      reason: 'repair',
      confirmsPastNights: from < today,
    };
    return {
      operation: 'close-bed',
      path: '/api/out-of-service-periods',
      body,
      caller: someone('provider_manager', bed.providerId),
      recordRows: 1,
      done(reply) {
        const period = { id: text(reply, 'outOfServiceId'), version: versionIn(reply) };
        periods.add({ ...period, providerId: bed.providerId });
        return { kind: 'out_of_service', ...period };
      },
    };
  };
  const reopenBed = (): Ask | null => {
    const period = periods.pick(chance);
    if (period === undefined) return null;
    const { id, version, providerId } = period;
    return {
      operation: 'reopen-bed',
      path: `/api/out-of-service-periods/${id}/cancellation`,
      body: {},
      caller: someone('provider_manager', providerId),
      version,
      recordRows: 1,
      done(reply) {
        periods.remove(id);
        return { kind: 'out_of_service', id, version: versionIn(reply) };
      },
      stale: () => periods.remove(id),
    };
  };

  /** Two budgets pay for every week from now on; an offer that waits is taken back, since its money is held elsewhere. */
  const shareApproval = (): Ask | null => {
    const referral = referrals.pick(chance);
    if (referral === undefined) return null;
    const { referralId, partnershipId } = referral;
    const [payer, weeklyPence] = [chance.pick(routes), chance.between(1, weeklyRatePence - 1)];
    return {
      operation: 'share-approval',
      path: `/api/referrals/${referralId}/funding-decisions`,
      body: {
        ...{ decision: 'approved', decidedOn: world.today, weeks: 26, weeklyRatePence },
        otherPayers: [{ payer, weeklyPence }],
      },
      caller: someone('approver', partnershipId),
      recordRows: 1,
      done: () => null,
    };
  };
  /** More weeks than one approver may give alone. */
  const proposeApproval = (): Ask | null => {
    const referral = referrals.pick(chance);
    if (referral === undefined) return null;
    const { referralId, partnershipId } = referral;
    return {
      operation: 'propose-approval',
      path: `/api/referrals/${referralId}/funding-proposal`,
      body: {
        ...{ weeks: weeksForTwo, weeklyRatePence, decidedOn: world.today },
        ...{
          exceptionalReason: 'Needs longer',
          otherPayers: [{ payer: chance.pick(routes), weeklyPence: 35_000 }],
        },
      },
      caller: someone('approver', partnershipId),
      recordRows: 1,
      done() {
        proposed.add(referral);
        return null;
      },
    };
  };
  const confirmApproval = (): Ask | null => {
    const referral = proposed.pick(chance);
    if (referral === undefined) return null;
    const { referralId, partnershipId } = referral;
    const forget = (): void => proposed.remove(referralId);
    return {
      operation: 'confirm-approval',
      path: `/api/referrals/${referralId}/funding-proposal/confirmation`,
      body: {},
      caller: someone('approver', partnershipId),
      version: 1,
      recordRows: 2,
      done() {
        forget();
        return null;
      },
      stale: forget,
    };
  };

  /** Somebody of another organisation tries what would be right for one of its own. */
  const reachAcross = (): Ask | null => {
    const kind = chance.pick(['answer', 'withdraw', 'offer', 'admit', 'reopen'] as const);
    const own =
      kind === 'answer'
        ? answerOffer(chance.happens(0.5) ? 'accept' : 'decline', offers.pick(chance))
        : kind === 'withdraw'
          ? answerOffer('withdraw', offers.pick(chance))
          : kind === 'offer'
            ? makeOffer()
            : kind === 'admit'
              ? admit()
              : reopenBed();
    if (own === null) return null;
    const { stale: _stale, ...rest } = own;
    return {
      ...rest,
      operation: `${own.operation} for another organisation`,
      caller: outsider(own.caller.role === 'approver' ? 'coordinator' : own.caller.role, own.caller.homeId),
      // Dates that are no stay are refused before anything is looked up.
      mustBe: { statuses: [404, 422], invariant: 'I16' },
    };
  };

  /** Names a version the thing never had. */
  const wrongVersion = (): Ask | null => {
    const own = chance.pick([
      () => answerOffer('accept', offers.pick(chance)),
      () => answerOffer('decline', offers.pick(chance)),
      () => neverStarted(),
      () => extend(),
      () => reopenBed(),
    ])();
    if (own?.version === undefined) return null;
    const { stale: _stale, ...rest } = own;
    return {
      ...rest,
      operation: `${own.operation} at a version it never had`,
      version: own.version + 40,
      mustBe: { statuses: [409, 412], invariant: 'I17' },
    };
  };

  const parse = ({ text: body }: Answer): Reply => {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === 'object' ? { ...value } : {};
  };

  const note = (
    what: Ask,
    requestId: string,
    outcome: Attempt['outcome'],
    acknowledged: Attempt['acknowledged'],
  ): void => {
    history.push({
      requestId,
      operation: what.operation,
      outcome,
      recordRows: what.recordRows,
      acknowledged,
    });
    tally.attempts += 1;
    if (outcome === 'done') tally.done += 1;
    const counts = tally.byOperation.get(what.operation) ?? { done: 0, refused: 0, unknown: 0 };
    counts[outcome] += 1;
    tally.byOperation.set(what.operation, counts);
  };

  const newQuestion = (what: Ask): Question => {
    started += 1;
    const requestId = `${prefix}${started}`;
    return {
      path: what.path,
      body: what.body,
      caller: what.caller,
      // Unguessable does not matter here; the same seed asking the same does.
      key: `key-of-the-race-${requestId}-padded`,
      requestId,
      ...(what.version === undefined ? {} : { version: what.version }),
    };
  };

  const learn = (what: Ask, question: Question, answer: Answer | null): Answer | null => {
    if (answer === null) {
      note(what, question.requestId, 'unknown', null);
      return null;
    }
    const isDone = answer.status === 200 || answer.status === 201;
    if (what.mustBe !== undefined && !what.mustBe.statuses.includes(answer.status)) {
      violations.push({
        invariant: what.mustBe.invariant,
        text: `${what.operation} answered ${answer.status}: ${answer.text.slice(0, 200)}`,
      });
    }
    if (isDone) {
      note(what, question.requestId, 'done', what.done(parse(answer)));
    } else {
      const code = /"type":"\/problems\/([\w-]+)"/.exec(answer.text)?.[1] ?? String(answer.status);
      tally.byRefusal.set(code, (tally.byRefusal.get(code) ?? 0) + 1);
      note(what, question.requestId, 'refused', null);
      if (code === 'referral-closed') referrals.remove(String(what.body['referralId']));
      if (
        [
          'offer-expired',
          'offer-already-resolved',
          'offer-superseded',
          'not-in-that-state',
          'changed-since-you-read-it',
          'already-cancelled',
          'nothing-proposed',
        ].includes(code)
      ) {
        what.stale?.();
      }
    }
    // A key is forgotten with what it was sent for, so only answers of the last while are asked for again.
    if (answer.status !== 400) {
      const entry = { ask: what, question, answer };
      if (answered.length < remembered) answered.push(entry);
      else answered[chance.between(0, remembered - 1)] = entry;
    }
    return answer;
  };

  const attempt = async (what: Ask): Promise<Answer | null> => {
    const question = newQuestion(what);
    return learn(what, question, await ask(question));
  };

  const differ = (operation: string, first: Answer, again: Answer): void => {
    if (comparable(first) === comparable(again)) return;
    violations.push({
      invariant: 'I18',
      text: `${operation} was answered ${comparable(first).slice(0, 200)} and then ${comparable(again).slice(0, 200)}`,
    });
  };

  /** The same key again: the same answer, and nothing done. */
  const replay = async (): Promise<void> => {
    if (answered.length === 0) return;
    const { ask: what, question, answer } = chance.pick(answered);
    started += 1;
    const requestId = `${prefix}${started}`;
    const again = await ask({ ...question, requestId });
    note(
      { ...what, operation: 'replay', recordRows: 0 },
      requestId,
      again === null ? 'unknown' : 'refused',
      null,
    );
    if (again !== null) differ(`A replay of ${what.operation}`, answer, again);
  };

  /** The same key for something else: refused, and nothing done. */
  const replayAltered = async (): Promise<void> => {
    const with201 = answered.filter(
      ({ ask: what }) => what.operation === 'offer' || what.operation === 'close-bed',
    );
    if (with201.length === 0) return;
    const { ask: what, question } = chance.pick(with201);
    started += 1;
    const requestId = `${prefix}${started}`;
    const body =
      'departsOn' in question.body
        ? { ...question.body, departsOn: dateOf(dayOf(String(question.body['departsOn'])) + 1) }
        : { ...question.body, reason: 'infection' };
    const again = await ask({ ...question, body, requestId });
    note(
      { ...what, operation: 'key reused', recordRows: 0 },
      requestId,
      again === null ? 'unknown' : 'refused',
      null,
    );
    if (again !== null && again.status !== 422) {
      violations.push({
        invariant: 'I18',
        text: `A key used for another request answered ${again.status}: ${again.text.slice(0, 200)}`,
      });
    }
  };

  /** Two clicks on one button: both get one answer, and it happens once. */
  const doubleClick = async (what: Ask): Promise<void> => {
    const question = newQuestion(what);
    const [first, second] = await Promise.all([ask(question), ask(question)]);
    learn(what, question, first ?? second);
    if (first !== null && second !== null) differ(`A second click on ${what.operation}`, first, second);
  };

  /** A new person, recorded, assessed and funded, in the place of those whose referral has closed. */
  const newcomer = async (): Promise<void> => {
    const partnershipId = chance.pick(world.partnershipIds);
    const sex = chance.happens(0.5) ? ('female' as const) : ('male' as const);
    const route = chance.pick(routes);
    let referralId = '';
    const recorded = await attempt({
      operation: 'record-referral',
      path: '/api/referrals',
      body: {
        ...{
          givenName: 'Newcomer',
          familyName: `Number ${started}`,
          bornOn: '1990-02-03',
          sex,
          source: 'self',
          route,
        },
        ...{ receivedOn: world.today, reason: 'Asked', substance: 'drug', urgencyBand: 'soon' },
        ...{ urgencyReason: 'Judged', plannedWeeks: 12 },
      },
      caller: someone('coordinator', partnershipId),
      recordRows: 2,
      done(reply) {
        referralId = text(reply, 'referralId');
        return { kind: 'referral', id: referralId, version: 1 };
      },
    });
    if (recorded === null || referralId === '') return;
    await attempt({
      operation: 'record-assessment',
      path: `/api/referrals/${referralId}/assessments`,
      body: { heldOn: world.today, outcome: 'suitable' },
      caller: someone('coordinator', partnershipId),
      version: 1,
      recordRows: 1,
      done: (reply) => ({ kind: 'referral', id: referralId, version: versionIn(reply) }),
    });
    await attempt({
      operation: 'decide-funding',
      path: `/api/referrals/${referralId}/funding-decisions`,
      body: { decision: 'approved', decidedOn: world.today, weeks: 26, weeklyRatePence },
      caller: someone('approver', partnershipId),
      recordRows: 1,
      done() {
        referrals.add({ referralId, clientId: '', partnershipId, sex });
        return null;
      },
    });
  };

  const simple = (): Ask =>
    chance.weighted<() => Ask | null>([
      [makeOffer, 34],
      [() => answerOffer('accept', offers.pick(chance)), 15],
      [() => answerOffer('decline', offers.pick(chance)), 6],
      [() => answerOffer('withdraw', offers.pick(chance)), 6],
      [admit, 6],
      [neverStarted, 10],
      [extend, 4],
      [discharge, 4],
      [closeBed, 4],
      [reopenBed, 4],
      [reachAcross, 2],
      [wrongVersion, 1],
      ...(withApprovals
        ? ([
            [shareApproval, 8],
            [proposeApproval, 3],
            [confirmApproval, 6],
            [admit, 12],
            [discharge, 10],
          ] as const)
        : []),
    ])() ??
    makeOffer() ??
    closeBed();

  const step = async (): Promise<void> => {
    const hurried = urgent.pop();
    const dying = hurried === undefined ? undefined : offers.find(hurried);
    if (dying !== undefined) {
      const how = chance.pick(['accept', 'decline', 'withdraw'] as const);
      const what = answerOffer(how, dying);
      if (what !== null) {
        await attempt(what);
        return;
      }
    }
    if (referrals.size < fewestReferrals) return newcomer();
    const kind = chance.weighted([
      ['simple' as const, 92],
      ['double' as const, 4],
      ['replay' as const, 3],
      ['altered' as const, 1],
    ]);
    if (kind === 'simple') await attempt(simple());
    else if (kind === 'double') await doubleClick(simple());
    else if (kind === 'replay') await replay();
    else await replayAltered();
  };

  return {
    async run() {
      const client = async (): Promise<void> => {
        while (!isStopped && started < attempts) await step();
      };
      await Promise.all(Array.from({ length: clients }, client));
    },
    stop() {
      isStopped = true;
    },
    tally,
    history,
    violations,
    someOffers: (atMost) => {
      const ids = new Set<string>();
      for (let tries = 0; tries < atMost; tries += 1) {
        const offer = offers.pick(chance);
        if (offer !== undefined) ids.add(offer.id);
      }
      return [...ids];
    },
    answerNow(offerId) {
      urgent.push(offerId);
    },
    isOurs: (requestId) => requestId.startsWith(prefix),
  };
};
