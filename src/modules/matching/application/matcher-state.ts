import type { IsoDate } from '../../../kernel/iso-date.js';

/** The cause of the empty run that stands while the matcher is switched off. */
export const switchedOffCause = 'switched-off';

/** The latest run, as far as the next one asks. */
export interface StandingRun {
  readonly runId: string;
  readonly cause: string;
  readonly policyVersion: string;
  /** Null for a run of an older release. */
  readonly dayOn: IsoDate | null;
  readonly inputsDigest: string | null;
  readonly suggested: number;
}

/** A long run that is being worked out. */
export interface RunUnderWay {
  readonly cause: string;
  readonly people: number;
  readonly places: number;
  readonly beganAt: Date;
}
