import { addNights, type IsoDate } from '../../kernel/iso-date.js';
import { done, type Outcome, type Refusal } from '../../kernel/outcome.js';
import type { Actor, Scope } from '../../kernel/actor.js';
import type { Permission } from '../../kernel/permissions.js';
import type { Plain, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import type { SafetyAnswer } from '../../modules/placements/domain/leaving-safely.js';
import { select } from '../../platform/db/sql.js';
import type { Modules } from '../modules.js';
import type { Chance } from './chance.js';
import type { World } from './world.js';

/** What recording for people who leave needs of a day. */
export interface LeavingDay {
  readonly uow: UnitOfWork;
  readonly modules: Modules;
  readonly world: World;
  readonly chance: Chance;
  readonly today: IsoDate;
  /** Whether today is among the last days, of which something is left to do; what came before has been made good. */
  readonly isLate: boolean;
}

/** Does something as a member; false when refused. */
type Act = (
  actor: Actor | undefined,
  permission: Permission,
  work: (tx: Tx, scope: Scope, memberId: string) => Promise<Outcome<Plain, Refusal>>,
) => Promise<boolean>;

/** How often each is done in time on the last days; assumptions that leave something overdue, not figures. */
const rates = {
  naloxoneOnArrival: 0.9,
  atLeaving: 0.88,
  byPartnership: 0.85,
  firstContact: 0.9,
  secondContact: 0.85,
  reached: 0.8,
  followUp: 0.75,
} as const;

/** Days after leaving on which people are called, and followed up. */
const callsAfter = { first: 4, second: 19 } as const;

interface Leaver {
  readonly id: string;
  readonly provider_id: string;
  readonly partnership_id: string;
  readonly admitted_on: IsoDate;
  readonly ended_on: IsoDate | null;
}

const plain = {
  weeks: null,
  note: null,
  correctsId: null,
  naloxone: null,
  measured: null,
} as const;

type Answer = Pick<SafetyAnswer, 'subject' | 'outcome'> &
  Partial<Pick<SafetyAnswer, 'weeks' | 'note' | 'naloxone' | 'measured'>>;

/** Several answers about one placement by one member, in one transaction; what is refused is left out. */
const record =
  ({ modules, today }: LeavingDay, act: Act) =>
  (
    actor: Actor | undefined,
    permission: Permission,
    placementId: string,
    answers: readonly Answer[],
  ): Promise<boolean> =>
    act(actor, permission, async (tx, scope, memberId) => {
      for (const answer of answers) {
        await modules.leaving.recordSafety(tx, scope, {
          ...{ ...plain, ...answer },
          ...{ memberId, placementId, happenedOn: today },
        });
      }
      return done(true);
    });

const naloxone = (chance: Chance): Pick<Answer, 'outcome' | 'naloxone' | 'note'> => {
  const outcome = chance.weighted([
    ['accepted', 8],
    ['has_kit', 1],
    ['declined', 1],
  ] as const);
  return outcome === 'accepted'
    ? { outcome, naloxone: { kits: chance.between(1, 2), isTrained: chance.happens(0.9) } }
    : { outcome };
};

const onLeaving = (chance: Chance): readonly Answer[] => [
  { subject: 'naloxone_at_discharge', ...naloxone(chance) },
  {
    subject: 'prescriber_informed',
    outcome: chance.weighted([
      ['told_dose_rechecked', 5],
      ['told', 2],
      ['no_prescriber', 3],
    ]),
  },
  {
    subject: 'next_address',
    outcome: chance.weighted([
      ['own_home', 5],
      ['family_or_friends', 2],
      ['supported_accommodation', 2],
      ['temporary_accommodation', 1],
    ]),
  },
];

const byPartnership = (chance: Chance): readonly Answer[] => [
  { subject: 'key_worker_acknowledged', outcome: 'acknowledged' },
  {
    subject: 'dual_housing',
    outcome: chance.weighted([
      ['not_claimed', 6],
      ['stopped', 3],
      ['continued', 1],
    ]),
  },
  {
    subject: 're_engagement',
    outcome: chance.weighted([
      ['treatment_goes_on', 4],
      ['treatment_arranged', 2],
      ['not_needed', 3],
      ['declined', 1],
    ]),
  },
];

const followUp = (chance: Chance, weeks: number): Answer => {
  const isHeld = chance.happens(0.75);
  return isHeld
    ? {
        ...{ subject: 'follow_up', weeks, outcome: 'held' },
        measured: {
          instrument: 'Recovery Outcomes (ROW)',
          instrumentVersion: 'invented',
          score: chance.between(30, 90),
          satisfaction: chance.weighted([
            [10, 5],
            [9, 3],
            [8, 3],
            [6, 1],
            [3, 1],
          ]),
        },
      }
    : { subject: 'follow_up', weeks, outcome: chance.pick(['lost', 'declined']) };
};

/** What the day asks for people who arrived, left today, or left some days or weeks ago; much of it is done. */
export const keepLeaversSafe = async (day: LeavingDay, act: Act): Promise<void> => {
  const { uow, modules, world, chance, today, isLate } = day;
  const isDone = (rate: number): boolean => !isLate || chance.happens(rate);
  const { followUpWeeks } = modules.leaving.policy;
  const leftOn = [
    today,
    addNights(today, -callsAfter.first),
    addNights(today, -callsAfter.second),
    ...followUpWeeks.map((weeks) => addNights(today, -weeks * 7)),
  ];
  const people = await uow.read((tx) =>
    select<Leaver>(
      tx,
      `SELECT id, provider_id, partnership_id, admitted_on, ended_on FROM placement
        WHERE (state = 'admitted' AND admitted_on = ?) OR (state = 'ended' AND ended_on IN (?)) ORDER BY id`,
      [today, leftOn],
    ),
  );
  const write = record(day, act);
  for (const { id, provider_id, partnership_id, admitted_on, ended_on } of people) {
    const manager = world.managers.get(provider_id);
    const coordinator = world.coordinators.get(partnership_id);
    const project: Answer[] = [];
    const partnership: Answer[] = [];
    if (admitted_on === today && isDone(rates.naloxoneOnArrival)) {
      project.push({ subject: 'naloxone_at_admission', ...naloxone(chance) });
    }
    if (ended_on === today && isDone(rates.atLeaving)) project.push(...onLeaving(chance));
    if (ended_on === today && isDone(rates.byPartnership)) partnership.push(...byPartnership(chance));
    for (const [after, rate] of [
      [callsAfter.first, rates.firstContact],
      [callsAfter.second, rates.secondContact],
    ] as const) {
      if (ended_on !== addNights(today, -after) || !isDone(rate)) continue;
      partnership.push({ subject: 'contact', outcome: isDone(rates.reached) ? 'reached' : 'not_reached' });
    }
    const weeks = followUpWeeks.find((count) => ended_on === addNights(today, -count * 7));
    if (weeks !== undefined && isDone(rates.followUp)) partnership.push(followUp(chance, weeks));
    if (project.length > 0) await write(manager, 'run-placements', id, project);
    if (partnership.length > 0) await write(coordinator, 'follow-up-placements', id, partnership);
  }
};
