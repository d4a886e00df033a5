import { addNights } from '../../../kernel/iso-date.js';
import type { Change } from './scenario.js';
import type { World } from './world.js';

/** One thing done differently, by itself. */
export interface TriedChange {
  readonly id: string;
  readonly changes: readonly Change[];
}

/**
 * What is tried beside every forecast, each by itself: changes of about a size that somebody could make, so that it can be said
 * which of them helps most. The sizes are set for this service.
 */
export const triedChanges = (world: World): readonly TriedChange[] => [
  ...world.bedGroups.map(({ id }) => ({
    id: `ten-beds-${id}`,
    changes: [
      { kind: 'beds', bedGroup: id, onDate: addNights(world.startsOn, 1), beds: 10, lateByDays: 0 } as const,
    ],
  })),
  { id: 'shorter-stays', changes: [{ kind: 'length-of-stay', bedGroup: null, times: 0.9 }] },
  {
    id: 'fewer-early-exits',
    changes: [{ kind: 'early-exits', share: world.earlyExitShare * 0.75 }],
  },
  {
    id: 'faster-approvals',
    changes: [{ kind: 'approval', days: Math.max(0, Math.round(world.approvalDays.from) - 7) }],
  },
  { id: 'more-referrals', changes: [{ kind: 'referral-growth', perYear: world.growthPerYear + 0.1 }] },
  { id: 'no-turnaround', changes: [{ kind: 'turnaround', bedGroup: null, days: 0 }] },
];
