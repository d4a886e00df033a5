/**
 * The service itself, asked through its HTTP doors by members of both partnerships and both providers: one database, one
 * Redis, one API, a clock that stands still until it is moved, and a worker that takes its turns when it is told to.
 */
import { Redis } from 'ioredis';

import { createHandlers } from '../../src/composition/handlers.js';
import { createScheduledWork, createSweep } from '../../src/composition/scheduled-work.js';
import { consumerNames } from '../../src/composition/subscriptions.js';
import { systemActor } from '../../src/kernel/actor.js';
import { done } from '../../src/kernel/outcome.js';
import { claimDue, takeOnce, type Delivery } from '../../src/platform/outbox/outbox.js';
import { createRunMessage } from '../../src/platform/outbox/run-message.js';
import {
  createProducerConnection,
  createPublisher,
  createQueueWorker,
} from '../../src/platform/queue/queues.js';
import { dateOf } from '../proof/civil-days.js';
import { newKey, type Caller, type Reply } from '../support/caller.js';
import { mondayMorning } from '../support/adjustable-clock.js';
import { startService, type RunningService } from '../support/running-service.js';
import { memberOf, world, type MemberEmail } from '../support/small-world.js';
import { throwAwayRedisUrl } from '../support/throw-away-servers.js';
import {
  bedOf,
  beds,
  closureOf,
  firstLimitPence,
  moveOf,
  offerOf,
  otherFundLimitPence,
  otherPartnership,
  personOf,
  placementOf,
  receivedDaysAgo,
  referralOf,
  repairOf,
  secondLimitPence,
  todayOf,
  transferOf,
  yearlyLimitPence,
  type Key,
  type Model,
  type ProviderName,
  type Referral,
} from './pathway-model.js';
import type { Request } from './pathway-requests.js';

/** A request as it goes out. */
export interface Letter {
  readonly from: MemberEmail;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  readonly version: number | null;
  readonly key: string;
}

/** What came back: the code of a refusal, or null, and the reply's own words. */
export interface Reaction {
  readonly status: number;
  readonly code: string | null;
  readonly version: number | null;
  /** The id of what was made. */
  readonly id: string | null;
  readonly expiresAtMs: number | null;
  /** The id of the offer under a booking that no offer was made for by itself. */
  readonly offerBehind: string | null;
  readonly text: string;
}

/**
 * How a worker takes its turn. `through-redis`: by the queues. `crash-before`: handed out, and the worker dies with the
 * jobs while Redis forgets everything. `crash-midway`: it dies before the transaction of each message is committed.
 * `crash-after`: it dies before it could say so, and every message is run again. `sweep`: only what rests on no message.
 */
export type WorkerTurn =
  'straight' | 'through-redis' | 'crash-before' | 'crash-midway' | 'crash-after' | 'sweep' | 'nightly';

