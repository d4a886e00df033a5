import type { CapacityFigures } from '../domain/availability.js';

/** A project as people look for one: where it is, what it has tonight, and how fresh that is. */
export interface ProjectSummary {
  readonly projectId: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly name: string;
  readonly locality: string;
  readonly healthBoard: string;
  readonly description: string | null;
  readonly verification: string;
  readonly countsAsResidentialRehab: boolean;
  readonly ledger: CapacityFigures;
  readonly reported: {
    readonly figures: CapacityFigures;
    readonly reportedAt: Date;
    readonly reportedBy: string;
    readonly isNoChange: boolean;
  } | null;
}
