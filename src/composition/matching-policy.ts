import { groupShift } from '../../config/group-shift.js';
import { placementPolicy } from '../../config/placement-policy.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { AppendEvent } from '../kernel/events.js';
import type { IdSource } from '../kernel/ids.js';
import {
  readLatestLooks,
  readMovesOf,
  readPolicyChange,
  readPolicyChanges,
} from '../modules/matching/adapters/db/policy-lists.js';
import { policyRepository } from '../modules/matching/adapters/db/policy-repository.js';
import {
  makeAskForPolicy,
  makeDecidePolicyChange,
  makeLookAtPolicy,
  makeProposeChoices,
} from '../modules/matching/application/change-policy.js';
import { makeShadowRun } from '../modules/matching/application/look-at-policy.js';
import { makeReadMatchInput, type MatchInputDeps } from '../modules/matching/application/match-input.js';
import {
  makeReadChoicesOn,
  makeReadMatchingPolicy,
  makeReadPolicyOn,
} from '../modules/matching/application/policy-in-force.js';
import { makeReadOwnMoves, makeReadPolicyOverview } from '../modules/matching/application/policy-reading.js';
import type { RunMatch } from '../modules/matching/application/run-match.js';
import type { Tx } from '../kernel/unit-of-work.js';
import { databaseNow as now } from '../platform/db/database-clock.js';
import { readWaitingReferrals } from './referral-reads.js';

const inForce = { policies: policyRepository, setUpWith: placementPolicy.matching, now };

/** How people are matched today, everywhere: what was confirmed last, or what the service was set up with. */
export const readMatchingPolicy = makeReadMatchingPolicy(inForce);
const readPolicyOn = makeReadPolicyOn(inForce);
const readChoicesOn = makeReadChoicesOn(inForce);

/** How many offers a person of a partnership may have open at once, today. */
export const readOffersAtOnce = async (tx: Tx, partnershipId: string): Promise<number> =>
  (await readMatchingPolicy(tx, partnershipId)).parallelOffers;

interface PolicyParts {
  readonly facts: MatchInputDeps;
  readonly match: RunMatch;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** How people are matched, as data that two people change after a look at what it would do. */
export const createMatchingPolicy = ({ facts, match, newId, audit, events }: PolicyParts) => {
  const changing = { policies: policyRepository, readPolicyOn, readChoicesOn, newId, audit, events };
  const reading = {
    ...{ readPolicyOn, readChoicesOn, readPolicyChanges, readPolicyChange, readLatestLooks, readMovesOf },
    readWaitingReferrals,
  };
  return {
    groupShift,
    readPolicyOn,
    readPolicyChange,
    readPolicyOverview: makeReadPolicyOverview(reading),
    readOwnMoves: makeReadOwnMoves(reading),
    lookAtPolicy: makeLookAtPolicy(changing),
    askForPolicy: makeAskForPolicy(changing),
    proposeChoices: makeProposeChoices(changing),
    decidePolicyChange: makeDecidePolicyChange(changing),
    shadowRun: makeShadowRun({
      policies: policyRepository,
      readPolicyOn,
      readMatchInput: makeReadMatchInput(facts),
      match,
      groupShift,
      now,
      audit,
    }),
  };
};