export interface RealPathway {
  readonly service: RunningService;
  /** The ids of things by their keys in the model. */
  readonly ids: Map<Key, string>;
  letterOf(model: Model, request: Request): Letter;
  send(letter: Letter): Promise<Reaction>;
  takeTurn(turn: WorkerTurn): Promise<void>;
  /** Somebody at the doors. */
  callerOf(email: MemberEmail): Caller;
  /** Everything as it was at the beginning. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

const coordinators = {
  glasgow: 'coordinator@glasgow.example',
  highland: 'coordinator@highland.example',
} as const;
const approvers = { glasgow: 'approver@glasgow.example', highland: 'approver@highland.example' } as const;
const administrator = 'administrator@national.example' as const;
const secondApprover = 'second@glasgow.example' as const;
const managers = { larch: 'manager@larch.example', rowan: 'manager@rowan.example' } as const;
const otherProvider = { larch: 'rowan', rowan: 'larch' } as const satisfies Record<
  ProviderName,
  ProviderName
>;

/** Names that are told apart; of the people of the model, in order. */
const names = ['Aonghas', 'Beathag', 'Calum', 'Deòiridh'] as const;

const detoxText = (needsDetox: boolean): string => (needsDetox ? 'before_entry' : 'none');

const recorded = (model: Model, person: number) => ({
  givenName: names[person] ?? 'Eòghan',
  familyName: 'Macandrew',
  bornOn: '1985-06-15',
  sex: personOf(model, person).sex,
  source: 'key_worker',
  route: 'adp',
  reason: 'Wants to stop and stay stopped',
  substance: 'alcohol',
  urgencyBand: 'soon',
  urgencyReason: 'Stable for now',
  detoxNeed: detoxText(personOf(model, person).needsDetox),
  plannedWeeks: 12,
});

/** Everything that can be put right, as it stands but for detox; what nobody was asked was recorded as not known. */
const correctedTo = (model: Model, { person, urgencyReviewOn }: Referral, needsDetox: boolean) => {
  const { bornOn, sex, reason, substance, urgencyBand, urgencyReason, plannedWeeks } = recorded(
    model,
    person,
  );
  return {
    ...{ bornOn, sex, reason, substance, urgencyBand, urgencyReason, plannedWeeks },
    ...{ urgencyReviewOn: dateOf(urgencyReviewOn), detoxNeed: detoxText(needsDetox) },
    ...{ nearFatalOverdoseOn: null, liberationOn: null, isHomeless: null, isPregnant: null, mat: null },
    ...{ mentalHealthSupport: 'not_known', prescribedPainMedicine: null, needsStepFree: false },
    ...{ needsWetRoom: false, adults: 1, children: 0, oldestChildBornOn: null },
    ...{ prefersArea: 'no_preference', prefersMix: 'no_preference', preferredProjectIds: [] },
    ...{ acceptsFaithEthos: null, consentedWishes: [] },
  };
};

const idNames = [
  'takeoverId',
  'repairId',
  'moveId',
  'transferId',
  'referralId',
  'requestId',
  'proposalId',
  'fundingDecisionId',
  'placementId',
  'offerId',
  'outOfServiceId',
] as const;

const reactionOf = ({ status, body, text, version }: Reply): Reaction => {
  const isDone = status === 200 || status === 201;
  const code = isDone ? null : (/"type":"\/problems\/([\w-]+)"/.exec(text)?.[1] ?? `status ${status}`);
  const name = idNames.find((one) => typeof body?.[one] === 'string');
  return {
    // The request is named in a refusal, and a repeat is a request of its own.
    ...{ status, code, text: text.replace(/"instance":"[^"]*",?/, '') },
    version: isDone && typeof body?.version === 'number' ? body.version : version === 0 ? null : version,
    // An acceptance names both, and so does a leave: the last of the two is what it made.
    id: body?.leaveId ?? body?.placementId ?? (name === undefined ? null : body[name]),
    offerBehind: null,
    expiresAtMs: typeof body?.expiresAt === 'string' ? Date.parse(body.expiresAt) : null,
  };
};

/** Starts everything; one does for any number of runs. */
export const startRealPathway = async (): Promise<RealPathway> => {
  const service = await startService();
  const { dataSource, uow, clock, modules } = service;
  const callers = new Map<MemberEmail, Caller>();
  for (const email of [
    ...Object.values(coordinators),
    ...Object.values(approvers),
    secondApprover,
    administrator,
    ...Object.values(managers),
  ])
    callers.set(email, await service.as(email));
  const callerOf = (email: MemberEmail): Caller => {
    const caller = callers.get(email);
    if (caller === undefined) throw new Error(`${email} is not signed in.`);
    return caller;
  };
  for (const name of ['glasgow', 'highland'] as const)
    await dataSource.query(
      "UPDATE budget SET limit_pence = IF(route = 'adp', ?, ?) WHERE partnership_id = ?",
      [yearlyLimitPence[name], otherFundLimitPence, world.partnerships[name].id],
    );
  for (const [email, limitPence] of [
    [approvers.glasgow, firstLimitPence.glasgow],
    [approvers.highland, firstLimitPence.highland],
    [secondApprover, secondLimitPence],
  ] as const) {
    const { memberId, partnershipId } = memberOf(email);
    await dataSource.query(
      `INSERT INTO approval_limit (member_id, step, partnership_id, limit_pence, from_on, set_by)
         VALUES (?, 2, ?, ?, '2021-01-01', ?)`,
      [memberId, partnershipId, limitPence, memberOf('administrator').memberId],
    );
  }
  await dataSource.query('UPDATE project SET turnaround_nights = 1 WHERE id = ?', [
    world.projects.rowanBank.id,
  ]);

  // What stands before the first request is the world; whatever else holds rows later is emptied between runs.
  const tables: { name: string }[] = await dataSource.query(
    `SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`,
  );
  const isFilled = async (name: string): Promise<boolean> => {
    const rows: unknown[] = await dataSource.query(`SELECT 1 FROM ${name} LIMIT 1`);
    return rows.length > 0;
  };
  const emptied: string[] = [];
  for (const { name } of tables) if (!(await isFilled(name))) emptied.push(name);

  const ids = new Map<Key, string>();
  const idOf = (key: Key): string => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`The service has made no ${key}.`);
    return id;
  };

