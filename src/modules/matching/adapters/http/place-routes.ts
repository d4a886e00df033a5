import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier } from '../../../../platform/http/schemas.js';
import { checkText, whyNotText } from '../../../eligibility/contract.js';
import type { makeFindPlaces, PlaceForPerson } from '../../application/find-places.js';
import type { ReadStuckReferrals } from '../../application/stuck-referrals.js';
import { missingGateText } from '../../domain/gate-text.js';

/** What the route of a person's places needs. */
export interface PlaceRouteDeps {
  readonly findPlaces: ReturnType<typeof makeFindPlaces>;
  readonly readStuckReferrals: ReadStuckReferrals;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

const place = z.object({
  bedId: identifier.describe('The bed unit'),
  projectId: identifier.describe('Its project'),
  projectName: z.string().describe('The name of the project'),
  label: z.string().describe('What staff call the unit'),
  answer: z
    .enum(['free', 'later', 'unknown', 'full', 'no'])
    .describe(
      'free from the day asked; later, from arrivesOn; full for all the weeks looked at; unknown while a fact is missing; no where a rule excludes',
    ),
  arrivesOn: civilDateText.nullable().describe('First night of the earliest stay the bed is free for'),
  departsOn: civilDateText.nullable().describe('The day of leaving of that stay'),
  hasOfferOpen: z
    .boolean()
    .describe(
      'Whether the person has an offer of its project that waits for its answer: another would be refused',
    ),
  wasFoundUnsuitable: z
    .boolean()
    .describe('Whether its project has said that the person is not suitable, and that stands'),
  wasRefused: z.boolean().describe('Whether an offer of it, or of its project, came to nothing before'),
  checks: z
    .array(
      z.object({
        rule: z.string().describe('The rule'),
        answer: z.enum(['yes', 'no', 'unknown']).describe('Its answer'),
        text: z.string().describe('What the rule asks'),
        detail: z.string().nullable().describe('The values it was reached from'),
        whyNot: z
          .string()
          .nullable()
          .describe('Rule and fact in plain words where the answer is not yes; else null'),
      }),
    )
    .describe('Every rule, with its answer'),
});

const toReply = ({
  unit,
  answer,
  stay,
  wasRefused,
  wasFoundUnsuitable,
  hasOfferOpen,
  checks,
}: PlaceForPerson) => ({
  bedId: unit.bedId,
  projectId: unit.projectId,
  projectName: unit.projectName,
  label: unit.label,
  answer,
  arrivesOn: stay?.arrivesOn ?? null,
  departsOn: stay?.departsOn ?? null,
  wasRefused,
  wasFoundUnsuitable,
  hasOfferOpen,
  checks: checks.map((check) => {
    const { text, detail = null } = checkText(check);
    const whyNot = check.answer === 'yes' ? null : whyNotText(check);
    return { rule: check.rule, answer: check.answer, text, detail, whyNot };
  }),
});

/** Who can go where and why not: every bed for one person. */
export const placeRoutes = (deps: PlaceRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/stuck-referrals',
      operationId: 'listStuckReferrals',
      tag: 'Matching',
      summary: 'Referrals that have been in one stage for longer than they may, without names',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { list: 'stuck-referrals' },
      reply: z.object({
        referrals: z
          .array(
            z.object({
              referralId: identifier.describe('The referral'),
              reference: z.string().describe('What people say on the telephone'),
              stage: z.string().describe('The queue it is in'),
              sinceOn: civilDateText.describe('Since when'),
              workingDays: z.int().describe('For how many working days'),
              limitWorkingDays: z.int().describe('How many are the limit at its urgency'),
              owner: z.enum(['coordinator', 'approver']).describe('Whose move it is'),
              escalatedTo: z
                .string()
                .nullable()
                .describe('Who is told, once it has lasted twice as long as it may'),
            }),
          )
          .describe('The longest over their limit first; bounded by the partnership’s waiting list'),
      }),
      refusals: {},
    },
    async (tx, { scope }) => {
      const { today } = await deps.now(tx);
      const stuck = await deps.readStuckReferrals(tx, scope, today);
      return done({
        referrals: stuck.map((one) => {
          const { referralId, reference, stage, sinceOn, workingDays, limitWorkingDays } = one;
          const { owner, escalatedTo } = one;
          return {
            ...{ referralId, reference, stage, sinceOn, workingDays, limitWorkingDays },
            ...{ owner, escalatedTo },
          };
        }),
      });
    },
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/places',
      operationId: 'findPlacesForReferral',
      tag: 'Matching',
      summary: 'Every bed for one person: free, later, full, not known or excluded, and why',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params: z.strictObject({ referralId: identifier.describe('The referral') }),
      query: z.strictObject({
        arrivesOn: civilDate.optional().describe('First day of arrival to look at; today unless given'),
      }),
      reply: z.object({
        nights: z.int().describe('Nights asked for: those funding pays for, else those planned'),
        arrivesOn: civilDateText.describe('First day of arrival looked at'),
        lookedUntil: civilDateText.describe('Last day of arrival looked at'),
        missing: z
          .array(
            z.object({
              gate: z.enum(['assessment', 'funding', 'detox']).describe('What must have been passed'),
              text: z.string().describe('How it is missing'),
              whoActs: z.enum(['coordinator', 'approver']).describe('Whose move it is'),
            }),
          )
          .describe('What the person lacks before any place can be offered; empty when ready to place'),
        places: z
          .array(place)
          .describe('Those that can be offered first, then by the person’s wishes, then by day'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'day-not-possible': {
          status: 422,
          title: 'Nobody can be offered a place from that day',
          remedy: 'Give a day from earliestOn to latestOn.',
          pointer: '/query/arrivesOn',
        },
      },
    },
    async (tx, { scope, params, query }) => {
      const { today } = await deps.now(tx);
      const found = await deps.findPlaces(tx, scope, {
        referralId: params.referralId,
        arrivesOn: query.arrivesOn ?? today,
        today,
      });
      if (!found.ok) return found;
      const { nights, arrivesOn, lookedUntil, missing, places } = found.value;
      return done({
        ...{ nights, arrivesOn, lookedUntil },
        missing: missing.map((gap) => ({
          gate: gap.gate,
          text: missingGateText(gap, (on) => on).text,
          whoActs: gap.whoActs,
        })),
        places: places.map(toReply),
      });
    },
  ),
];
