import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { CoveredArea, DrugAlert, NewAlert } from '../domain/alert.js';

/** Who acknowledges an alert: a project, through any of its provider's members, or a partnership. */
export interface AlertReader {
  readonly kind: 'project' | 'partnership';
  readonly id: string;
}

/** That an alert was read, for whom, by whom and when. */
export interface Acknowledgement {
  readonly alertId: string;
  readonly reader: AlertReader;
  readonly by: string;
  readonly at: Date;
}

/** Alerts as rows: what they say never changes; a wrong one is withdrawn. */
export interface AlertRepository {
  find(tx: Tx, alertId: string): Promise<DrugAlert | null>;
  insert(tx: Tx, alert: NewAlert & { readonly alertId: string }, memberId: string): Promise<void>;
  /** False when it is at another version or withdrawn already. */
  withdraw(
    tx: Tx,
    alert: { readonly alertId: string; readonly version: number },
    memberId: string,
    reason: string,
  ): Promise<boolean>;
  /** False when this reader has acknowledged it before. */
  acknowledge(tx: Tx, alertId: string, reader: AlertReader, memberId: string): Promise<boolean>;
}

/** Every partnership with its health board, by name. */
export type ReadAreas = (tx: Tx) => Promise<readonly CoveredArea[]>;

/** Which of the alerts are asked for. */
export interface AlertQuery {
  /** Live on this day, or those that hold no longer or not yet. */
  readonly kind: 'live' | 'other';
  readonly today: IsoDate;
  /** Beyond this alert; null for the beginning. */
  readonly after: string | null;
  readonly limit: number;
}

/** Alerts, newest first. */
export type ReadAlerts = (tx: Tx, query: AlertQuery) => Promise<readonly DrugAlert[]>;

/** Who has acknowledged these alerts, among these readers. */
export type ReadAcknowledgements = (
  tx: Tx,
  alertIds: readonly string[],
  readers: readonly AlertReader[],
) => Promise<readonly Acknowledgement[]>;