  const redis = new Redis(throwAwayRedisUrl());
  const publisher = createPublisher(
    createProducerConnection(throwAwayRedisUrl(), () => undefined),
    Object.values(consumerNames),
  );
  const handlers = createHandlers(modules, uow);
  const runMessage = createRunMessage(uow, handlers);
  const context = { actor: systemActor, requestId: 'worker-of-the-model' };
  const work = createScheduledWork(uow, modules);
  const faults: unknown[] = [];
  const noteFault = (fault: unknown): void => {
    faults.push(fault);
  };
  const sweep = createSweep(uow, modules, noteFault);

  /** Called with each message that a queue hands to the worker; a dead worker does nothing with it. */
  let onJob: (messageId: string) => Promise<void> = () => Promise.resolve();
  const queueWorkers = Object.values(consumerNames).map((consumer) =>
    createQueueWorker({
      ...{ url: throwAwayRedisUrl(), consumer, concurrency: 2 },
      // A Redis that forgets a job in hand is told of; what counts is what the message did.
      onFault: () => undefined,
      handle: (messageId) => onJob(messageId),
    }),
  );

  const claim = async (): Promise<readonly Delivery[]> => {
    const claimed = await uow.run(context, async (tx) =>
      done((await claimDue(tx, 500)).map((delivery) => ({ ...delivery }))),
    );
    return claimed.ok ? claimed.value : [];
  };

  /** Publishes and waits until each job was handed to a worker and it let go of it. */
  const throughQueues = async (
    deliveries: readonly Delivery[],
    handle: (messageId: string) => Promise<unknown>,
  ): Promise<void> => {
    const left = new Set(deliveries.map(({ id }) => id));
    if (left.size === 0) return;
    await new Promise<void>((resolve, reject) => {
      onJob = async (messageId) => {
        try {
          await handle(messageId);
        } catch (fault) {
          reject(fault instanceof Error ? fault : new Error(String(fault)));
        }
        left.delete(messageId);
        if (left.size === 0) resolve();
      };
      publisher.publish(deliveries).catch(reject);
    });
  };

  /** Everything a message does, undone as by the death of the process before the commit. */
  const dieMidway = async (id: string): Promise<void> => {
    const died = new Error('The worker died here.');
    try {
      await uow.run(context, async (tx) => {
        const message = await takeOnce(tx, id);
        const handle = message === null ? undefined : handlers[message.consumer];
        if (message !== null && handle !== undefined) await handle(tx, message);
        throw died;
      });
    } catch (fault) {
      if (fault !== died) throw fault;
    }
  };

  const takeTurn = async (turn: WorkerTurn): Promise<void> => {
    switch (turn) {
      case 'sweep':
        await sweep();
        break;
      case 'nightly':
        await work['nightly-rematch']();
        await work['expire-referrals']();
        await work['check-queues']();
        break;
      case 'crash-before': {
        await throughQueues(await claim(), () => Promise.resolve());
        await redis.flushall();
        break;
      }
      case 'crash-midway':
        for (const { id } of await claim()) await dieMidway(id);
        break;
      case 'straight':
      case 'through-redis':
      case 'crash-after':
        for (let claimed = await claim(); claimed.length > 0; claimed = await claim()) {
          if (turn === 'through-redis') await throughQueues(claimed, runMessage);
          else for (const { id } of claimed) await runMessage(id);
          if (turn === 'crash-after') for (const { id } of claimed) await runMessage(id);
        }
        break;
    }
    const [fault] = faults.splice(0);
    if (fault !== undefined) throw new Error('The worker failed.', { cause: fault });
  };

