import type { IsoDate } from '../../../kernel/iso-date.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadMatchingPolicy } from '../contract/policy.js';
import {
  noChoices,
  withinBounds,
  type MatchingChoices,
  type MatchingPolicy,
  type PolicyContent,
} from '../domain/policy.js';
import type { PolicyRepository } from './policy-ports.js';

/** What reading the policy in force needs. */
export interface PolicyInForceDeps {
  readonly policies: Pick<PolicyRepository, 'findInForce'>;
  /** What the service was set up with: in force until a first change is. */
  readonly setUpWith: PolicyContent & { readonly version: string };
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

/** The policy of the country on a day, with the number of its version; 0 for what the service was set up with. */
export type NumberedPolicy = MatchingPolicy & Pick<PolicyContent, 'choices'> & { readonly number: number };

/** The name under which a run keeps a version. */
export const versionName = (number: number): string => `policy-${number}`;

/** The policy of the country that is in force on a day. */
export const makeReadPolicyOn =
  ({ policies, setUpWith }: Pick<PolicyInForceDeps, 'policies' | 'setUpWith'>) =>
  async (tx: Tx, on: IsoDate): Promise<NumberedPolicy> => {
    const change = await policies.findInForce(tx, { partnershipId: null }, on);
    if (change?.partnershipId !== null) return { ...setUpWith, number: 0 };
    const number = change.baseNumber + 1;
    return { ...change.content, version: versionName(number), number };
  };

/** What a partnership chose, whatever the bounds are by now. */
export const makeReadChoicesOn =
  ({ policies }: Pick<PolicyInForceDeps, 'policies'>) =>
  async (tx: Tx, partnershipId: string, on: IsoDate): Promise<MatchingChoices> => {
    const change = await policies.findInForce(tx, { partnershipId }, on);
    return change === null || change.partnershipId === null ? noChoices : change.content;
  };

/** Reads {@link ReadMatchingPolicy} by the day of the database. */
export const makeReadMatchingPolicy = (deps: PolicyInForceDeps): ReadMatchingPolicy => {
  const readPolicyOn = makeReadPolicyOn(deps);
  const readChoicesOn = makeReadChoicesOn(deps);
  return async (tx, partnershipId) => {
    const { today } = await deps.now(tx);
    const policy = await readPolicyOn(tx, today);
    const choices = partnershipId === undefined ? noChoices : await readChoicesOn(tx, partnershipId, today);
    return { ...policy, ...withinBounds(choices, policy.choices) };
  };
};
