import { join } from 'node:path';

import type { DataSource } from 'typeorm';

import { createChance, type Chance } from '../../src/composition/demonstration/chance.js';
import { inventReferral } from '../../src/composition/demonstration/invented-people.js';
import { createStory, type Story } from '../../src/composition/demonstration/story.js';
import { createWorld, readWorld, type World } from '../../src/composition/demonstration/world.js';
import { createModules, type Modules } from '../../src/composition/modules.js';
import { openDataSource } from '../../src/composition/database.js';
import { loadReferenceData } from '../../src/composition/reference-data.js';
import { newReferenceFrom } from '../../src/composition/reference.js';
import { systemActor, type Actor, type Scope } from '../../src/kernel/actor.js';
import { addNights, londonInstant, type IsoDate } from '../../src/kernel/iso-date.js';
import { pence } from '../../src/kernel/money.js';
import { done, type Outcome, type Refusal } from '../../src/kernel/outcome.js';
import { scopeFor, type Permission } from '../../src/kernel/permissions.js';
import type { Plain, Tx } from '../../src/kernel/unit-of-work.js';
import type { BedUnit } from '../../src/modules/capacity/contract/availability.js';
import { readUnits } from '../../src/modules/capacity/adapters/db/unit-repository.js';
import { wishesGiven } from '../../src/modules/referrals/domain/circumstances.js';
import { bedSheetRepository } from '../../src/modules/capacity/adapters/db/bed-sheet-repository.js';
import { makeExportBeds, makeImportBeds } from '../../src/modules/capacity/application/import-beds.js';
import { sheetDate } from '../../src/modules/capacity/domain/bed-sheet.js';
import { readArrivedClaims } from '../../src/modules/placements/adapters/db/placement-repository.js';
import { createAppendEvent } from '../../src/platform/outbox/outbox.js';
import { subscriptions } from '../../src/composition/subscriptions.js';
import { appendAudit } from '../../src/platform/db/audit-writer.js';

const context = { actor: systemActor, requestId: 'five-years' };
const referenceData = join(import.meta.dirname, '../../../config/reference-data');

/** How much there is, and what the service refused on the way, by code: whoever is refused goes no further. */
export interface FiveYears {
  readonly placements: number;
  readonly bedNights: number;
  readonly steps: number;
  readonly refused: Readonly<Record<string, number>>;
}

interface Stage {
  readonly story: Story;
  readonly modules: Modules;
  readonly world: World;
  readonly chance: Chance;
  readonly refused: Map<string, number>;
}

/** Does something as a member, as the doors do. Null when the service refuses. */
const act = async <Value extends Plain>(
  { story, refused }: Stage,
  actor: Actor | undefined,
  permission: Permission,
  work: (tx: Tx, scope: Scope, memberId: string) => Promise<Outcome<Value, Refusal>>,
): Promise<Value | null> => {
  const scope = actor === undefined ? null : scopeFor(actor, permission);
  if (actor === undefined || scope === null) throw new Error(`Nobody may ${permission} there.`);
  const outcome = await story.uow.run({ actor, requestId: context.requestId }, (tx) =>
    work(tx, scope, actor.memberId),
  );
  if (outcome.ok) return outcome.value;
  refused.set(outcome.refusal.code, (refused.get(outcome.refusal.code) ?? 0) + 1);
  return null;
};

/** One step of somebody's way: the day it is taken on, and what it does. False: the way ends there. */
interface Step {
  readonly on: IsoDate;
  readonly take: () => Promise<boolean>;
}

/** Steps one after another. Where one of them ends the way, the referral is closed: nobody waits for five years. */
interface Way {
  readonly steps: readonly Step[];
  readonly close: (on: IsoDate) => Step;
}

/** When one bed has one person, or waited for one who never came. */
interface Turn {
  readonly bed: BedUnit;
  readonly arrivesOn: IsoDate;
  readonly weeks: number;
  /** The day the person leaves, before the time or at it. */
  readonly leavesOn: IsoDate;
  readonly isEarly: boolean;
}

