import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type { ReadReferral, TakeClient } from '../../referrals/contract/facts.js';
import { suitabilityAnsweredV1, suitabilityMovedV1, type ReadAdmissionRules } from '../contract.js';
import {
  citedRule,
  decisiveAmong,
  decisiveFactsOf,
  type DecisiveFact,
  type Informant,
  type SuitabilityAnswer,
  type UnsuitableReason,
} from '../domain/suitability.js';
import type { SuitabilityMoved } from './ask-suitability.js';
import type { SuitabilityRepository } from './suitability-ports.js';

/** What answering for a project needs. */
export interface AnswerSuitabilityDeps {
  readonly readReferral: ReadReferral;
  readonly takeClient: TakeClient;
  /** The members of a referral that were corrected since a version of it, by name. */
  readonly readCorrectedSince: (tx: Tx, referralId: string, version: number) => Promise<readonly string[]>;
  readonly readAdmissionRules: ReadAdmissionRules;
  readonly suitability: SuitabilityRepository;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** An answer as it is given: what belongs to another kind of answer is left out. */
export type GivenAnswer =
  | { readonly kind: 'suitable'; readonly note: string | null }
  | {
      readonly kind: 'not_suitable';
      readonly reason: UnsuitableReason;
      readonly ruleId: string | null;
      readonly note: string | null;
    }
  | { readonly kind: 'more_information'; readonly neededFrom: Informant; readonly note: string };

/** Why an answer was not taken, each with what would be. */
export type AnswerSuitabilityRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'referral-closed' }
  | { readonly code: 'rule-missing' }
  | { readonly code: 'rule-not-in-force' }
  | { readonly code: 'why-missing' }
  | {
      readonly code: 'changed-since-you-read-it';
      /** The facts of the person that were corrected since; none where the question itself has moved on. */
      readonly changedFacts: readonly DecisiveFact[];
    };

/**
 * A project says yes, no, or what else it must know, about a person its partnership asked about. A no for a rule cites the
 * version in force; any other no, and a wish for more, is said in words. Of facts that were corrected after they were read
 * nothing is said: whoever answers reads them first. The person's row is taken, so that a correction at the same moment is
 * over, or comes after the answer.
 */
export const makeAnswerSuitability =
  ({
    readReferral,
    takeClient,
    readCorrectedSince,
    readAdmissionRules,
    suitability,
    audit,
    events,
  }: AnswerSuitabilityDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      requestId,
      expectedVersion,
      referralVersion,
      given,
      today,
    }: {
      readonly memberId: string;
      readonly requestId: string;
      readonly expectedVersion: number;
      /** Of the referral whose facts were read. */
      readonly referralVersion: number;
      readonly given: GivenAnswer;
      readonly today: IsoDate;
    },
  ): Promise<Outcome<SuitabilityMoved, AnswerSuitabilityRefusal>> => {
    const request = await suitability.findOpen(tx, scope, requestId);
    if (request === null) return refuse({ code: 'not-found' });
    const { projectId, referralId } = request;
    await takeClient(tx, { kind: 'national' }, referralId);
    // The provider's scope reaches no referral: that the question is its own has just been seen.
    const referral = await readReferral(tx, { kind: 'national' }, referralId);
    if (referral === null) return refuse({ code: 'not-found' });
    if (referral.state === 'closed') return refuse({ code: 'referral-closed' });
    if (referral.version !== referralVersion) {
      const changedFacts = decisiveAmong(await readCorrectedSince(tx, referralId, referralVersion));
      const wasRead = referralVersion >= 1 && referralVersion < referral.version;
      if (changedFacts.length > 0 || !wasRead) {
        return refuse({ code: 'changed-since-you-read-it', changedFacts });
      }
    }
    let answer: SuitabilityAnswer;
    if (given.kind === 'not_suitable') {
      const { kind, reason, ruleId, note } = given;
      if (reason === 'outside_our_rules' && ruleId === null) return refuse({ code: 'rule-missing' });
      if (reason === 'other' && note === null) return refuse({ code: 'why-missing' });
      const rule =
        ruleId === null
          ? null
          : citedRule((await readAdmissionRules(tx, today, projectId)).get(projectId) ?? [], ruleId, today);
      if (ruleId !== null && rule === null) return refuse({ code: 'rule-not-in-force' });
      answer = { kind, reason, rule, note };
    } else {
      answer = given;
    }
    const decides = answer.kind !== 'more_information';
    const moved = await suitability.step(tx, { requestId, version: expectedVersion }, answer, {
      on: today,
      by: memberId,
      decidedOnFacts: decides ? decisiveFactsOf(referral) : null,
    });
    if (!moved) return refuse({ code: 'changed-since-you-read-it', changedFacts: [] });
    const version = expectedVersion + 1;
    const { kind, note } = answer;
    await audit(tx, {
      action: 'eligibility.suitability-answered',
      subjectKind: 'suitability_request',
      subjectId: requestId,
      version,
      after: {
        kind,
        ...(answer.kind === 'not_suitable'
          ? {
              reason: answer.reason,
              rule: answer.rule === null ? null : { ...answer.rule },
            }
          : {}),
        ...(answer.kind === 'more_information' ? { neededFrom: answer.neededFrom } : {}),
      },
      ...(note === null ? {} : { reason: note }),
    });
    await events(tx, suitabilityAnsweredV1.make({ referralId }));
    await events(tx, suitabilityMovedV1.make({ suitabilityRequestId: requestId }));
    return done({ requestId, version });
  };
