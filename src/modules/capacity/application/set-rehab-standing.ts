import type { AppendAudit } from '../../../kernel/audit.js';
import { addNights, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  standingBeginsWithinDays,
  standingEndsWithinDays,
  withStanding,
  type RehabStanding,
} from '../domain/rehab-standing.js';
import type { ProjectRepository } from './project-repository.js';

/** What deciding on a standing needs. */
export interface SetRehabStandingDeps {
  readonly projects: Pick<ProjectRepository, 'standings' | 'replaceStandings'>;
  readonly audit: AppendAudit;
}

/** A decision on one project, by somebody who may decide on any. */
export interface SetRehabStanding extends RehabStanding {
  readonly memberId: string;
  readonly projectId: string;
  readonly expectedVersion: number;
  readonly today: IsoDate;
  /** Said on purpose where days gone by change, and with them what has counted. */
  readonly correctsThePast: boolean;
}

/** Why a standing is not set. */
export type SetRehabStandingRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'dates-not-a-period' }
  | { readonly code: 'begins-too-far-ahead'; readonly latestOn: IsoDate }
  | { readonly code: 'ends-too-far-ahead'; readonly latestOn: IsoDate }
  | { readonly code: 'changes-the-past'; readonly today: string }
  | { readonly code: 'changed-since-you-read-it' };

/** A project's standings after the decision. */
export type RehabStandingSet = {
  readonly projectId: string;
  readonly version: number;
  readonly standings: {
    readonly fromOn: string;
    readonly toOn: string | null;
    readonly countsAsResidentialRehab: boolean;
    readonly reason: string;
  }[];
};

const plain = (standings: readonly RehabStanding[]): RehabStandingSet['standings'] =>
  standings.map(({ fromOn, toOn, countsAsResidentialRehab, reason }) => ({
    fromOn,
    toOn,
    countsAsResidentialRehab,
    reason,
  }));

/**
 * Decides whether a project counts as residential rehabilitation from a day on. What held before that day stays as
 * it was; changing days gone by must be said, and the record then names it a correction. All that stood before is kept in
 * the record, a decision for a later day that this one overtakes too.
 */
export const makeSetRehabStanding =
  ({ projects, audit }: SetRehabStandingDeps) =>
  async (tx: Tx, command: SetRehabStanding): Promise<Outcome<RehabStandingSet, SetRehabStandingRefusal>> => {
    const { projectId, expectedVersion, fromOn, toOn, countsAsResidentialRehab, reason, today } = command;
    const before = await projects.standings(tx, projectId);
    if (before === null) return refuse({ code: 'not-found' });
    if (toOn !== null && toOn <= fromOn) return refuse({ code: 'dates-not-a-period' });
    const latestFromOn = addNights(today, standingBeginsWithinDays);
    if (fromOn > latestFromOn) return refuse({ code: 'begins-too-far-ahead', latestOn: latestFromOn });
    const latestToOn = addNights(today, standingEndsWithinDays);
    if (toOn !== null && toOn > latestToOn)
      return refuse({ code: 'ends-too-far-ahead', latestOn: latestToOn });
    const isCorrection = fromOn < today;
    if (isCorrection && !command.correctsThePast) return refuse({ code: 'changes-the-past', today });
    const after = withStanding(before, { fromOn, toOn, countsAsResidentialRehab, reason });
    const version = expectedVersion + 1;
    if (!(await projects.replaceStandings(tx, projectId, version, after))) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    await audit(tx, {
      action: isCorrection ? 'capacity.rehab-standing-corrected' : 'capacity.rehab-standing-set',
      subjectKind: 'project',
      subjectId: projectId,
      version,
      before: { standings: plain(before) },
      after: { standings: plain(after) },
      reason,
    });
    return done({ projectId, version, standings: plain(after) });
  };