/** Everything one person and those who look after them do, from the referral to the answers on leaving. */
const wayOf = (stage: Stage, { bed, arrivesOn, weeks, leavesOn, isEarly }: Turn): Way => {
  const { modules, world, chance } = stage;
  const partnershipId = chance.pick(world.partnerships).id;
  const coordinator = world.coordinators.get(partnershipId);
  const approver = world.approvers.get(partnershipId);
  const manager = world.managers.get(bed.providerId);
  const receivedOn = addNights(arrivesOn, -chance.between(32, 100));
  const isFemale =
    bed.sexDesignation === 'female' || (bed.sexDesignation !== 'male' && chance.happens(1 / 3));
  const invented = inventReferral(chance, receivedOn, [bed.projectId]);
  const { prefersArea, prefersMix, preferredProjectIds } = invented;
  const wishes = { prefersArea, prefersMix, preferredProjectIds, acceptsFaithEthos: true };
  // What beds and projects refuse is another matter: this person fits, or the five years would hold few stays.
  const referral = {
    ...invented,
    ...{ receivedOn, sex: isFemale ? ('female' as const) : ('male' as const), isPregnant: false },
    ...{ needsStepFree: false, needsWetRoom: false, children: 0, oldestChildBornOn: null },
    ...{ detoxNeed: 'none' as const, plannedWeeks: weeks, liberationOn: null },
    ...{ ...wishes, consentedWishes: wishesGiven(wishes) },
    familyName: `${invented.familyName}-${chance.between(1, 99_999)}`,
  };
  const fate = chance.weighted([
    ['arrives', 88],
    ['not-suitable', 3],
    ['withdraws', 4],
    ['not-funded', 2],
    ['declined', 2],
    ['never-starts', 1],
  ]);
  let referralId = '';
  let version = 0;
  let offer = { offerId: '', version: 0 };
  let placement = { placementId: '', version: 0 };
  const decidedOn = addNights(arrivesOn, -chance.between(9, 18));
  const receive: Step = {
    on: receivedOn,
    take: async () => {
      const made = await act(stage, coordinator, 'edit-referrals', (tx, scope, memberId) =>
        modules.referrals.recordReferral(tx, scope, { memberId, today: receivedOn, referral }),
      );
      if (made !== null) ({ referralId, version } = made);
      return made !== null;
    },
  };
  const assess: Step = {
    on: addNights(receivedOn, chance.between(1, 12)),
    async take() {
      const held = await act(stage, coordinator, 'edit-referrals', (tx, scope, memberId) =>
        modules.referrals.recordAssessment(tx, scope, {
          ...{ memberId, referralId, expectedVersion: version, today: assess.on, heldOn: assess.on },
          outcome: fate === 'not-suitable' ? 'not_suitable' : 'suitable',
        }),
      );
      if (held !== null) ({ version } = held);
      return held !== null;
    },
  };
  const close = (on: IsoDate): Step => ({
    on,
    take: async () => {
      await act(stage, coordinator, 'edit-referrals', (tx, scope, memberId) =>
        modules.referrals.closeReferral(tx, scope, {
          ...{ memberId, referralId, expectedVersion: version, today: on, note: null },
          reason: fate === 'not-suitable' ? 'no_longer_suitable' : 'withdrawn_by_person',
        }),
      );
      return true;
    },
  });
  if (fate === 'not-suitable' || fate === 'withdraws') {
    return { steps: [receive, assess, close(addNights(assess.on, 9))], close };
  }
  const decide: Step = {
    on: decidedOn,
    take: async () => {
      const decided = await act(stage, approver, 'decide-funding', (tx, scope, memberId) =>
        modules.funding.decideFunding(tx, scope, {
          ...{ memberId, referralId, today: decidedOn, decidedOn },
          ...(fate === 'not-funded'
            ? ({ decision: 'declined', reason: 'more_information', note: null } as const)
            : ({
                decision: 'approved',
                weeks,
                weeklyRatePence: pence(chance.between(70_000, 130_000)),
              } as const)),
        }),
      );
      return decided !== null && fate !== 'not-funded';
    },
  };
  const propose: Step = {
    on: addNights(decidedOn, chance.between(1, 3)),
    take: async () => {
      const made = await act(stage, coordinator, 'make-offers', (tx, scope, memberId) =>
        modules.placements.makeOffer(tx, scope, {
          ...{
            memberId,
            referralId,
            bedId: bed.bedId,
            arrivesOn,
            departsOn: addNights(arrivesOn, weeks * 7),
          },
        }),
      );
      if (made !== null) offer = made;
      return made !== null;
    },
  };
  const answer: Step = {
    on: addNights(propose.on, 1),
    take: async () => {
      const answered = { offerId: offer.offerId, expectedVersion: offer.version };
      if (fate === 'declined') {
        await act(stage, manager, 'answer-offers', (tx, scope) =>
          modules.placements.declineOffer(tx, scope, {
            ...answered,
            ...{ refusedBy: 'person', reason: 'prefers_another_place' },
          }),
        );
        return false;
      }
      const accepted = await act(stage, manager, 'answer-offers', (tx, scope) =>
        modules.placements.acceptOffer(tx, scope, answered),
      );
      if (accepted !== null) placement = { placementId: accepted.placementId, version: 1 };
      return accepted !== null;
    },
  };
  const arrive: Step = {
    on: arrivesOn,
    take: async () => {
      const change = { placementId: placement.placementId, expectedVersion: placement.version };
      if (fate === 'never-starts') {
        await act(stage, manager, 'run-placements', (tx, scope, memberId) =>
          modules.placements.recordNeverStarted(tx, scope, { ...change, memberId, reason: 'uncontactable' }),
        );
        return false;
      }
      const admitted = await act(stage, manager, 'run-placements', (tx, scope, memberId) =>
        modules.placements.admit(tx, scope, { ...change, memberId, admittedOn: arrivesOn }),
      );
      if (admitted === null) return false;
      placement = admitted;
      // What a worker does when it hears of the arrival.
      await stage.story.uow.run(context, async (tx) => {
        await modules.referrals.closeAsPlaced(tx, referralId);
        return done(true);
      });
      return true;
    },
  };
  const leave: Step = {
    on: leavesOn,
    take: async () => {
      const left = await act(stage, manager, 'run-placements', (tx, scope, memberId) =>
        modules.placements.discharge(tx, scope, {
          ...{ placementId: placement.placementId, expectedVersion: placement.version, memberId },
          ...{ endedOn: leavesOn, kind: isEarly ? 'unplanned' : 'planned' },
          reason: isEarly ? 'dropped_out' : 'completed',
        }),
      );
      if (left === null) return false;
      const answers = [
        { subject: 'naloxone_at_discharge', outcome: chance.pick(['has_kit', 'declined']), measured: null },
        {
          subject: 'leaving_outcome',
          outcome: 'taken',
          measured: {
            ...{ instrument: 'Recovery Outcomes (ROW)', instrumentVersion: 'invented' },
            ...{ score: chance.between(30, 90), satisfaction: chance.between(5, 10) },
          },
        },
      ] as const;
      await act(stage, manager, 'run-placements', async (tx, scope, memberId) => {
        for (const each of answers) {
          const told = await modules.leaving.recordSafety(tx, scope, {
            ...{ weeks: null, note: null, correctsId: null, naloxone: null, ...each },
            ...{ memberId, placementId: placement.placementId, happenedOn: leavesOn },
          });
          if (!told.ok) return told;
        }
        return done(true);
      });
      return true;
    },
  };
  return { steps: [receive, assess, decide, propose, answer, arrive, leave], close };
};

