import { drugAlerts } from '../../config/drug-alerts.js';
import { leavingSafely } from '../../config/leaving-safely.js';
import type { Scope } from '../kernel/actor.js';
import type { IdSource } from '../kernel/ids.js';
import type { IsoDate } from '../kernel/iso-date.js';
import type { Tx } from '../kernel/unit-of-work.js';
import {
  countAcknowledgements,
  readAcknowledgements,
  readAlert,
  readAlerts,
  readAreas,
  readHealthBoard,
  readOwnProjects,
} from '../modules/alerts/adapters/db/alert-lists.js';
import { alertRepository } from '../modules/alerts/adapters/db/alert-repository.js';
import { alertNotices } from '../modules/alerts/adapters/ui/alert-notice.js';
import { makeAcknowledgeAlert } from '../modules/alerts/application/acknowledge-alert.js';
import { makePublishAlert } from '../modules/alerts/application/publish-alert.js';
import { makeWithdrawAlert } from '../modules/alerts/application/withdraw-alert.js';
import {
  concernsPartnership,
  concernsProject,
  type DrugAlert,
  type ProjectInArea,
} from '../modules/alerts/domain/alert.js';
import { availabilityReportRepository } from '../modules/capacity/adapters/db/availability-report-repository.js';
import {
  readHomesOfResidents,
  readLeavers,
  readLeavingStory,
} from '../modules/placements/adapters/db/leaving-facts.js';
import { safetyRecordRepository } from '../modules/placements/adapters/db/safety-record-repository.js';
import { makeRecordSafety } from '../modules/placements/application/record-safety.js';
import { makeReadOwedTasks } from '../modules/placements/application/safety-tasks.js';
import { makeReadOverdueTasks } from '../modules/placements/adapters/ui/safety-list.page.js';
import type { RecordDeath } from '../modules/referrals/contract/facts.js';
import { appendAudit as audit } from '../platform/db/audit-writer.js';
import { databaseNow as now } from '../platform/db/database-clock.js';

/** Alerts that hold at once, at most: more than these nobody reads. */
const liveAlertsAtMost = 50;

const readLive = (tx: Tx, today: IsoDate): Promise<readonly DrugAlert[]> =>
  readAlerts(tx, { kind: 'live', today, after: null, limit: liveAlertsAtMost });

/** A provider's projects, each with the partnerships whose people are in it or expected. */
const readProjects = async (tx: Tx, scope: Scope): Promise<readonly ProjectInArea[]> => {
  const projects = await readOwnProjects(tx, scope);
  const homes = projects.length === 0 ? [] : await readHomesOfResidents(tx, scope);
  return projects.map((project) => ({
    ...project,
    partnershipIds: homes
      .filter(({ projectId }) => projectId === project.projectId)
      .map(({ partnershipId }) => partnershipId),
  }));
};

/** The alerts that hold for the people of a scope; all of them for whoever looks after the country. */
const readDrugAlertsOfScope = async (tx: Tx, scope: Scope, today: IsoDate) => {
  const live = await readLive(tx, today);
  if (live.length === 0) return alertNotices([]);
  if (scope.kind === 'national') return alertNotices(live);
  if (scope.kind === 'partnership') {
    return alertNotices(live.filter((alert) => concernsPartnership(alert, scope.partnershipId)));
  }
  const projects = await readProjects(tx, scope);
  return alertNotices(live.filter((alert) => projects.some((project) => concernsProject(alert, project))));
};

/** The alerts that hold for the scope's projects, or for its area, and that nobody of them has acknowledged. */
const readUnacknowledgedAlerts = async (tx: Tx, scope: Scope, today: IsoDate) => {
  const live = await readLive(tx, today);
  if (live.length === 0) return [];
  const readers =
    scope.kind === 'partnership'
      ? [
          {
            ...{ kind: 'partnership' as const, id: scope.partnershipId, placeName: null },
            isConcerned: (alert: DrugAlert) => concernsPartnership(alert, scope.partnershipId),
          },
        ]
      : (await readProjects(tx, scope)).map((project) => ({
          ...{ kind: 'project' as const, id: project.projectId, placeName: project.name },
          isConcerned: (alert: DrugAlert) => concernsProject(alert, project),
        }));
  const read = await readAcknowledgements(
    tx,
    live.map(({ alertId }) => alertId),
    readers,
  );
  return readers.flatMap(({ id, placeName, isConcerned }) =>
    live
      .filter(isConcerned)
      .filter(({ alertId }) => !read.some((one) => one.alertId === alertId && one.reader.id === id))
      .map(({ alertId, headline, fromOn }) => ({ alertId, readerId: id, placeName, headline, fromOn })),
  );
};

/** The alerts that hold where somebody stays, or where they come from and go back to. */
const readDrugAlertsOfPlacement = async (
  tx: Tx,
  _scope: Scope,
  today: IsoDate,
  { partnershipId, projectId }: { readonly partnershipId: string; readonly projectId: string },
) => {
  const live = await readLive(tx, today);
  if (live.length === 0) return alertNotices([]);
  const project = { healthBoard: await readHealthBoard(tx, projectId), partnershipIds: [partnershipId] };
  return alertNotices(live.filter((alert) => concernsProject(alert, project)));
};

/** Leaving safely, and the alerts that make leaving more dangerous. */
export const createLeavingSafely = ({
  newId,
  recordDeath,
}: {
  readonly newId: IdSource;
  readonly recordDeath: RecordDeath;
}) => {
  const alerts = alertRepository(readAlert);
  const readOwedTasks = makeReadOwedTasks({ policy: leavingSafely, readLeavers });
  return {
    leaving: {
      policy: leavingSafely,
      recordSafety: makeRecordSafety({
        policy: leavingSafely,
        safetyRecords: safetyRecordRepository,
        recordDeath,
        now,
        newId,
        audit,
      }),
      readLeavingStory,
      readOwedTasks,
      readOverdueTasks: makeReadOverdueTasks({ readOwedTasks }),
    },
    alerts: {
      publishAlert: makePublishAlert({
        alerts,
        readAreas,
        now,
        newId,
        audit,
        longestDays: drugAlerts.longestDays,
      }),
      withdrawAlert: makeWithdrawAlert({ alerts, audit }),
      acknowledgeAlert: makeAcknowledgeAlert({
        alerts,
        isOwnProject: (tx, scope, projectId) => availabilityReportRepository.mayReport(tx, scope, projectId),
        now,
        audit,
      }),
      readAlerts,
      readAcknowledgements,
      countAcknowledgements,
      readAreas,
      readProjects,
      readDrugAlertsOfScope,
      readDrugAlertsOfPlacement,
      readUnacknowledgedAlerts,
    },
  };
};
