import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import { nightsBetween, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  neverTold,
  partsOf,
  systemOf,
  type CountedFact,
  type Groups,
  type PublishedTable,
} from '../domain/catalogue.js';
import {
  isSamePeriod,
  latestQuartersOf,
  periodFrom,
  periodText,
  quartersOf,
  weighAsk,
  type AskRefusal,
  type PeriodKind,
  type Release,
} from '../domain/release.js';
import { yearOf, type Beside, type ReleasedSystem } from '../domain/released.js';
import { toldTables, type TellingPolicy } from '../domain/told-tables.js';
import type {
  CountPeriod,
  PeriodCounted,
  PublishedSystem,
  ReleasedDefinition,
  ReleaseRepository,
} from './ports.js';

const subjectKind = 'release';

/** What beginning a release needs. */
export interface AskReleaseDeps {
  readonly releases: ReleaseRepository;
  readonly tablesVersion: number;
  /** The first day of which anything was recorded; null when nothing was. */
  readonly readRecordsBegin: (tx: Tx) => Promise<IsoDate | null>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** Begins a release: what is recorded by now is counted, a minute later, aside. Nothing is told of it but to who makes it. */
export const makeAskRelease =
  ({ releases, tablesVersion, readRecordsBegin, newId, audit }: AskReleaseDeps) =>
  async (
    tx: Tx,
    {
      memberId,
      kind,
      startsOn,
      reason,
    }: {
      readonly memberId: string;
      readonly kind: PeriodKind;
      readonly startsOn: IsoDate;
      readonly reason: string | null;
    },
    { at, today }: { readonly at: Date; readonly today: IsoDate },
  ): Promise<Outcome<{ readonly releaseId: string }, AskRefusal>> => {
    const period = periodFrom(kind, startsOn);
    if (period === null) return refuse({ code: 'no-such-period' });
    const ofYear = await releases.listOfYear(tx, period.financialYear);
    const times = { today, recordsBeginOn: (await readRecordsBegin(tx)) ?? today };
    const refusal = weighAsk(period, ofYear, reason, times);
    if (refusal !== null) return refuse(refusal);
    if (kind === 'year') {
      const others: string[] = [];
      for (const quarter of latestQuartersOf(period.financialYear, ofYear)) {
        const content = await releases.readContent(tx, quarter.releaseId);
        if (content?.tablesVersion !== tablesVersion) others.push(periodText(quarter.period));
      }
      if (others.length > 0) return refuse({ code: 'quarters-of-other-tables', quarters: others.join(', ') });
    }
    const releaseId = newId();
    if (!(await releases.insert(tx, { releaseId, period, reason, asAt: at, askedBy: memberId }))) {
      // Somebody began the same meanwhile.
      const again = weighAsk(period, await releases.listOfYear(tx, period.financialYear), reason, times);
      return refuse(again ?? { code: 'release-open', releaseId: '' });
    }
    await audit(tx, {
      ...{ action: 'publication.release-asked', subjectKind, subjectId: releaseId, version: null },
      ...(reason === null ? {} : { reason }),
      after: { period: periodText(period) },
    });
    return done({ releaseId });
  };

/** What working a release out needs. */
export interface PrepareReleaseDeps {
  readonly releases: ReleaseRepository;
  readonly countPeriod: CountPeriod;
  readonly tables: readonly PublishedTable[];
  readonly tablesVersion: number;
  readonly definitions: readonly ReleasedDefinition[];
  readonly policy: TellingPolicy;
  /** Names of numbers that pages tell exactly at any time. */
  readonly toldElsewhere: readonly string[];
  readonly audit: AppendAudit;
}

/** A release that is being worked out: all that was read for it, so that no transaction is open while it is protected. */
export interface TakenRelease {
  readonly release: Release;
  readonly beside: Beside;
  readonly secret: Uint8Array;
  readonly publishedBefore: number;
  readonly facts: readonly CountedFact[];
  readonly groups: Groups;
  readonly names: ReadonlyMap<string, string>;
}

/** The latest version of each quarter that a year is the sum of. */
const latestQuarters = (
  { period }: Release,
  published: readonly PublishedSystem[],
): readonly PublishedSystem[] =>
  quartersOf(period.financialYear).map((quarter) => {
    const [latest] = published
      .filter((one) => isSamePeriod(one, quarter))
      .toSorted((a, b) => b.version - a.version);
    if (latest === undefined) throw new Error('A year was asked for before its quarters were released.');
    return latest;
  });

const together = (counted: readonly PeriodCounted[]): PeriodCounted => {
  const [first] = counted;
  if (first === undefined) throw new Error('Nothing was counted.');
  const names = new Map(counted.flatMap((one) => [...one.names]));
  const projects = [...new Set(counted.flatMap(({ groups }) => groups.of.project ?? []))].toSorted((a, b) =>
    (names.get(a) ?? a).localeCompare(names.get(b) ?? b, 'en'),
  );
  return {
    facts: counted.flatMap(({ facts }) => facts),
    groups: { ...first.groups, of: { ...first.groups.of, project: projects } },
    names,
  };
};

/** Reads all that a release rests on which somebody took to work it out. */
export const makeReadForRelease =
  ({ releases, countPeriod, tables, toldElsewhere }: PrepareReleaseDeps) =>
  async (tx: Tx, releaseId: string): Promise<TakenRelease | null> => {
    const release = await releases.find(tx, releaseId);
    if (release?.state !== 'asked') return null;
    const { period, asAt } = release;
    const published = await releases.readPublished(tx, period.financialYear);
    const quarters = period.kind === 'year' ? latestQuarters(release, published) : [];
    const counted: PeriodCounted[] = [];
    if (quarters.length === 0) counted.push(await countPeriod(tx, period, asAt));
    // Means and shares of a year are counted as its quarters were.
    for (const quarter of quarters) {
      const of = periodFrom('quarter', quarter.startsOn);
      if (of !== null) counted.push(await countPeriod(tx, of, quarter.asAt));
    }
    const { facts, groups, names } = together(counted);
    const versions = published
      .filter((one) => isSamePeriod(one, period))
      .toSorted((a, b) => b.version - a.version);
    const systems = quarters.map(({ system }) => system);
    const system = systems.length === 0 ? systemOf(tables, groups, facts) : yearOf(systems);
    return {
      ...{ release, facts, groups, names },
      publishedBefore: published.length,
      secret: await releases.readSecret(tx),
      beside: {
        label: `${period.kind} ${period.startsOn} ${versions.length + 1}`,
        ...{ system, neverTold: neverTold(tables, groups, system.values.keys()) },
        parts: tables.filter(({ kind }) => kind !== 'occupancy').map((table) => partsOf(table, groups)),
        versions: versions.map(({ system }) => system),
        quarters: systems,
        released: published.map(({ system }) => system),
        areas: groups.areas,
        toldElsewhere: new Set(toldElsewhere),
      },
    };
  };

/** Keeps a release that was worked out, for a second person to look at. */
export const makeKeepRelease =
  ({ releases, tables, tablesVersion, definitions, policy, audit }: PrepareReleaseDeps) =>
  async (
    tx: Tx,
    { release, beside, groups, facts, names, publishedBefore }: TakenRelease,
    { released, givenAway }: { readonly released: ReleasedSystem; readonly givenAway: number },
  ): Promise<boolean> => {
    const { releaseId, period } = release;
    const nights = nightsBetween(period.startsOn, period.endsOn);
    const isFirst = period.kind === 'quarter' && beside.versions.length === 0;
    const kept = await releases.keepDraft(tx, releaseId, {
      content: {
        ...{ tablesVersion, givenAway, definitions: [...definitions] },
        tables: [...toldTables(tables, groups, released.numbers, facts, nights, policy, isFirst)],
        names: Object.fromEntries(names),
        boardCodes: Object.fromEntries(groups.areas.map(({ board, boardCode }) => [board, boardCode])),
      },
      ...{ system: released, beside: publishedBefore },
    });
    if (!kept) return false;
    const count = (kind: string): number =>
      released.numbers.filter(({ name, told }) => told.kind === kind && !beside.neverTold.has(name)).length;
    await audit(tx, {
      ...{ action: 'publication.release-drafted', subjectKind, subjectId: releaseId, version: null },
      after: { told: count('exact'), rounded: count('rounded'), hidden: count('hidden'), givenAway },
    });
    return true;
  };