  const letterOf = (model: Model, request: Request): Letter => {
    const outsider = request.isOutsider === true;
    const member = (key: Key, role: 'coordinator' | 'approver'): MemberEmail => {
      const { partnership } = referralOf(model, key);
      const home = outsider ? otherPartnership[partnership] : partnership;
      return role === 'coordinator' ? coordinators[home] : approvers[home];
    };
    const managerOf = (provider: ProviderName): MemberEmail =>
      managers[outsider ? otherProvider[provider] : provider];
    const letter = (
      from: MemberEmail,
      path: string,
      body: Readonly<Record<string, unknown>>,
      version: number | null = null,
    ): Letter => ({ from, path, body, version, key: newKey() });
    switch (request.kind) {
      case 'record-referral': {
        const { person } = request;
        const receivedOn = dateOf(todayOf(model) - receivedDaysAgo);
        const home = personOf(model, person).partnership;
        return letter(coordinators[home], '/api/referrals', { ...recorded(model, person), receivedOn });
      }
      case 'record-assessment': {
        const { referral, heldOn, isSuitable, version } = request;
        const outcome = isSuitable ? 'suitable' : 'not_suitable';
        return letter(
          member(referral, 'coordinator'),
          `/api/referrals/${idOf(referral)}/assessments`,
          { heldOn: dateOf(heldOn), outcome },
          version,
        );
      }
      case 'book-detox': {
        const { referral, startsOn, endsOn, version } = request;
        return letter(
          member(referral, 'coordinator'),
          `/api/referrals/${idOf(referral)}/detox-bookings`,
          { site: 'Detox unit', startsOn: dateOf(startsOn), endsOn: dateOf(endsOn) },
          version,
        );
      }
      case 'correct-referral': {
        const { referral, needsDetox, version } = request;
        return letter(
          member(referral, 'coordinator'),
          `/api/referrals/${idOf(referral)}/correction`,
          correctedTo(model, referralOf(model, referral), needsDetox),
          version,
        );
      }
      case 'ask-transfer': {
        const { partnership } = referralOf(model, request.referral);
        const other = otherPartnership[partnership];
        return letter(
          coordinators[request.isByTaker ? other : partnership],
          `/api/referrals/${idOf(request.referral)}/transfers`,
          { toPartnershipId: world.partnerships[other].id, reason: 'They have moved house' },
        );
      }
      case 'accept-transfer':
      case 'decline-transfer':
      case 'withdraw-transfer': {
        const { askedBy } = transferOf(model, request.transfer);
        const isAskers = (request.kind === 'withdraw-transfer') !== request.isByWrongSide;
        const [word, body] = (
          {
            'accept-transfer': ['acceptance', {}],
            'decline-transfer': ['refusal', { note: 'They live here' }],
            'withdraw-transfer': ['withdrawal', { note: 'They came back' }],
          } as const
        )[request.kind];
        return letter(
          coordinators[isAskers ? askedBy : otherPartnership[askedBy]],
          `/api/transfers/${idOf(request.transfer)}/${word}`,
          body,
          request.version,
        );
      }
      case 'close-referral': {
        const { referral, reason, place, version } = request;
        const shown = place === null ? null : { placeId: idOf(place.key), version: place.version };
        return letter(
          member(referral, 'coordinator'),
          `/api/referrals/${idOf(referral)}/closing`,
          { reason, place: shown },
          version,
        );
      }
      case 'request-funding': {
        const { referral, weeks, weeklyPence } = request;
        return letter(member(referral, 'coordinator'), `/api/referrals/${idOf(referral)}/funding-request`, {
          ...{ weeks, weeklyRatePence: weeklyPence, reason: 'So long is needed' },
        });
      }
      case 'list-for-panel': {
        const { referral, panelOn, version } = request;
        return letter(
          member(referral, 'approver'),
          `/api/referrals/${idOf(referral)}/funding-request/panel`,
          { panelOn: dateOf(panelOn) },
          version,
        );
      }
      case 'defer-request': {
        const { referral, reason, version } = request;
        return letter(
          member(referral, 'approver'),
          `/api/referrals/${idOf(referral)}/funding-request/deferral`,
          { reason },
          version,
        );
      }
      case 'withdraw-request': {
        const { referral, version } = request;
        return letter(
          member(referral, 'coordinator'),
          `/api/referrals/${idOf(referral)}/funding-request/withdrawal`,
          { note: 'Asked for otherwise' },
          version,
        );
      }
      case 'approve-request': {
        const { referral, decidedOn, version } = request;
        return letter(
          member(referral, 'approver'),
          `/api/referrals/${idOf(referral)}/funding-request/approval`,
          { decidedOn: dateOf(decidedOn) },
          version,
        );
      }
      case 'decide-funding': {
        const { referral, isApproved, decidedOn, weeks, weeklyPence, others } = request;
        return letter(member(referral, 'approver'), `/api/referrals/${idOf(referral)}/funding-decisions`, {
          decidedOn: dateOf(decidedOn),
          ...(isApproved
            ? { decision: 'approved', weeks, weeklyRatePence: weeklyPence, otherPayers: others }
            : { decision: 'declined', reason: 'no_money_left' }),
        });
      }
      case 'propose-approval': {
        const { referral, decidedOn, weeks, weeklyPence, others, isExceptional } = request;
        return letter(member(referral, 'approver'), `/api/referrals/${idOf(referral)}/funding-proposal`, {
          ...{ decidedOn: dateOf(decidedOn), weeks, weeklyRatePence: weeklyPence, otherPayers: others },
          ...(isExceptional ? { exceptionalReason: 'No shorter stay is safe' } : {}),
        });
      }
      case 'confirm-approval': {
        const { referral, version, isByProposer } = request;
        const first = member(referral, 'approver');
        const isGlasgows = first === approvers.glasgow && !isByProposer;
        return letter(
          isGlasgows ? secondApprover : first,
          `/api/referrals/${idOf(referral)}/funding-proposal/confirmation`,
          {},
          version,
        );
      }
      case 'return-proposal': {
        const { referral, version } = request;
        return letter(
          member(referral, 'approver'),
          `/api/referrals/${idOf(referral)}/funding-proposal/return`,
          { note: 'It can be shorter' },
          version,
        );
      }
      case 'ask-takeover': {
        const { referral, from, weeklyPence, main, others } = request;
        return letter(member(referral, 'coordinator'), `/api/referrals/${idOf(referral)}/funding-takeover`, {
          ...{ fromOn: dateOf(from), weeklyRatePence: weeklyPence, payer: main, otherPayers: others },
          reason: 'Others can pay from then on',
        });
      }
      case 'confirm-takeover': {
        const { referral, isBySecond, version } = request;
        const first = member(referral, 'approver');
        return letter(
          isBySecond && first === approvers.glasgow ? secondApprover : first,
          `/api/referrals/${idOf(referral)}/funding-takeover/confirmation`,
          {},
          version,
        );
      }
      case 'return-takeover': {
        const { referral, version } = request;
        return letter(
          member(referral, 'approver'),
          `/api/referrals/${idOf(referral)}/funding-takeover/return`,
          { note: 'Not from that day' },
          version,
        );
      }
      case 'revoke-approval': {
        const { referral } = request;
        return letter(member(referral, 'approver'), `/api/referrals/${idOf(referral)}/funding-revocation`, {
          reason: 'circumstances_changed',
        });
      }
      case 'give-notice':
      case 'lift-notice': {
        const path = `/api/referrals/${idOf(request.referral)}/funding-notice`;
        const funder = member(request.referral, 'approver');
        return request.kind === 'give-notice'
          ? letter(funder, path, { reason: 'money_withdrawn' })
          : letter(funder, `${path}/lifting`, {});
      }
      case 'make-offer': {
        const { referral, bed, from, to } = request;
        return letter(member(referral, 'coordinator'), '/api/offers', {
          ...{ referralId: idOf(referral), bedId: world.beds[bed] },
          ...{ arrivesOn: dateOf(from), departsOn: dateOf(to), override: { reason: 'As the model wants' } },
        });
      }
      case 'accept-offer':
      case 'decline-offer':
      case 'withdraw-offer': {
        const { bed, referral } = offerOf(model, request.offer);
        const path = `/api/offers/${idOf(request.offer)}`;
        const { version } = request;
        const manager = managerOf(beds[bed].provider);
        if (request.kind === 'accept-offer') return letter(manager, `${path}/acceptance`, {}, version);
        return request.kind === 'decline-offer'
          ? letter(manager, `${path}/refusal`, { refusedBy: 'provider', reason: 'staffing' }, version)
          : letter(
              member(referral, 'coordinator'),
              `${path}/withdrawal`,
              { reason: 'A nearer place came up' },
              version,
            );
      }
      case 'admit':
      case 'record-leave':
      case 'record-return':
      case 'extend':
      case 'change-dates':
      case 'move-bed':
      case 'discharge':
      case 'never-started': {
        const bed = bedOf(placementOf(model, request.placement));
        const path = `/api/placements/${idOf(request.placement)}`;
        const manager = managerOf(beds[bed].provider);
        if (request.kind === 'record-leave')
          return letter(manager, `${path}/leaves`, {
            ...{ fromOn: dateOf(request.from), backExpectedOn: dateOf(request.backExpectedOn) },
            reason: 'family',
          });
        const { version } = request;
        if (request.kind === 'record-return')
          return letter(manager, `${path}/return`, { returnedOn: dateOf(request.returnedOn) }, version);
        if (request.kind === 'admit')
          return letter(
            manager,
            `${path}/admission`,
            { admittedOn: dateOf(request.admittedOn), knowsOfNotice: request.knowsOfNotice },
            version,
          );
        if (request.kind === 'extend')
          return letter(
            manager,
            `${path}/extension`,
            { departsOn: dateOf(request.to), reason: 'More time helps' },
            version,
          );
        if (request.kind === 'change-dates')
          return letter(
            manager,
            `${path}/dates`,
            { arrivesOn: dateOf(request.from), departsOn: dateOf(request.to), reason: 'Other days suit' },
            version,
          );
        if (request.kind === 'move-bed')
          return letter(
            manager,
            `${path}/bed`,
            { bedId: world.beds[request.bed], movesOn: dateOf(request.movesOn), reason: 'A quieter room' },
            version,
          );
        if (request.kind === 'never-started')
          return letter(manager, `${path}/never-started`, { reason: request.reason }, version);
        const { endedOn, reason } = request;
        const kind = reason === 'completed' ? 'planned' : 'unplanned';
        return letter(manager, `${path}/discharge`, { endedOn: dateOf(endedOn), kind, reason }, version);
      }
      case 'propose-move': {
        const { placement, bed, movesOn, to, weeklyPence, version } = request;
        return letter(
          managerOf(beds[bedOf(placementOf(model, placement))].provider),
          `/api/placements/${idOf(placement)}/provider-moves`,
          {
            ...{ bedId: world.beds[bed], movesOn: dateOf(movesOn), departsOn: dateOf(to) },
            ...{ weeklyRatePence: weeklyPence, reason: 'Nearer to their family' },
          },
          version,
        );
      }
      case 'accept-move':
      case 'decline-move':
      case 'withdraw-move': {
        const { kind, version } = request;
        const { bed, fromBed } = moveOf(model, request.move);
        const path = `/api/provider-moves/${idOf(request.move)}`;
        if (kind === 'withdraw-move')
          return letter(managerOf(beds[fromBed].provider), `${path}/withdrawal`, {}, version);
        const asked = managerOf(beds[bed].provider);
        return kind === 'accept-move'
          ? letter(asked, `${path}/acceptance`, {}, version)
          : letter(asked, `${path}/decline`, { reason: 'staffing' }, version);
      }
      case 'propose-repair': {
        const { placement, repairKind, day, version } = request;
        return letter(
          administrator,
          `/api/placements/${idOf(placement)}/repairs`,
          {
            ...{ kind: repairKind, reason: 'Entered for the wrong person' },
            ...(repairKind === 'arrival_day' ? { dayOn: dateOf(day) } : {}),
          },
          version,
        );
      }
      case 'confirm-repair':
      case 'return-repair': {
        const bed = bedOf(placementOf(model, repairOf(model, request.repair).placement));
        const manager = managerOf(beds[bed].provider);
        const path = `/api/repairs/${idOf(request.repair)}`;
        if (request.kind === 'return-repair')
          return letter(manager, `${path}/return`, { note: 'They did sleep here' }, request.version);
        const second = request.isByProposer ? administrator : manager;
        return letter(second, `${path}/confirmation`, {}, request.version);
      }
      case 'close-bed': {
        const { bed, from, to, confirmsPast } = request;
        return letter(managerOf(beds[bed].provider), '/api/out-of-service-periods', {
          ...{ bedId: world.beds[bed], fromOn: dateOf(from), toOn: dateOf(to), reason: 'repair' },
          confirmsPastNights: confirmsPast,
        });
      }
      case 'reopen-bed': {
        const { provider } = beds[closureOf(model, request.closure).bed];
        const path = `/api/out-of-service-periods/${idOf(request.closure)}/cancellation`;
        return letter(managerOf(provider), path, {}, request.version);
      }
    }
  };

