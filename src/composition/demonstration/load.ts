import { systemActor } from '../../kernel/actor.js';
import { financialYearOf, financialYearStart } from '../../kernel/financial-year.js';
import { addNights, londonInstant, minDate, nightsBetween, type IsoDate } from '../../kernel/iso-date.js';
import { done } from '../../kernel/outcome.js';
import type { CommandContext, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import { appendAudit } from '../../platform/db/audit-writer.js';
import { selectOne } from '../../platform/db/sql.js';
import { claimDue, firstForAll, takeAllWaiting } from '../../platform/outbox/outbox.js';
import { createRunMessage } from '../../platform/outbox/run-message.js';
import { openDataSource } from '../database.js';
import { publishInventedAlerts } from './invented-alerts.js';
import { confirmAvailability, liveOneDay, type Pace } from './day.js';
import { proposeLargeApproval } from './large-approval.js';
import { proposeOnwardMoves } from './onward-moves.js';
import { shareMoney } from './several-payers.js';
import {
  isCaseloadWhole,
  markCaseloadWhole,
  readCaseloadProgress,
  writeCaseloadProgress,
} from './progress.js';
import { askForPolicyChange } from './policy-change.js';
import { askForRuleChange } from './rule-change.js';
import { bookAssessments } from './assessments.js';
import { askAboutEquality } from './equality.js';
import { restrictOneRecord } from './restricted.js';
import { arrangeOneArrival, askAboutSuitability } from './gates.js';
import { createStory, type Story } from './story.js';
import { leaveSomethingUnderWay } from './under-way.js';
import { createWorld, readWorld } from './world.js';
import { createHandlers } from '../handlers.js';
import { createForecastTheYear } from '../forecast.js';
import { createCountEveryNight } from '../counting.js';
import { createCountBarriers } from '../barriers.js';
import { createPlanLaterWeeks } from '../later-weeks.js';
import { createModules, type Modules } from '../modules.js';
import { newReferenceFrom } from '../reference.js';
import { loadReferenceData } from '../reference-data.js';
import { consumerNames } from '../subscriptions.js';

const seed = 20_261_122;
/** On the last days most offers are left to make, so that a newcomer finds work. Unit: days. */
const slowDays = 18;
/** Members are told of what happened on these last days only: nobody reads older news. Unit: days. */
const newsDays = 3;
const opensAtHour = 8;

const context: CommandContext = { actor: systemActor, requestId: 'load-demonstration' };

type Say = (line: string) => void;

/**
 * Where the story begins: before the financial year, so that the target is told from its first day and the year
 * before has something to show; and long enough ago that whoever lives in a project now arrived within it.
 */
const beginsOn = (today: IsoDate): IsoDate =>
  minDate(addNights(financialYearStart(financialYearOf(today)), -35), addNights(today, -190));

/** Whether somebody's real work is here. The demonstration's own people come only after its progress is marked. */
const holdsPeople = (uow: UnitOfWork): Promise<boolean> =>
  uow.read(async (tx) => (await selectOne(tx, 'SELECT 1 AS yes FROM client LIMIT 1')) !== null);

/** The real projects, partnerships and figures, and the invented members and budgets: the stage of the story. */
const setTheStage = async (
  story: Story,
  { first, today, folder }: { readonly first: IsoDate; readonly today: IsoDate; readonly folder: string },
  say: Say,
): Promise<void> => {
  const { uow, newId } = story;
  if (await holdsPeople(uow)) {
    throw new Error(
      'This database holds people already: the demonstration is for an empty one. Nothing was written.',
    );
  }
  story.moveTo(londonInstant(first, opensAtHour * 60));
  say('Loading real projects, partnerships and published figures');
  const loaded = await loadReferenceData({ uow, context, newId, audit: appendAudit, folder });
  say(
    `  ${loaded.projects} projects, ${loaded.bedUnits} beds, ${loaded.partnerships} partnerships, ${loaded.publishedFigures} published figures`,
  );
  await createWorld(uow, context, newId, today);
  await writeCaseloadProgress(uow, context, addNights(first, -1));
};

/**
 * Acts on every message that is due, as the workers would, until none is left. The matcher comes last of each turn,
 * because its one answer serves whatever the others change before it. Nobody is told of what happened before `newsFrom`.
 */
const settleHere = (uow: UnitOfWork, modules: Modules, newsFrom: IsoDate) => {
  const runMessage = createRunMessage(uow, createHandlers(modules, uow));
  const isMatcher = (consumer: string): boolean => consumer === consumerNames.rematch;
  const claim = async (tx: Tx): Promise<readonly string[]> => {
    if ((await modules.now(tx)).today < newsFrom) await takeAllWaiting(tx, consumerNames.tell);
    const due = firstForAll(await claimDue(tx, 500), isMatcher);
    const matcherLast = [
      ...due.filter(({ consumer }) => !isMatcher(consumer)),
      ...due.filter(({ consumer }) => isMatcher(consumer)),
    ];
    return matcherLast.map(({ id }) => id);
  };
  return async (): Promise<void> => {
    for (;;) {
      const claimed = await uow.run(context, async (tx) => done(await claim(tx)));
      if (!claimed.ok || claimed.value.length === 0) return;
      for (const id of claimed.value) await runMessage(id);
    }
  };
};

const highestAuditId = (uow: UnitOfWork): Promise<string> =>
  uow.read(
    async (tx) => (await selectOne<{ id: string | null }>(tx, 'SELECT MAX(id) AS id FROM audit'))?.id ?? '0',
  );

const paceOf = (daysLeft: number): Pace => {
  if (daysLeft <= 1) return 'last-day';
  return daysLeft <= slowDays ? 'slow' : 'usual';
};

/** What the days are lived with. */
interface Cast {
  readonly story: Story;
  readonly modules: Modules;
  readonly settle: () => Promise<void>;
}

/** Lives from one day up to, not including, another, marking each when it is over. */
const liveThrough = async (
  { story, modules, settle }: Cast,
  days: { readonly first: IsoDate; readonly next: IsoDate; readonly today: IsoDate },
  say: Say,
): Promise<void> => {
  const { uow } = story;
  const { first, next, today } = days;
  const world = await readWorld(uow);
  const length = nightsBetween(first, today);
  for (let day = next; day < today; day = addNights(day, 1)) {
    const number = nightsBetween(first, day) + 1;
    story.moveTo(londonInstant(day, opensAtHour * 60));
    // What was written so far is part of the seed: a day told again after a cut continues from what there is.
    story.begin(number, await highestAuditId(uow));
    await liveOneDay({
      uow,
      modules,
      world,
      chance: story.chance(),
      today: day,
      settle,
      pace: paceOf(nightsBetween(day, today)),
      goOnTo: (hour) => {
        story.moveTo(londonInstant(day, hour * 60));
        return Promise.resolve();
      },
    });
    await writeCaseloadProgress(uow, context, day);
    if (Math.floor((number * 10) / length) > Math.floor(((number - 1) * 10) / length)) {
      say(`  ${Math.floor((number * 10) / length) * 10}%`);
    }
  }
};

/** Whoever opens the pages first finds availability confirmed this morning, and suggestions of this moment. */
const bringUpToNow = async ({ story, modules, settle }: Cast, today: IsoDate): Promise<void> => {
  const { uow } = story;
  const now = new Date();
  story.moveTo(now);
  story.begin('now');
  const world = await readWorld(uow);
  await askForRuleChange(uow, modules, world, today);
  await proposeLargeApproval(uow, modules, world, today);
  await proposeOnwardMoves(uow, modules, world, today);
  await shareMoney(uow, modules, world, today);
  await askAboutSuitability(uow, modules, world, today);
  await arrangeOneArrival(uow, modules, world, today);
  await bookAssessments(uow, modules, world, today);
  await askAboutEquality(uow, modules, world);
  await restrictOneRecord(uow, modules, world);
  await leaveSomethingUnderWay({ uow, modules, world, today });
  await confirmAvailability({
    uow,
    modules,
    world,
    chance: story.chance(),
    today,
  });
  await publishInventedAlerts({ uow, modules, today });
  await settle();
  await uow.run(context, async (tx) => {
    await modules.matching.rematch(tx, 'load');
    return done(true);
  });
  await createPlanLaterWeeks(uow, modules)();
  await createCountBarriers(uow, modules.matching)();
  await createCountEveryNight(uow)();
  await createForecastTheYear(uow, modules)();
  // Whoever that run found a bed for is told.
  await settle();
  await askForPolicyChange(uow, modules, today, settle);
  await markCaseloadWhole(uow, context, now);
};

/** What is loaded where. */
export interface LoadOptions {
  readonly databaseUrl: string;
  /** Where the real projects, partnerships and figures are written down. */
  readonly referenceData: string;
  /** The day the story leads up to, not lived itself. */
  readonly today: IsoDate;
  /** Where it begins; see {@link beginsOn} unless given. */
  readonly firstDay?: IsoDate;
}

/**
 * Fills an empty database with the real reference data and an invented caseload that lived, day by day, through
 * the same commands as everybody else's. A load that was cut short goes on at the day it had reached; one that came
 * to its end is never added to.
 *
 * @throws when the database holds people that no demonstration brought; nothing is written then.
 */
export const loadDemonstration = async (options: LoadOptions, say: Say): Promise<void> => {
  const { databaseUrl, referenceData, today, firstDay: first = beginsOn(today) } = options;
  const dataSource = openDataSource(databaseUrl, 4);
  await dataSource.initialize();
  try {
    const story = createStory(dataSource, seed);
    const { uow, newId } = story;
    if (await isCaseloadWhole(uow)) return;
    if ((await readCaseloadProgress(uow)) === null) {
      await setTheStage(story, { first, today, folder: referenceData }, say);
    }
    const reached = (await readCaseloadProgress(uow)) ?? addNights(first, -1);
    const modules = createModules({
      newId,
      newReference: () => newReferenceFrom((limit) => story.chance().between(0, limit - 1)),
    });
    const cast: Cast = { story, modules, settle: settleHere(uow, modules, addNights(today, -newsDays)) };
    say('Living through the invented caseload');
    await liveThrough(cast, { first, next: addNights(reached, 1), today }, say);
    await bringUpToNow(cast, today);
  } finally {
    await dataSource.destroy();
  }
};
