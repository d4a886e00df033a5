import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Stay } from '../../../kernel/stay.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { LeavingFacts, SafetyRecord } from '../domain/leaving-safely.js';

/** Somebody who stays in a project or has left it, with what has been recorded for their leaving. */
export interface Leaver extends LeavingFacts {
  readonly placementId: string;
  readonly referralId: string;
  readonly clientId: string;
  readonly partnershipId: string;
  readonly projectId: string;
  readonly reference: string;
  readonly projectName: string;
  /** Those that no later record corrects. */
  readonly records: readonly SafetyRecord[];
}

/** One record with everything that was said and who said it; `isCorrected` once a later one replaces it. */
export interface ToldRecord extends SafetyRecord {
  readonly kits: number | null;
  readonly isTrained: boolean | null;
  readonly instrument: string | null;
  readonly instrumentVersion: string | null;
  readonly score: number | null;
  readonly satisfaction: number | null;
  readonly note: string | null;
  readonly correctsId: string | null;
  readonly isCorrected: boolean;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** A later referral of the same person. */
export interface NextReferral {
  readonly referralId: string;
  readonly receivedOn: IsoDate;
}

/** Everything the page of one leaving shows. */
export interface LeavingStory extends Leaver {
  readonly bedLabel: string;
  readonly partnershipName: string;
  readonly stay: Stay;
  /** Oldest first, those corrected among them. */
  readonly told: readonly ToldRecord[];
  /** The first since the leaving, where the reader's own partnership received it; null for a provider. */
  readonly nextReferral: NextReferral | null;
}

/** Everybody in scope who is here, or who left on a day or later. */
export type ReadLeavers = (tx: Tx, scope: Scope, leftSince: IsoDate) => Promise<readonly Leaver[]>;

/** One placement in scope, in whatever state; null outside scope or when unknown. */
export type ReadLeavingStory = (tx: Tx, scope: Scope, placementId: string) => Promise<LeavingStory | null>;