  /**
   * An offer that passes somebody over is asked for and confirmed instead: the model knows nothing of what is suggested, and
   * means the offer. Sent again, each step is the same one.
   */
  const confirmed = async (
    { from, path, body, key }: Pick<Letter, 'from' | 'path' | 'body' | 'key'>,
    reaction: Reaction,
  ): Promise<Reaction> => {
    if (path !== '/api/offers' || reaction.code !== 'override-needs-second-person') return reaction;
    const { referralId, ...asked } = body ?? {};
    const home = from === coordinators.glasgow ? 'glasgow' : 'highland';
    const here = `/api/referrals/${String(referralId)}/override`;
    const waits = await callerOf(from).post(here, asked, { key: `${key}-asked` });
    if (waits.status !== 201) return reactionOf(waits);
    const { loses, version } = waits.body;
    return reactionOf(
      await callerOf(approvers[home]).post(
        `${here}/confirmation`,
        { loses },
        { key: `${key}-confirmed`, version },
      ),
    );
  };

  return {
    service,
    ids,
    letterOf,
    async send({ from, path, body, version, key }) {
      const options = { key, ...(version === null ? {} : { version }) };
      const reaction = await confirmed(
        { from, path, body, key },
        reactionOf(await callerOf(from).post(path, body, options)),
      );
      const isMoveTaken = path.startsWith('/api/provider-moves/') && path.endsWith('/acceptance');
      if (!isMoveTaken || reaction.code !== null) return reaction;
      const booked = 'SELECT offer_id FROM placement WHERE id = ?';
      const rows: { offer_id: string }[] = await dataSource.query(booked, [reaction.id]);
      return { ...reaction, offerBehind: rows[0]?.offer_id ?? null };
    },
    takeTurn,
    callerOf,
    async reset() {
      ids.clear();
      await redis.flushall();
      const runner = dataSource.createQueryRunner();
      try {
        await runner.query('SET SESSION foreign_key_checks = 0');
        for (const name of emptied) if (await isFilled(name)) await runner.query(`TRUNCATE TABLE ${name}`);
        await runner.query('SET SESSION foreign_key_checks = 1');
      } finally {
        await runner.release();
      }
      await dataSource.query('UPDATE budget SET held_pence = 0, spent_pence = 0');
      clock.set(mondayMorning);
    },
    async stop() {
      await Promise.all(queueWorkers.map((worker) => worker.close()));
      await publisher.close();
      redis.disconnect();
      await service.stop();
    },
  };
};
