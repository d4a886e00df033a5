import { disclosurePolicy } from '../../config/disclosure.js';
import { measureDefinitions } from '../../config/measures.js';
import { publishedTables, publishedTablesVersion, toldElsewhere } from '../../config/published-tables.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import { londonDate } from '../kernel/iso-date.js';
import { done } from '../kernel/outcome.js';
import type { Tx, UnitOfWork } from '../kernel/unit-of-work.js';
import { readGroupNames } from '../modules/measures/adapters/db/group-names.js';
import { readCrossed } from '../modules/measures/adapters/db/read-crossed.js';
import { readRecordsBegin } from '../modules/measures/adapters/db/years-with-data.js';
import { measureIds, type Grouping } from '../modules/measures/domain/measure.js';
import { waitBands } from '../modules/measures/domain/told-measure.js';
import { writeRelease } from '../modules/publication/adapters/csv/write-release.js';
import { readAreas } from '../modules/publication/adapters/db/areas.js';
import { releaseRepository } from '../modules/publication/adapters/db/release-repository.js';
import { writeSummary } from '../modules/publication/adapters/pdf/write-summary.js';
import { createProtectAside } from '../modules/publication/adapters/thread/protect-aside.js';
import {
  makePublishRelease,
  makeSetReleaseAside,
} from '../modules/publication/application/decide-release.js';
import {
  makeAskRelease,
  makeKeepRelease,
  makeReadForRelease,
} from '../modules/publication/application/draft-release.js';
import type { CountPeriod, TellAside } from '../modules/publication/application/ports.js';
import type { ReleaseContent } from '../modules/publication/contract/content.js';
import type { Area, CountedFact, Groups } from '../modules/publication/domain/catalogue.js';
import type { Release } from '../modules/publication/domain/release.js';
import { protect, type Known } from '../modules/publication/domain/protect.js';
import type { TableSystem } from '../modules/publication/domain/tables.js';
import { ageBands, routes, sexes, substances } from '../modules/referrals/contract/facts.js';
import { databaseNow } from '../platform/db/database-clock.js';
import { leastCost } from '../platform/linear-program.js';
import { serviceContext } from './service-context.js';

/** What may be told of tables of one period, beside what was told before and what partnerships know of their own. */
export const protectTables = (system: TableSystem, known: Known) =>
  protect(system, disclosurePolicy, leastCost, known);

/** Who said no to an offer; the last where nobody was recorded. */
const refusers = ['person', 'provider', 'funder', 'not-recorded'] as const;

/** Of a start whose referral is not counted any more. */
const waitNotKnown = 'not_known';

/** The groups by which released tables tell. */
export const countGroups = (areas: readonly Area[], projects: readonly string[]): Groups => ({
  areas,
  of: {
    ...{ route: routes, sex: sexes, substance: substances, refusedBy: refusers, project: projects },
    age: ageBands.map(({ key }) => key),
    wait: [...waitBands.map(({ key }) => key), waitNotKnown],
  },
});

/** By what each measure is told apart, of what the catalogue asks. */
const groupingsOf: Readonly<Record<string, readonly Grouping[]>> = {
  'placements-approved': ['partnership', 'route', 'sex', 'substance', 'age'],
  'placements-started': ['partnership', 'route', 'sex', 'substance', 'age', 'project'],
  'placements-completed': ['partnership'],
  'placements-ended-early': ['partnership'],
  'offers-declined': ['refusedBy'],
  'cost-per-placement': ['partnership', 'route'],
  'nights-occupied': ['project'],
  'nights-staffed': ['project'],
};

const bandOf = (days: number): string =>
  waitBands.find(({ uptoDays }) => days <= uptoDays)?.key ?? waitBands[0].key;

/** Approvals without a rate: what is left of them when those with one are taken away, by partnership and public money. */
const withoutCost = (facts: readonly CountedFact[]): readonly CountedFact[] => {
  const left = new Map<string, CountedFact>();
  for (const { measureId, groups, n } of facts) {
    const sign = { 'placements-approved': 1, 'cost-per-placement': -1 }[measureId];
    if (sign === undefined) continue;
    const { partnership = '', board = '', route = '' } = groups;
    const key = `${partnership}/${route}`;
    left.set(key, {
      ...{ measureId: 'cost-not-known', groups: { partnership, board, route }, pence: 0 },
      n: (left.get(key)?.n ?? 0) + sign * n,
    });
  }
  return [...left.values()];
};

