import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, words } from '../../../../platform/http/schemas.js';
import type {
  makeBookAssessment,
  makeEndAppointment,
  ReadAssessmentStory,
} from '../../application/book-assessment.js';
import type { ReadReferral } from '../../contract/facts.js';
import {
  assessmentDays,
  assessmentKinds,
  assessmentStanding,
  type AssessmentTimes,
} from '../../domain/assessment.js';
import { changed, changeRefusals, params } from './change-parts.js';

/** What the routes of assessments need. */
export interface AssessmentRouteDeps {
  readonly readReferral: ReadReferral;
  readonly readAssessmentStory: ReadAssessmentStory;
  readonly bookAssessment: ReturnType<typeof makeBookAssessment>;
  readonly endAppointment: ReturnType<typeof makeEndAppointment>;
  readonly assessmentTimes: AssessmentTimes;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const kind = z.enum(assessmentKinds).describe('The partnership’s assessment, or the medical one');
const states = [
  ...['not-needed', 'not-booked', 'booked', 'result-missing', 'not-attended', 'held', 'run-out'],
] as const;

const reading = (deps: AssessmentRouteDeps): Route =>
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/assessments',
      operationId: 'readAssessments',
      tag: 'Referrals',
      summary: 'How each assessment stands, and by when it is booked and held',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params,
      reply: z.object({
        version: z.int().describe('The referral’s version'),
        assessments: z
          .array(
            z.object({
              kind,
              state: z.string().describe(`One of ${states.join(', ')}`),
              appointedOn: civilDateText.nullable().describe('Day it is, or was, booked for'),
              heldWith: z.string().nullable().describe('With whom and where'),
              reasons: z.array(z.string()).describe('Why it is asked for; empty for the partnership’s'),
              mustPrecedePlace: z.boolean().describe('Whether no place is offered without it'),
              bookBy: civilDateText.describe('Last day to book it in time, today if that is over'),
              heldBy: civilDateText.describe('Last day to hold it in time'),
              validUntil: civilDateText.nullable().describe('Last day of the suitable one that counts'),
            }),
          )
          .describe('One for each kind'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { referralId }, scope }) => {
      const referral = await deps.readReferral(tx, scope, referralId);
      if (referral === null) return refuse({ code: 'not-found' });
      const { today } = await deps.now(tx);
      const { steps } = await deps.readAssessmentStory(tx, referralId);
      return done({
        version: referral.version,
        assessments: assessmentKinds.map((one) => {
          const standing = assessmentStanding(one, referral, today);
          const { bookBy, heldBy } = assessmentDays(one, referral, today, deps.assessmentTimes);
          const isMedical = one === 'medical';
          const { medical, assessedUntil } = referral;
          return {
            kind: one,
            state: standing.state,
            appointedOn: 'on' in standing ? standing.on : null,
            heldWith: 'on' in standing ? (steps.find((step) => step.kind === one)?.heldWith ?? null) : null,
            reasons: isMedical ? [...medical.reasons] : [],
            mustPrecedePlace: isMedical ? medical.mustPrecedePlace : true,
            bookBy,
            heldBy,
            validUntil: isMedical ? medical.until : assessedUntil,
          };
        }),
      });
    },
  );

const booking = (deps: AssessmentRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/assessment-appointments',
      operationId: 'bookAssessment',
      tag: 'Referrals',
      summary: 'Book an assessment, or move the one that is booked',
      permission: 'edit-referrals',
      auditEvent: 'referrals.assessment-arranged',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({
        kind,
        appointedOn: civilDate.describe('Day it is booked for'),
        heldWith: words(200).describe('With whom, where and at what time'),
      }),
      reply: changed,
      refusals: {
        ...changeRefusals,
        'day-outside-the-wait': {
          status: 422,
          title: 'An assessment cannot be booked for that day',
          remedy: 'Give a day from earliestOn to latestOn. Of one that was held, record how it came out.',
          pointer: '/appointedOn',
        },
      },
    },
    async (tx, { params: { referralId }, body, scope, actor, expectedVersion }) =>
      deps.bookAssessment(tx, scope, {
        ...{ referralId, expectedVersion, memberId: actor.memberId },
        ...{ kind: body.kind, on: body.appointedOn, heldWith: body.heldWith },
        today: (await deps.now(tx)).today,
      }),
  );

const ending = (deps: AssessmentRouteDeps): Route =>
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/assessment-appointments/ending',
      operationId: 'endAssessmentAppointment',
      tag: 'Referrals',
      summary: 'Record that the person did not come to an assessment, or that it was called off',
      permission: 'edit-referrals',
      auditEvent: 'referrals.assessment-arranged',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({
        kind,
        step: z.enum(['not_attended', 'called_off']).describe('What became of it'),
        note: words(200).nullable().default(null).describe('Why'),
      }),
      reply: changed,
      refusals: {
        ...changeRefusals,
        'no-assessment-booked': {
          status: 409,
          title: 'No assessment of this kind is booked',
          remedy: 'Book one, or read how it stands now.',
          pointer: '/kind',
        },
        'assessment-still-to-come': {
          status: 422,
          title: 'Nobody has missed an assessment that is still to come',
          remedy: 'Call it off or move it; that the person did not come is recorded from appointedOn on.',
          pointer: '/step',
        },
      },
    },
    async (tx, { params: { referralId }, body, scope, actor, expectedVersion }) =>
      deps.endAppointment(tx, scope, {
        ...body,
        ...{ referralId, expectedVersion, memberId: actor.memberId },
        today: (await deps.now(tx)).today,
      }),
  );

/** Assessments by the API: how they stand, booked and moved, missed or called off. */
export const assessmentRoutes = (deps: AssessmentRouteDeps): readonly Route[] => [
  reading(deps),
  booking(deps),
  ending(deps),
];
