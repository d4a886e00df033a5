import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, TakeClient } from '../../referrals/contract/facts.js';
import { placesAllowedAgainV1 } from '../contract/events.js';

/** Whose refusals at which project no longer stand, by whom and why. */
export interface AllowProjectAgain {
  readonly memberId: string;
  readonly referralId: string;
  readonly projectId: string;
  readonly reason: string;
}

/** Writes the fact down for every offer it is about, in scope; how many those were. */
export type AllowPlacesAgain = (tx: Tx, scope: Scope, command: AllowProjectAgain) => Promise<number>;

/** What allowing a project again needs. */
export interface AllowProjectAgainDeps {
  readonly takeClient: TakeClient;
  readonly readReferral: ReadReferral;
  readonly allowPlacesAgain: AllowPlacesAgain;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why there was nothing to allow. */
export type AllowProjectAgainRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'nothing-refused-there' };

/**
 * The coordinator has the matcher look again at a project where an offer to the person came to nothing, with the reason.
 * What is refused there after this closes it again.
 */
export const makeAllowProjectAgain =
  (deps: AllowProjectAgainDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: AllowProjectAgain,
  ): Promise<Outcome<{ referralId: string; projectId: string }, AllowProjectAgainRefusal>> => {
    const { referralId, projectId, reason } = command;
    // Two who allow the same at once meet here.
    if (!(await deps.takeClient(tx, scope, referralId))) return refuse({ code: 'not-found' });
    const referral = await deps.readReferral(tx, scope, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    if ((await deps.allowPlacesAgain(tx, scope, command)) === 0) {
      return refuse({ code: 'nothing-refused-there' });
    }
    await deps.audit(tx, {
      action: 'placements.project-allowed-again',
      subjectKind: 'referral_places',
      subjectId: referralId,
      version: null,
      after: { projectId },
      reason,
    });
    await deps.events(tx, placesAllowedAgainV1.make({ referralId }));
    return done({ referralId, projectId });
  };