/** One person after another in each bed, from the first day until today; who lives there today has not left. */
const turnsOf = (chance: Chance, beds: readonly BedUnit[], first: IsoDate, until: IsoDate): readonly Turn[] =>
  beds.flatMap((bed) => {
    const turns: Turn[] = [];
    for (let free = addNights(first, 101 + chance.between(0, 60)); free < until;) {
      const arrivesOn = addNights(free, bed.turnaroundNights + chance.between(0, 9));
      const weeks = chance.between(6, 18);
      const isEarly = chance.happens(0.25);
      const leavesOn = addNights(arrivesOn, isEarly ? chance.between(3, 38) : weeks * 7);
      turns.push({ bed, arrivesOn, weeks, leavesOn, isEarly });
      // A bed that is free before its time is offered only then.
      free = isEarly ? addNights(leavesOn, 18) : leavesOn;
    }
    return turns;
  });

/** As many as are pledged (Scottish Government, bed capacity in residential rehabilitation, 26 November 2024). */
const bedsOfCountry = 650;

/**
 * As many beds as were pledged, each like one that is known, taken in from the sheets of the providers: of most real beds
 * nothing but their number is published, and of some not even that.
 */
const takeInBeds = async (stage: Stage, first: IsoDate): Promise<void> => {
  const { story, world } = stage;
  const importBeds = makeImportBeds({
    ...{ sheets: bedSheetRepository, readArrivedClaims, newId: story.newId, audit: appendAudit },
    events: createAppendEvent(subscriptions),
  });
  const known = (await story.uow.read((tx) => readUnits(tx, {}))).length;
  const copies = Math.ceil(bedsOfCountry / known) - 1;
  const exportBeds = makeExportBeds({ sheets: bedSheetRepository });
  for (const manager of world.managers.values()) {
    await act(stage, manager, 'edit-beds', async (tx, scope) => {
      const beds = (await exportBeds(tx, scope)).filter(({ bed }) => bed !== '');
      const rows = Array.from({ length: copies }, (_, copy) =>
        beds.map((cells) => ({ ...cells, bed: `${cells.bed} (${copy + 2})`, room: '' })),
      ).flat();
      return importBeds(tx, scope, {
        rows: rows.map((cells, index) => ({
          row: index + 2,
          cells: { ...cells, opensOn: sheetDate(addNights(first, 30)), closesOn: '' },
        })),
        ...{ isDryRun: false, importedOn: first },
      });
    });
  }
};

