import type { AppendAudit } from '../../../kernel/audit.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { AlertRepository } from './ports.js';

/** What withdrawing an alert needs. */
export interface WithdrawAlertDeps {
  readonly alerts: AlertRepository;
  readonly audit: AppendAudit;
}

/** Why an alert was not withdrawn. */
export type WithdrawAlertRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'alert-withdrawn-already' }
  | { readonly code: 'changed-since-you-read-it' };

/** Takes back an alert that should not stand, with the reason; it is shown as withdrawn from then on. */
export const makeWithdrawAlert =
  ({ alerts, audit }: WithdrawAlertDeps) =>
  async (
    tx: Tx,
    command: {
      readonly memberId: string;
      readonly alertId: string;
      readonly expectedVersion: number;
      readonly reason: string;
    },
  ): Promise<Outcome<{ alertId: string; version: number }, WithdrawAlertRefusal>> => {
    const { alertId, expectedVersion, memberId, reason } = command;
    const alert = await alerts.find(tx, alertId);
    if (alert === null) return refuse({ code: 'not-found' });
    if (alert.isWithdrawn) return refuse({ code: 'alert-withdrawn-already' });
    const version = expectedVersion + 1;
    if (!(await alerts.withdraw(tx, { alertId, version: expectedVersion }, memberId, reason))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await audit(tx, {
      action: 'alerts.alert-withdrawn',
      subjectKind: 'drug_alert',
      subjectId: alertId,
      version,
      reason,
    });
    return done({ alertId, version });
  };