/** Counts a quarter by the statements of the measures, for the tables of the catalogue. A dozen statements. */
const countPeriod: CountPeriod = async (tx, { startsOn, endsOn }, asAt) => {
  const areas = await readAreas(tx);
  const boardOf = new Map(areas.map(({ partnershipId, board }) => [partnershipId, board]));
  const facts: CountedFact[] = [];
  for (const measureId of measureIds.filter((id) => id in groupingsOf)) {
    const cells = await readCrossed(
      tx,
      {
        ...{ measureId, fromOn: startsOn, toOn: endsOn, by: null, asAt, asAtOn: londonDate(asAt) },
        isByWait: measureId === 'placements-started',
      },
      groupingsOf[measureId] ?? [],
    );
    for (const { groups: by, days, n, pence } of cells) {
      const { partnership, refusedBy, ...others } = by;
      facts.push({
        ...{ measureId, n, pence },
        groups: {
          ...Object.fromEntries(
            Object.entries(others).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
          ),
          ...(partnership == null ? {} : { partnership, board: boardOf.get(partnership) ?? '' }),
          ...('refusedBy' in by ? { refusedBy: refusedBy ?? 'not-recorded' } : {}),
          ...(measureId === 'placements-started'
            ? { wait: days === null ? waitNotKnown : bandOf(days) }
            : {}),
        },
      });
    }
  }
  facts.push(...withoutCost(facts));
  const names = await readGroupNames(tx);
  const projects = [
    ...new Set(facts.flatMap(({ groups: { project } }) => (project === undefined ? [] : [project]))),
  ];
  const inOrder = projects.toSorted((a, b) => (names.get(a) ?? a).localeCompare(names.get(b) ?? b, 'en'));
  return { facts, groups: countGroups(areas, inOrder), names };
};

const releasedMeasures = new Set<string>(publishedTables.flatMap(({ measures }) => measures));

/** Tables that are published: made by one person, worked out aside, checked by another, and frozen. */
export const createPublication = ({
  newId,
  audit,
  publicOrigin,
}: {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly publicOrigin: string;
}) => {
  const releases = releaseRepository;
  const preparing = {
    ...{ releases, countPeriod, audit, tables: publishedTables, tablesVersion: publishedTablesVersion },
    toldElsewhere,
    definitions: measureDefinitions
      .filter(({ measureId }) => releasedMeasures.has(measureId))
      .map(({ measureId, version, name, definition, source }) => ({
        measureId,
        version,
        name,
        definition,
        source,
      })),
    policy: disclosurePolicy,
  };
  return {
    readRecordsBegin,
    askRelease: makeAskRelease({
      ...{ releases, newId, audit, readRecordsBegin, tablesVersion: publishedTablesVersion },
    }),
    publishRelease: makePublishRelease({ releases, audit }),
    setReleaseAside: makeSetReleaseAside({ releases, audit }),
    findRelease: (tx: Tx, releaseId: string) => releases.find(tx, releaseId),
    listReleases: (tx: Tx, withDrafts: boolean) => releases.list(tx, withDrafts),
    readContent: (tx: Tx, releaseId: string) => releases.readContent(tx, releaseId),
    takeAsked: (tx: Tx, at: Date) => releases.takeAsked(tx, at),
    readForRelease: makeReadForRelease(preparing),
    keepRelease: makeKeepRelease(preparing),
    writeRelease: (release: Release, content: ReleaseContent) => writeRelease(release, content, publicOrigin),
    writeSummary,
  };
};

/**
 * Works out the release that has waited longest: read in one transaction, protected in a thread while none is open, and kept in
 * another. Whoever dies over it leaves it to be taken again.
 */
export const createPrepareReleases =
  (
    uow: UnitOfWork,
    { publication }: { readonly publication: ReturnType<typeof createPublication> },
    tellAside: TellAside = createProtectAside(disclosurePolicy),
  ) =>
  async (): Promise<boolean> => {
    const context = serviceContext('prepare-release');
    const taken = await uow.run(context, async (tx) =>
      done(await publication.takeAsked(tx, (await databaseNow(tx)).at)),
    );
    if (!taken.ok || taken.value === null) return false;
    const releaseId = taken.value;
    const read = await uow.read((tx) => publication.readForRelease(tx, releaseId));
    if (read === null) return false;
    const told = await tellAside(read.beside, read.secret);
    await uow.run(context, async (tx) => done(await publication.keepRelease(tx, read, told)));
    return true;
  };