/** As many are on their way at once as there are doors to the database to spare. */
const atOnce = 6;

/** Takes a step of each, of several at once; says of each whether it goes on. */
const takeAll = async (steps: readonly Step[]): Promise<readonly boolean[]> => {
  const goOn: boolean[] = [];
  const queue = steps.map((step, index) => ({ step, index }));
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      goOn[next.index] = await next.step.take();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return goOn;
};

/**
 * Five years of the country's real projects and partnerships and of people who do not exist, lived through the use cases
 * themselves, day after day: about ten thousand stays. Only the matcher stays out of it: who gets which bed is chance.
 */
export const liveFiveYears = async (
  databaseUrl: string,
  today: IsoDate,
  say: (line: string) => void,
): Promise<FiveYears> => {
  // Connections of its own: each keeps the time of the last day it lived.
  const dataSource = openDataSource(databaseUrl, atOnce + 2);
  await dataSource.initialize();
  try {
    return await live(dataSource, today, say);
  } finally {
    await dataSource.destroy();
  }
};

const live = async (
  dataSource: DataSource,
  today: IsoDate,
  say: (line: string) => void,
): Promise<FiveYears> => {
  const first = addNights(today, -5 * 365);
  const story = createStory(dataSource, 20_261_123);
  const { uow, newId } = story;
  story.moveTo(londonInstant(addNights(first, -30), 8 * 60));
  await loadReferenceData({ uow, context, newId, audit: appendAudit, folder: referenceData });
  for (const years of [0, 2, 5]) await createWorld(uow, context, newId, addNights(first, years * 365));
  // Money is no matter here: what is short of it goes no further, and the five years are to be full.
  await dataSource.query('UPDATE budget SET limit_pence = 1000000000000');
  const modules = createModules({
    newId,
    newReference: () => newReferenceFrom((limit) => story.chance().between(0, limit - 1)),
  });
  const chance = createChance(20_261_123);
  const stage: Stage = { story, modules, world: await readWorld(uow), chance, refused: new Map() };
  await takeInBeds(stage, first);
  const beds = (await uow.read((tx) => readUnits(tx, {}))).filter(
    ({ opensOn, closesOn }) => opensOn <= addNights(first, 100) && closesOn === null,
  );
  const due = new Map<IsoDate, Way[]>();
  const plan = (way: Way): void => {
    const [next] = way.steps;
    if (next === undefined || next.on > today) return;
    const ofDay = due.get(next.on);
    if (ofDay === undefined) due.set(next.on, [way]);
    else ofDay.push(way);
  };
  for (const turn of turnsOf(chance, beds, first, today)) plan(wayOf(stage, turn));
  let steps = 0;
  for (let day = first; day <= today; day = addNights(day, 1)) {
    // Whoever leaves does so before the next one comes: the last steps of all ways first.
    for (const hour of [9, 15]) {
      story.moveTo(londonInstant(day, hour * 60));
      const ways = (due.get(day) ?? []).filter((way) => (way.steps.length === 1) === (hour === 9));
      const goOn = await takeAll(ways.flatMap((way) => way.steps.slice(0, 1)));
      steps += ways.length;
      for (const [index, { steps: taken, close }] of ways.entries()) {
        const left = taken.slice(1);
        if (goOn[index] === true) plan({ steps: left, close });
        else if (left.length > 0) plan({ steps: [close(addNights(day, 9))], close });
      }
    }
    due.delete(day);
    if (day.endsWith('-01-01') || day.endsWith('-07-01')) say(`  ${day}: ${steps} steps`);
  }
  // No worker heard of it meanwhile, and none has to: what they would have done is done.
  await dataSource.query('UPDATE outbox SET done_at = UTC_TIMESTAMP(6) WHERE done_at IS NULL');
  const [counted] = await dataSource.query<{ placements: string; nights: string }[]>(
    `SELECT (SELECT COUNT(*) FROM placement) AS placements,
            (SELECT COUNT(*) FROM bed_night WHERE claim_kind = 'stay') AS nights`,
  );
  return {
    ...{ placements: Number(counted?.placements), bedNights: Number(counted?.nights), steps },
    refused: Object.fromEntries(stage.refused),
  };
};
