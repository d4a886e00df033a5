import type { AppendAudit } from '../../../kernel/audit.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { isOutdated, isSamePeriod, weighDecision, type DecideRefusal } from '../domain/release.js';
import type { ReleaseRepository } from './ports.js';

/** What deciding on a release needs. */
export interface DecideReleaseDeps {
  readonly releases: ReleaseRepository;
  readonly audit: AppendAudit;
}

const subjectKind = 'release';

/** Publishes a release that somebody else made. From then on it is never changed: what is wrong is put right by a new version. */
export const makePublishRelease =
  ({ releases, audit }: DecideReleaseDeps) =>
  async (
    tx: Tx,
    {
      memberId,
      releaseId,
      note,
    }: { readonly memberId: string; readonly releaseId: string; readonly note: string | null },
  ): Promise<Outcome<{ readonly releaseId: string; readonly version: number }, DecideRefusal>> => {
    const found = await releases.find(tx, releaseId);
    if (found === null) return refuse({ code: 'not-found' });
    const { period } = found;
    // Of two who publish at once the second sees what the first did.
    await releases.lockYear(tx, period.financialYear);
    const ofYear = await releases.listOfYear(tx, period.financialYear);
    const release = ofYear.find((one) => one.releaseId === releaseId) ?? found;
    const refusal = weighDecision(release, memberId, 'publish');
    if (refusal !== null) return refuse(refusal);
    if (isOutdated(release, ofYear)) return refuse({ code: 'released-meanwhile' });
    const ofPeriod = ofYear.filter((one) => isSamePeriod(one.period, period));
    const version = Math.max(0, ...ofPeriod.map((one) => one.version ?? 0)) + 1;
    if (!(await releases.publish(tx, releaseId, { version, by: memberId, note }))) {
      const now = await releases.find(tx, releaseId);
      return refuse({ code: 'release-decided', state: now?.state ?? 'set_aside' });
    }
    await audit(tx, {
      ...{ action: 'publication.release-published', subjectKind, subjectId: releaseId, version },
      ...(note === null ? {} : { reason: note }),
    });
    return done({ releaseId, version });
  };

/** Sets a release aside that is not to be published: its maker or who checks it, with the reason. */
export const makeSetReleaseAside =
  ({ releases, audit }: DecideReleaseDeps) =>
  async (
    tx: Tx,
    {
      memberId,
      releaseId,
      note,
    }: { readonly memberId: string; readonly releaseId: string; readonly note: string },
  ): Promise<Outcome<{ readonly releaseId: string }, DecideRefusal>> => {
    const release = await releases.find(tx, releaseId);
    if (release === null) return refuse({ code: 'not-found' });
    const refusal = weighDecision(release, memberId, 'set-aside');
    if (refusal !== null) return refuse(refusal);
    if (!(await releases.setAside(tx, releaseId, { by: memberId, note }))) {
      const now = await releases.find(tx, releaseId);
      return refuse({ code: 'release-decided', state: now?.state ?? 'set_aside' });
    }
    await audit(tx, {
      ...{ action: 'publication.release-set-aside', subjectKind, subjectId: releaseId, version: null },
      reason: note,
    });
    return done({ releaseId });
  };
