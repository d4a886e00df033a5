import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';

/** Where people of a partnership are, as its list divides them; who never arrived stands among those who left. */
export const placedStates = ['here', 'booked', 'left'] as const;
/** One of {@link placedStates}. */
export type PlacedState = (typeof placedStates)[number];

/** Somebody of a partnership with a booking or a stay, now or before. The name is read apart. */
export interface PlacedPerson {
  readonly placementId: string;
  readonly referralId: string;
  readonly clientId: string;
  readonly reference: string;
  readonly bedId: string;
  readonly projectName: string;
  readonly bedLabel: string;
  readonly state: 'booked' | 'admitted' | 'ended' | 'never_started';
  readonly stay: Stay;
  readonly endedOn: IsoDate | null;
  readonly ending: { readonly kind: 'planned' | 'unplanned' | null; readonly reason: string } | null;
}

/** Which of them are asked for. */
export interface PlacedQuery {
  readonly state: PlacedState;
  /** These clients alone; null for all. */
  readonly clientIds: readonly string[] | null;
  /** Beyond this placement in the order of the list; null for its beginning. */
  readonly after: string | null;
  readonly limit: number;
}
