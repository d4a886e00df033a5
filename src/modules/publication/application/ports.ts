import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReleaseContent } from '../contract/content.js';
import type { CountedFact, Groups } from '../domain/catalogue.js';
import type { Period, PeriodKind, Release } from '../domain/release.js';
import type { Beside, ReleasedSystem } from '../domain/released.js';

/** A definition as it was when a release counted by it. */
export interface ReleasedDefinition {
  readonly measureId: string;
  readonly version: number;
  readonly name: string;
  readonly definition: string;
  readonly source: string;
}

/** What a release is worked out from. */
export interface PeriodCounted {
  readonly facts: readonly CountedFact[];
  readonly groups: Groups;
  readonly names: ReadonlyMap<string, string>;
}

/** Counts a quarter, as it was recorded at a time. */
export type CountPeriod = (
  tx: Tx,
  period: Pick<Period, 'startsOn' | 'endsOn'>,
  asAt: Date,
) => Promise<PeriodCounted>;

/** Protects a release aside, so that nothing else waits for it. */
export type TellAside = (
  beside: Beside,
  secret: Uint8Array,
) => Promise<{ readonly released: ReleasedSystem; readonly givenAway: number }>;

/** A release that was published, with all its numbers. */
export interface PublishedSystem {
  readonly releaseId: string;
  readonly kind: PeriodKind;
  readonly startsOn: IsoDate;
  readonly version: number;
  readonly asAt: Date;
  readonly system: ReleasedSystem;
}

/** Where releases are kept. */
export interface ReleaseRepository {
  /** False where another of the period is open. */
  insert(
    tx: Tx,
    release: {
      readonly releaseId: string;
      readonly period: Period;
      readonly reason: string | null;
      readonly asAt: Date;
      readonly askedBy: string;
    },
  ): Promise<boolean>;
  find(tx: Tx, releaseId: string): Promise<Release | null>;
  /** The newest period first. Of drafts only where they are asked for. */
  list(tx: Tx, withDrafts: boolean): Promise<readonly Release[]>;
  listOfYear(tx: Tx, year: number): Promise<readonly Release[]>;
  readContent(tx: Tx, releaseId: string): Promise<ReleaseContent | null>;
  /**
   * Takes one that was asked for long enough ago, for as long as working it out may take; null where there is none to take.
   * Whoever dies over it leaves it to the next. There is a secret to round by from then on.
   */
  takeAsked(tx: Tx, at: Date): Promise<string | null>;
  readPublished(tx: Tx, year: number): Promise<readonly PublishedSystem[]>;
  readSecret(tx: Tx): Promise<Uint8Array>;
  /** False where somebody set it aside meanwhile. */
  keepDraft(
    tx: Tx,
    releaseId: string,
    draft: { readonly content: ReleaseContent; readonly system: ReleasedSystem; readonly beside: number },
  ): Promise<boolean>;
  /** Until the transaction ends nobody else publishes of that year. */
  lockYear(tx: Tx, year: number): Promise<void>;
  publish(
    tx: Tx,
    releaseId: string,
    decided: { readonly version: number; readonly by: string; readonly note: string | null },
  ): Promise<boolean>;
  setAside(
    tx: Tx,
    releaseId: string,
    decided: { readonly by: string; readonly note: string },
  ): Promise<boolean>;
}
