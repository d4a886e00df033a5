import { z } from 'zod';

import { done } from '../../../../kernel/outcome.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDateText, identifier } from '../../../../platform/http/schemas.js';
import type { makeReadSuggestion } from '../../application/read-suggestion.js';
import type { StoredExplanation } from '../../application/waiting-list.js';
import type { PersonFault } from '../../domain/input-faults.js';

/** What the route of a suggestion needs. */
export interface SuggestionRouteDeps {
  readonly readSuggestion: ReturnType<typeof makeReadSuggestion>;
  /** The sentences of the pages: programs are told the same. */
  readonly words: {
    readonly standing: (rank: number, explanation: StoredExplanation) => readonly string[];
    readonly noPlace: (explanation: StoredExplanation) => string;
    readonly fault: (fault: PersonFault) => string;
  };
}

const wish = z.enum(['named-project', 'own-sex-only', 'women-and-men', 'near-home', 'away-from-home']);

const place = z.object({
  bedId: identifier.describe('The bed'),
  bedLabel: z.string().describe('What staff called it at the time of the run'),
  projectId: identifier.describe('Its project'),
  projectName: z.string().describe('The name of the project at the time of the run'),
  arrivesOn: civilDateText.describe('First night'),
  departsOn: civilDateText.describe('The day of leaving'),
  beds: z.int().describe('Beds of the project that fit and are free for the whole stay'),
  meets: z.array(wish).describe('The wishes of the person that it meets'),
  misses: z.array(wish).describe('Their wishes that it does not meet'),
  loses: z
    .enum(['nobody', 'somebody-after', 'somebody-ahead'])
    .describe(
      'Who would have no place if they were given this one; somebody-ahead, because people ahead hold it and could go nowhere else',
    ),
});

type Option = NonNullable<StoredExplanation['options']>[number];

const toPlace = (option: Option | null | undefined): z.infer<typeof place> | null => {
  if (option == null) return null;
  const { bedId, bedLabel, projectId, projectName, arrivesOn, departsOn, beds, meets, misses, loses } =
    option;
  return {
    ...{ bedId, bedLabel, projectId, projectName, arrivesOn, departsOn, beds, loses },
    ...{ meets: [...meets], misses: [...misses] },
  };
};

/** What a run said of one person, and why. */
export const suggestionRoutes = (deps: SuggestionRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/suggestion',
      operationId: 'explainSuggestionOfReferral',
      tag: 'Matching',
      summary: 'What a run of the matcher said of one person, why, and what else there is',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params: z.strictObject({ referralId: identifier.describe('The referral') }),
      query: z.strictObject({
        runId: z
          .string()
          .regex(/^[1-9]\d{0,17}$/, 'Give the number of a run as it was given to you.')
          .optional()
          .describe('One run of before, as it was stored; the latest unless given'),
      }),
      reply: z.object({
        runId: z.string().describe('The run'),
        isLatest: z.boolean().describe('Whether no run came after it'),
        finishedAt: z.iso.datetime().describe('When it was worked out'),
        lookedAt: z.iso
          .datetime()
          .nullable()
          .describe('When everybody was last looked at again and nothing had changed; null for not since'),
        policyVersion: z.string().describe('The policy it was worked out by'),
        rank: z.int().nullable().describe('1 is next; null where the run did not see the person'),
        state: z
          .enum(['suggested', 'no-place', 'not-ready', 'unavailable', 'offered', 'not-seen'])
          .describe('What the run said; not-seen also where it is kept in a form no longer known'),
        standing: z.array(z.string()).describe('Why the person stands where they stand on the list'),
        place: place.nullable().describe('The place suggested'),
        provisional: place
          .nullable()
          .describe('While something is missing: the place that would be theirs otherwise. Never an offer'),
        options: z
          .array(place)
          .describe('Other projects they could go to, the nearest to their wishes first; at most 6'),
        whyNone: z.string().nullable().describe('Why there is no place; null where there is one'),
        firstFreeOn: civilDateText
          .nullable()
          .describe('The first day on which a bed that fits comes free, where none is left'),
        faults: z
          .array(
            z.object({
              kind: z.string().describe('What it is'),
              text: z.string().describe('What it is, and what would put it right'),
            }),
          )
          .describe('What of the record cannot be used, or leaves the person no place at all'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'run-not-kept': {
          status: 404,
          title: 'That run is not kept',
          remedy:
            'Leave runId out for the latest run. If there is none, places have not been worked out yet.',
          pointer: '/query/runId',
        },
      },
    },
    async (tx, { scope, params, query }) => {
      const told = await deps.readSuggestion(tx, scope, {
        referralId: params.referralId,
        runId: query.runId ?? null,
      });
      if (!told.ok) return told;
      const { run, said } = told.value;
      const explanation = said?.explanation ?? null;
      const state: StoredExplanation['state'] | 'not-seen' = explanation?.state ?? 'not-seen';
      return done({
        ...{ runId: run.runId, isLatest: run.isLatest, policyVersion: run.policyVersion },
        finishedAt: run.finishedAt.toISOString(),
        lookedAt: run.lookedAt?.toISOString() ?? null,
        rank: said?.priorityRank ?? null,
        state,
        standing:
          said === null || explanation === null
            ? []
            : [...deps.words.standing(said.priorityRank, explanation)],
        place: toPlace(explanation?.chosen),
        provisional: toPlace(explanation?.provisional),
        options: (explanation?.options ?? []).flatMap((option) => toPlace(option) ?? []),
        whyNone: explanation !== null && state === 'no-place' ? deps.words.noPlace(explanation) : null,
        firstFreeOn: explanation?.firstFreeOn ?? null,
        faults: (explanation?.faults ?? []).map((fault) => ({
          kind: fault.kind,
          text: deps.words.fault(fault),
        })),
      });
    },
  ),
];
