import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { availabilityChangedV1 } from '../contract/events.js';
import type { ProjectRepository } from './project-repository.js';

/** What switching a project on and off needs. */
export interface SetAcceptingDeps {
  readonly projects: ProjectRepository;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** A provider's word on whether a project takes referrals. */
export interface SetAccepting {
  readonly memberId: string;
  readonly projectId: string;
  readonly expectedVersion: number;
  readonly isAccepting: boolean;
  /** Needed when it takes none. */
  readonly reason: string | null;
}

/** Why the switch does not move. */
export type SetAcceptingRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'reason-missing' }
  | { readonly code: 'nothing-changes' }
  | { readonly code: 'changed-since-you-read-it' };

/** A project as the switch left it. */
export type AcceptingSet = {
  readonly projectId: string;
  readonly version: number;
  readonly isAccepting: boolean;
};

/**
 * Switches a project to taking referrals or taking none, with who, when and why. The evaluator then says no to
 * everybody for its beds, or does so no longer; offers already made, and people already there, are left alone.
 */
export const makeSetAccepting =
  ({ projects, audit, events }: SetAcceptingDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    { memberId, projectId, expectedVersion, isAccepting, reason }: SetAccepting,
  ): Promise<Outcome<AcceptingSet, SetAcceptingRefusal>> => {
    const was = await projects.isAccepting(tx, scope, projectId);
    if (was === null) return refuse({ code: 'not-found' });
    if (!isAccepting && reason === null) return refuse({ code: 'reason-missing' });
    if (was === isAccepting) return refuse({ code: 'nothing-changes' });
    const version = expectedVersion + 1;
    if (!(await projects.setAccepting(tx, { projectId, version, isAccepting, reason }, memberId))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await audit(tx, {
      action: 'capacity.accepting-changed',
      subjectKind: 'project',
      subjectId: projectId,
      version,
      before: { isAccepting: was },
      after: { isAccepting },
      ...(reason === null ? {} : { reason }),
    });
    await events(tx, availabilityChangedV1.make({ projectId }));
    return done({ projectId, version, isAccepting });
  };
