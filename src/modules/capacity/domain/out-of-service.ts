import type { IsoDate } from '../../../kernel/iso-date.js';

/** Why a bed cannot be used. Source: domain brief, status machines (closed for staffing, repair, infection, family mix, other). */
export const outOfServiceReasons = ['staffing', 'repair', 'infection', 'family_mix', 'other'] as const;

export type OutOfServiceReason = (typeof outOfServiceReasons)[number];

/** Nights on which a bed cannot be used, half-open: usable again on `toOn`. */
export interface OutOfService {
  readonly outOfServiceId: string;
  readonly bedId: string;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
  readonly reason: OutOfServiceReason;
  readonly note: string | null;
  readonly state: 'planned' | 'cancelled';
  readonly version: number;
}
