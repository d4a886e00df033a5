import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReferralFacts } from '../../referrals/contract/facts.js';
import type { Suitability, SuitabilityStep } from '../domain/suitability.js';

/** A question put to a project about a person. */
export interface SuitabilityRequest {
  readonly requestId: string;
  readonly referralId: string;
  readonly partnershipId: string;
  readonly projectId: string;
  readonly providerId: string;
  readonly note: string | null;
  readonly askedOn: IsoDate;
  readonly version: number;
}

/** What happened last to a question, and when. */
export interface LatestStep {
  readonly step: SuitabilityStep;
  readonly on: IsoDate;
  /** Who recorded it, by name; null where no member is known by it. */
  readonly by: string | null;
  /** Of a yes or a no: what was known of the person then. */
  readonly decidedOnFacts: string | null;
}

/** Questions as rows; a unique key keeps one open for a person and a project, a guarded update takes each step once. */
export interface SuitabilityRepository {
  /** A question in scope that waits, and what happened to it last; null when there is none such. */
  findOpen(
    tx: Tx,
    scope: Scope,
    requestId: string,
  ): Promise<(SuitabilityRequest & { readonly latestKind: SuitabilityStep['kind'] | null }) | null>;
  /** False when one about the person waits at the project already. */
  insert(tx: Tx, request: SuitabilityRequest, askedBy: string): Promise<boolean>;
  /** Adds a step at the version that was read; false when the question has moved on. */
  step(
    tx: Tx,
    request: Pick<SuitabilityRequest, 'requestId' | 'version'>,
    step: SuitabilityStep,
    told: { readonly on: IsoDate; readonly by: string; readonly decidedOnFacts: string | null },
  ): Promise<boolean>;
  /** Every yes and no said of these referrals, in the order in which they were said. One statement. */
  readSaid(tx: Tx, referralIds: readonly string[]): Promise<ReadonlyMap<string, readonly Suitability[]>>;
}

/** A question as a list shows it. */
export interface ListedSuitability extends SuitabilityRequest {
  readonly projectName: string;
  readonly reference: string;
  readonly urgencyBand: ReferralFacts['urgencyBand'];
  /** Of the referral it is about: what a project says rests on its facts as they are. */
  readonly referralVersion: number;
  readonly latest: LatestStep | null;
}

/** Questions in scope about open referrals that wait for an answer or for more to be known, the oldest first. */
export type ListOpenSuitability = (
  tx: Tx,
  scope: Scope,
  page: { readonly after: string | null; readonly limit: number },
) => Promise<readonly ListedSuitability[]>;

/** Every question ever put about a referral in scope, the newest first. */
export type ReadSuitabilityOf = (
  tx: Tx,
  scope: Scope,
  referralId: string,
) => Promise<readonly ListedSuitability[]>;
