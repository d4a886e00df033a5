import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { concernsPartnership, isLive } from '../domain/alert.js';
import type { AlertReader, AlertRepository } from './ports.js';

/** What acknowledging an alert needs. */
export interface AcknowledgeAlertDeps {
  readonly alerts: AlertRepository;
  /** Whether a project is one of the scope's own. */
  readonly isOwnProject: (tx: Tx, scope: Scope, projectId: string) => Promise<boolean>;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly audit: AppendAudit;
}

/** Why nothing was acknowledged. */
export type AcknowledgeAlertRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'project-missing' }
  | { readonly code: 'project-not-wanted' }
  | { readonly code: 'alert-not-live' }
  | { readonly code: 'alert-elsewhere' }
  | { readonly code: 'alert-acknowledged-already' };

const readerOf = async (
  { isOwnProject }: AcknowledgeAlertDeps,
  tx: Tx,
  scope: Scope,
  projectId: string | null,
): Promise<Outcome<AlertReader, AcknowledgeAlertRefusal>> => {
  if (scope.kind === 'partnership') {
    return projectId === null
      ? done({ kind: 'partnership', id: scope.partnershipId })
      : refuse({ code: 'project-not-wanted' });
  }
  if (projectId === null) return refuse({ code: 'project-missing' });
  return (await isOwnProject(tx, scope, projectId))
    ? done({ kind: 'project', id: projectId })
    : refuse({ code: 'not-found' });
};

/**
 * Says that a project or a partnership has read an alert: once each, by whoever comes first. A provider may say so for
 * any of its projects, since people come to it from everywhere; a partnership for what concerns its own area.
 */
export const makeAcknowledgeAlert =
  (deps: AcknowledgeAlertDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: { readonly memberId: string; readonly alertId: string; readonly projectId: string | null },
  ): Promise<Outcome<{ alertId: string }, AcknowledgeAlertRefusal>> => {
    const { memberId, alertId, projectId } = command;
    const alert = await deps.alerts.find(tx, alertId);
    if (alert === null) return refuse({ code: 'not-found' });
    const read = await readerOf(deps, tx, scope, projectId);
    if (!read.ok) return read;
    const reader = read.value;
    const { today } = await deps.now(tx);
    if (!isLive(alert, today)) return refuse({ code: 'alert-not-live' });
    if (reader.kind === 'partnership' && !concernsPartnership(alert, reader.id)) {
      return refuse({ code: 'alert-elsewhere' });
    }
    if (!(await deps.alerts.acknowledge(tx, alertId, reader, memberId))) {
      return refuse({ code: 'alert-acknowledged-already' });
    }
    await deps.audit(tx, {
      action: 'alerts.alert-acknowledged',
      subjectKind: 'drug_alert',
      subjectId: alertId,
      version: null,
      after: { [reader.kind === 'project' ? 'projectId' : 'partnershipId']: reader.id },
    });
    return done({ alertId });
  };
