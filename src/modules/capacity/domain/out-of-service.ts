import { maxDate, type IsoDate } from '../../../kernel/iso-date.js';

/** Why a bed cannot be used. Source: domain brief, status machines (closed for staffing, repair, infection, family mix, other). */
export const outOfServiceReasons = ['staffing', 'repair', 'infection', 'family_mix', 'other'] as const;

/** One of the reasons a bed may be out of service for. */
export type OutOfServiceReason = (typeof outOfServiceReasons)[number];

/** Nights on which a bed cannot be used, half-open: usable again on `toOn`. */
export interface OutOfService {
  readonly outOfServiceId: string;
  readonly bedId: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly reason: OutOfServiceReason;
  readonly note: string | null;
  /** `planned` stands, whether it is to come, running or over; `cancelled` never began. */
  readonly state: 'planned' | 'cancelled';
  readonly version: number;
}

/**
 * A period once its bed is back in service from today on, and the first night given back: cancelled when no night of
 * it has gone by, else ending today. Null when it is over already, with no night left to give back.
 */
export const backInServiceFrom = (
  period: OutOfService,
  today: IsoDate,
): { readonly period: OutOfService; readonly fromOn: IsoDate } | null => {
  if (period.toOn <= today) return null;
  return {
    period: period.fromOn < today ? { ...period, toOn: today } : { ...period, state: 'cancelled' },
    fromOn: maxDate(period.fromOn, today),
  };
};
