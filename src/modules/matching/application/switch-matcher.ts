import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { matcherSwitchedV1 } from '../contract/events.js';

/** The newest word on the switch. Version 0, and on, before there was any. */
export interface SwitchStanding {
  readonly version: number;
  readonly isOn: boolean;
  readonly reason: string | null;
  readonly switchedBy: string | null;
  readonly switchedAt: Date | null;
}

/** What switching needs. */
export interface SwitchMatcherDeps {
  readonly readSwitch: (tx: Tx) => Promise<SwitchStanding>;
  /** Adds the next word; false where somebody else has. */
  readonly addSwitch: (
    tx: Tx,
    word: {
      readonly version: number;
      readonly isOn: boolean;
      readonly reason: string;
      readonly switchedBy: string;
    },
  ) => Promise<boolean>;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why the switch stays as it is. */
export type SwitchMatcherRefusal =
  | { readonly code: 'matcher-already-so'; readonly isOn: boolean }
  | { readonly code: 'changed-since-you-read-it' };

/**
 * Switches the matcher off or on, with a reason. The run it asks for clears what is suggested, or works it out afresh.
 */
export const makeSwitchMatcher =
  (deps: SwitchMatcherDeps) =>
  async (
    tx: Tx,
    {
      isOn,
      reason,
      switchedBy,
      expectedVersion,
    }: {
      readonly isOn: boolean;
      readonly reason: string;
      readonly switchedBy: string;
      /** The number this word takes, as it was read: 1 where there was none. */
      readonly expectedVersion: number;
    },
  ): Promise<Outcome<{ version: number; isOn: boolean }, SwitchMatcherRefusal>> => {
    const standing = await deps.readSwitch(tx);
    if (standing.version + 1 !== expectedVersion) return refuse({ code: 'changed-since-you-read-it' });
    if (standing.isOn === isOn) return refuse({ code: 'matcher-already-so', isOn });
    const added = await deps.addSwitch(tx, { version: expectedVersion, isOn, reason, switchedBy });
    if (!added) return refuse({ code: 'changed-since-you-read-it' });
    await deps.audit(tx, {
      action: isOn ? 'matching.switched-on' : 'matching.switched-off',
      subjectKind: 'service',
      subjectId: 'matcher',
      version: expectedVersion,
      before: { isOn: standing.isOn },
      after: { isOn },
      reason,
    });
    await deps.events(tx, matcherSwitchedV1.make({ version: expectedVersion }));
    return done({ version: expectedVersion + 1, isOn });
  };
