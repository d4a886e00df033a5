import type { AppendAudit } from '../../../kernel/audit.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { toldCount } from '../../eligibility/contract.js';
import { urgencyBands } from '../../referrals/contract/facts.js';
import type { MatchInput } from '../domain/match.js';
import { movesByGroup, type GroupShift } from '../domain/moves-by-group.js';
import { countMoves, figuresOf, movesBetween, type PolicyPreview } from '../domain/policy-preview.js';
import type { PolicyContent } from '../domain/policy.js';
import { countPreferLater } from '../domain/prefer-later.js';
import type { makeReadMatchInput } from './match-input.js';
import { versionName, type makeReadPolicyOn } from './policy-in-force.js';
import type { KeptMove, PolicyRepository } from './policy-ports.js';
import type { RunMatch } from './run-match.js';

/** What a shadow run needs. */
export interface ShadowRunDeps {
  readonly policies: Pick<PolicyRepository, 'find' | 'keepPreview'>;
  readonly readPolicyOn: ReturnType<typeof makeReadPolicyOn>;
  readonly readMatchInput: ReturnType<typeof makeReadMatchInput>;
  readonly match: RunMatch;
  /** When a group is pointed at: see config. */
  readonly groupShift: GroupShift;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
  readonly audit: AppendAudit;
}

/** Both policies over the same facts; nothing a run leaves behind is written. */
const compare = async (
  { match, groupShift }: Pick<ShadowRunDeps, 'match' | 'groupShift'>,
  input: MatchInput,
  content: PolicyContent,
  version: string,
): Promise<{ readonly preview: PolicyPreview; readonly moves: readonly KeptMove[] }> => {
  const other: MatchInput = { ...input, policy: { ...content, version } };
  const { suggestions: now } = await match(input, 'shadow');
  const { suggestions: then } = await match(other, 'shadow');
  const moves = movesBetween(now, then);
  const ready = now.filter(({ explanation }) => ['suggested', 'no-place'].includes(explanation.state)).length;
  return {
    preview: {
      people: toldCount(ready),
      moves: countMoves(moves),
      groups: movesByGroup(
        input.waiting.map(({ referral }) => referral),
        now,
        then,
        { on: input.today, shift: groupShift },
      ),
      now: figuresOf(now, countPreferLater(input, now)),
      then: figuresOf(then, countPreferLater(other, then)),
    },
    moves: moves.flatMap((move) => {
      const band = urgencyBands.find((known) => known === move.band);
      return band === undefined ? [] : [{ ...move, band }];
    }),
  };
};

/**
 * Works out what a change of the country’s policy would do to the people who are ready today: who would be suggested another
 * place, and how the list comes out by each policy. Asked twice, or for a change that is looked at no more, it does nothing.
 */
export const makeShadowRun =
  (deps: ShadowRunDeps) =>
  async (tx: Tx, changeId: string): Promise<void> => {
    const change = await deps.policies.find(tx, changeId);
    if (change?.state !== 'looking' || change.preview !== null || change.partnershipId !== null) return;
    const { at, today } = await deps.now(tx);
    const { content } = change;
    const policy = await deps.readPolicyOn(tx, today);
    const furthestDays = Math.max(policy.offerHorizonDays, content.offerHorizonDays);
    const input = await deps.readMatchInput(tx, policy, today, furthestDays);
    const { preview, moves } = await compare(deps, input, content, versionName(change.baseNumber + 1));
    if (!(await deps.policies.keepPreview(tx, changeId, at, preview, moves))) return;
    await deps.audit(tx, {
      ...{ action: 'matching.policy-looked-at', subjectKind: 'matching_policy_change', subjectId: changeId },
      version: null,
      after: { people: preview.people },
    });
  };
