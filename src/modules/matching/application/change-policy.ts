import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import { addNights, maxDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Plain, Tx } from '../../../kernel/unit-of-work.js';
import { furthestAheadNights } from '../../referrals/contract/facts.js';
import { policyChangedV1, policyLookAskedV1 } from '../contract/events.js';
import {
  isSamePolicy,
  readPolicy,
  type MatchingChoices,
  type PolicyContent,
  type PolicyDraft,
  type PolicyFault,
} from '../domain/policy.js';
import type { makeReadChoicesOn, makeReadPolicyOn } from './policy-in-force.js';
import type { PolicyChange, PolicyOwner, PolicyRepository } from './policy-ports.js';

/** What changing how people are matched needs. */
export interface ChangePolicyDeps {
  readonly policies: PolicyRepository;
  readonly readPolicyOn: ReturnType<typeof makeReadPolicyOn>;
  readonly readChoicesOn: ReturnType<typeof makeReadChoicesOn>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

interface Asked {
  readonly memberId: string;
  readonly startsOn: IsoDate;
  readonly reason: string;
  readonly today: IsoDate;
}

/** A day on which a change cannot begin, and those on which it can. */
type StartRefusal = {
  readonly code: 'start-not-possible';
  readonly earliestOn: IsoDate;
  readonly latestOn: IsoDate;
};

interface Base {
  readonly baseNumber: number;
  readonly latest: PolicyChange | null;
}

/** The version a change follows, where its first day is possible: no version begins before the one it follows. */
const baseFor = async (
  { policies }: Pick<ChangePolicyDeps, 'policies'>,
  tx: Tx,
  owner: PolicyOwner,
  { startsOn, today }: Pick<Asked, 'startsOn' | 'today'>,
): Promise<Outcome<Base, StartRefusal>> => {
  const latest = await policies.findLatest(tx, owner);
  const earliestOn = maxDate(today, latest?.inForceFrom ?? today);
  const latestOn = addNights(earliestOn, furthestAheadNights);
  return startsOn < earliestOn || startsOn > latestOn
    ? refuse({ code: 'start-not-possible', earliestOn, latestOn })
    : done({ baseNumber: latest === null ? 0 : latest.baseNumber + 1, latest });
};

const subjectKind = 'matching_policy_change';

/** Why a change of the country’s policy cannot be looked at. */
export type LookRefusal = PolicyFault | StartRefusal | { readonly code: 'nothing-changes' };

/**
 * Writes down a change of the country’s policy so that a shadow run over today’s facts can show what it would do. Nobody is
 * asked to confirm it yet, and any number may be looked at side by side. The run is made in the background.
 */
export const makeLookAtPolicy =
  (deps: ChangePolicyDeps) =>
  async (
    tx: Tx,
    { memberId, draft, startsOn, reason, today }: Asked & { readonly draft: PolicyDraft },
  ): Promise<Outcome<{ readonly changeId: string; readonly state: 'looking' }, LookRefusal>> => {
    const content = readPolicy(draft);
    if ('code' in content) return refuse(content);
    const based = await baseFor(deps, tx, { partnershipId: null }, { startsOn, today });
    if (!based.ok) return based;
    const { baseNumber, latest } = based.value;
    const before: PolicyContent =
      latest === null || latest.partnershipId !== null ? await deps.readPolicyOn(tx, today) : latest.content;
    if (isSamePolicy(before, content)) return refuse({ code: 'nothing-changes' });
    const changeId = deps.newId();
    await deps.policies.insert(tx, {
      ...{ changeId, partnershipId: null, baseNumber, content, startsOn, reason, state: 'looking' },
      ...{ preview: null, lookedAt: null, proposedBy: memberId, inForceFrom: null },
    });
    await deps.audit(tx, {
      ...{ action: 'matching.policy-look-asked', subjectKind, subjectId: changeId, version: null, reason },
      after: { baseNumber, startsOn, content },
    });
    await deps.events(tx, policyLookAskedV1.make({ changeId }));
    return done({ changeId, state: 'looking' });
  };

/** Why nobody is asked to confirm a change. */
export type AskForPolicyRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'preview-not-ready' }
  | { readonly code: 'change-already-waiting' }
  | { readonly code: 'changed-since-you-read-it' }
  | { readonly code: 'change-already-decided'; readonly state: 'waiting' | 'applied' | 'withdrawn' };

/** Has a change of the country’s policy that was looked at wait for a second person. Whoever asks stands for it. */
export const makeAskForPolicy =
  ({ policies, audit }: ChangePolicyDeps) =>
  async (
    tx: Tx,
    { memberId, changeId }: { readonly memberId: string; readonly changeId: string },
  ): Promise<Outcome<{ readonly changeId: string; readonly state: 'waiting' }, AskForPolicyRefusal>> => {
    const change = await policies.find(tx, changeId);
    if (change === null || change.partnershipId !== null) return refuse({ code: 'not-found' });
    if (change.state !== 'looking') return refuse({ code: 'change-already-decided', state: change.state });
    if (change.preview === null) return refuse({ code: 'preview-not-ready' });
    const latest = await policies.findLatest(tx, change);
    if (change.baseNumber !== (latest === null ? 0 : latest.baseNumber + 1)) {
      return refuse({ code: 'changed-since-you-read-it' });
    }
    const asked = await policies.ask(tx, changeId, memberId);
    if (asked === 'another-waits') return refuse({ code: 'change-already-waiting' });
    if (asked === 'not-moved') return refuse({ code: 'changed-since-you-read-it' });
    await audit(tx, {
      ...{ action: 'matching.policy-change-proposed', subjectKind, subjectId: changeId, version: null },
      after: { baseNumber: change.baseNumber, startsOn: change.startsOn, preview: change.preview },
      reason: change.reason,
    });
    return done({ changeId, state: 'waiting' });
  };

