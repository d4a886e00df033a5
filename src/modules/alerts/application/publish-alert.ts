import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { weighNewAlert, type NewAlert, type NewAlertRefusal } from '../domain/alert.js';
import type { AlertRepository, ReadAreas } from './ports.js';

/** What publishing an alert needs. */
export interface PublishAlertDeps {
  readonly alerts: AlertRepository;
  readonly readAreas: ReadAreas;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  /** Unit: days. */
  readonly longestDays: number;
}

/** As the rules say, or an area that is none. */
export type PublishAlertRefusal =
  NewAlertRefusal | { readonly code: 'partnership-unknown'; readonly partnershipIds: readonly string[] };

/** Publishes an alert for some areas, or for the country, from one day until another. */
export const makePublishAlert =
  (deps: PublishAlertDeps) =>
  async (
    tx: Tx,
    { memberId, alert }: { readonly memberId: string; readonly alert: NewAlert },
  ): Promise<Outcome<{ alertId: string; version: number }, PublishAlertRefusal>> => {
    const { today } = await deps.now(tx);
    const refusal = weighNewAlert(alert, today, deps.longestDays);
    if (refusal !== null) return refuse(refusal);
    const known = new Set((await deps.readAreas(tx)).map(({ partnershipId }) => partnershipId));
    const partnershipIds = [...new Set(alert.partnershipIds)];
    const unknown = partnershipIds.filter((id) => !known.has(id));
    if (unknown.length > 0) return refuse({ code: 'partnership-unknown', partnershipIds: unknown });
    const alertId = deps.newId();
    await deps.alerts.insert(tx, { ...alert, partnershipIds, alertId }, memberId);
    await deps.audit(tx, {
      action: 'alerts.alert-published',
      subjectKind: 'drug_alert',
      subjectId: alertId,
      version: 1,
      after: { ...alert, partnershipIds },
    });
    return done({ alertId, version: 1 });
  };
