import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { AdmissionRule } from '../../eligibility/contract.js';
import type { MatchInput } from '../domain/match.js';
import { kindOfMove, movesBetween } from '../domain/policy-preview.js';
import type { MatchingPolicy } from '../domain/policy.js';
import type { makeReadMatchInput } from './match-input.js';
import type { RunMatch } from './run-match.js';

/** What looking at other rules of a project needs. */
export interface LookAtRulesDeps {
  readonly readPolicy: (tx: Tx) => Promise<MatchingPolicy>;
  readonly readMatchInput: ReturnType<typeof makeReadMatchInput>;
  readonly match: RunMatch;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

/**
 * How many of everybody who waits would lose the place suggested to them, and how many more would have one, were the rules of a
 * project those of `then` and not those of `now`: the same functions over the same facts of today, once with each. It suggests
 * nothing to anybody.
 */
export const makeLookAtRules =
  ({ readPolicy, readMatchInput, match, now: clock }: LookAtRulesDeps) =>
  async (
    tx: Tx,
    {
      projectId,
      now,
      then,
    }: {
      readonly projectId: string;
      readonly now: readonly AdmissionRule[];
      readonly then: readonly AdmissionRule[];
    },
  ): Promise<{ readonly loses: number; readonly gains: number }> => {
    const { today } = await clock(tx);
    const input = await readMatchInput(tx, await readPolicy(tx), today);
    const by = (rules: readonly AdmissionRule[]): MatchInput => ({
      ...input,
      rules: new Map([...input.rules, [projectId, rules]]),
    });
    const { suggestions: before } = await match(by(now), 'shadow');
    const { suggestions: after } = await match(by(then), 'shadow');
    const kinds = movesBetween(before, after).map(kindOfMove);
    return {
      loses: kinds.filter((kind) => kind === 'loses').length,
      gains: kinds.filter((kind) => kind === 'gains').length,
    };
  };