/** Why a partnership’s choices cannot be asked for. */
export type ProposeChoicesRefusal =
  | StartRefusal
  | { readonly code: 'nothing-changes' }
  | { readonly code: 'change-already-waiting' }
  | {
      readonly code: 'beyond-national-bounds';
      readonly automaticOffers: boolean;
      readonly parallelOffersAtMost: number;
    };

/** A partnership asks for its own choices, within the country’s bounds; they move nobody’s suggestion, and wait for a second person. */
export const makeProposeChoices =
  (deps: ChangePolicyDeps) =>
  async (
    tx: Tx,
    {
      partnershipId,
      choices,
      ...asked
    }: Asked & { readonly partnershipId: string; readonly choices: MatchingChoices },
  ): Promise<Outcome<{ readonly changeId: string; readonly state: 'waiting' }, ProposeChoicesRefusal>> => {
    const { memberId, startsOn, reason, today } = asked;
    const { choices: bounds } = await deps.readPolicyOn(tx, maxDate(startsOn, today));
    const { automaticOffers, parallelOffers } = choices;
    if ((automaticOffers && !bounds.automaticOffers) || parallelOffers > bounds.parallelOffersAtMost) {
      return refuse({ code: 'beyond-national-bounds', ...bounds });
    }
    const based = await baseFor(deps, tx, { partnershipId }, asked);
    if (!based.ok) return based;
    const before = await deps.readChoicesOn(tx, partnershipId, maxDate(startsOn, today));
    if (before.automaticOffers === automaticOffers && before.parallelOffers === parallelOffers) {
      return refuse({ code: 'nothing-changes' });
    }
    const changeId = deps.newId();
    const { baseNumber } = based.value;
    const written = await deps.policies.insert(tx, {
      ...{ changeId, partnershipId, baseNumber, content: choices, startsOn, reason, state: 'waiting' },
      ...{ preview: null, lookedAt: null, proposedBy: memberId, inForceFrom: null },
    });
    if (!written) return refuse({ code: 'change-already-waiting' });
    await deps.audit(tx, {
      ...{ action: 'matching.choices-proposed', subjectKind, subjectId: changeId, version: null, reason },
      before: { ...before },
      after: { partnershipId, baseNumber, startsOn, ...choices },
    });
    return done({ changeId, state: 'waiting' });
  };

/** A second person’s word on a change that waits, or anybody’s who may have made it and takes it back. */
export interface DecidePolicyChange extends PolicyOwner {
  readonly memberId: string;
  readonly changeId: string;
  readonly decision: 'confirm' | 'withdraw';
  readonly today: IsoDate;
}

/** Why a change that waits was not moved. */
export type DecidePolicyRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'change-not-asked-for' }
  | { readonly code: 'second-person-needed' }
  | { readonly code: 'change-already-decided'; readonly state: 'applied' | 'withdrawn' }
  | { readonly code: 'changed-since-you-read-it' };

/** What became of a change that waited. */
export type DecidedPolicyChange = {
  readonly changeId: string;
  readonly state: 'applied' | 'withdrawn';
  /** First day on which it counts; null where it was taken back. */
  readonly inForceFrom: IsoDate | null;
};

const plain = ({ content }: PolicyChange): Plain => ({ ...content });

/**
 * Confirms a change, which only somebody else than its author can, or takes it back. Confirmed after its first day it counts
 * from today on: nobody was matched by it before. The next run follows at once, and at the turn of a later first day.
 */
export const makeDecidePolicyChange =
  ({ policies, audit, events }: ChangePolicyDeps) =>
  async (
    tx: Tx,
    { memberId, changeId, partnershipId, decision, today }: DecidePolicyChange,
  ): Promise<Outcome<DecidedPolicyChange, DecidePolicyRefusal>> => {
    const change = await policies.find(tx, changeId);
    if (change?.partnershipId !== partnershipId) return refuse({ code: 'not-found' });
    if (change.state === 'looking') return refuse({ code: 'change-not-asked-for' });
    if (change.state !== 'waiting') return refuse({ code: 'change-already-decided', state: change.state });
    if (decision === 'confirm' && change.proposedBy === memberId) {
      return refuse({ code: 'second-person-needed' });
    }
    const inForceFrom = decision === 'confirm' ? maxDate(change.startsOn, today) : null;
    const moved =
      inForceFrom === null
        ? await policies.withdraw(tx, changeId, memberId)
        : await policies.apply(tx, changeId, memberId, inForceFrom);
    if (!moved) {
      const now = await policies.find(tx, changeId);
      return now?.state === 'applied' || now?.state === 'withdrawn'
        ? refuse({ code: 'change-already-decided', state: now.state })
        : refuse({ code: 'changed-since-you-read-it' });
    }
    const state = inForceFrom === null ? 'withdrawn' : 'applied';
    await audit(tx, {
      ...{
        action: 'matching.policy-change-decided',
        subjectKind,
        subjectId: changeId,
        reason: change.reason,
      },
      version: inForceFrom === null ? null : change.baseNumber + 1,
      before: { state: 'waiting', proposedBy: change.proposedBy },
      after: { state, inForceFrom, partnershipId, content: plain(change) },
    });
    if (inForceFrom !== null) await events(tx, policyChangedV1.make({ changeId }));
    return done({ changeId, state, inForceFrom });
  };
