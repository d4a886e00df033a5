import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, words } from '../../../../platform/http/schemas.js';
import type { makeRecordHome, makeRecordTravel, ReadGettingThere } from '../../application/getting-there.js';
import type { ReadReferral } from '../../contract/facts.js';
import {
  escorts,
  homeAnswers,
  prisonClock,
  travelState,
  weighArrival,
  type ArrivalPolicy,
} from '../../domain/arrival.js';

/** What the routes of an arrival need. */
export interface ArrivalRouteDeps {
  readonly readReferral: ReadReferral;
  /** The day of arrival that is offered or booked; null where there is none. */
  readonly readArrivesOn: (tx: Tx, scope: Scope, referralId: string) => Promise<IsoDate | null>;
  readonly readGettingThere: ReadGettingThere;
  readonly recordTravel: ReturnType<typeof makeRecordTravel>;
  readonly recordHome: ReturnType<typeof makeRecordHome>;
  readonly arrivalPolicy: ArrivalPolicy;
  readonly now: (tx: Tx) => Promise<{ readonly today: IsoDate }>;
}

const params = z.strictObject({ referralId: identifier.describe('The referral') });
const closed = {
  status: 409,
  title: 'The referral is closed',
  remedy: 'Record a new referral if the person asks again.',
} as const;
const note = words(200).nullable().default(null);

/** The day on which a person arrives: what it hangs together with, who brings them, what becomes of their home. */
export const arrivalRoutes = (deps: ArrivalRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}/arrival',
      operationId: 'readArrival',
      tag: 'Referrals',
      summary: 'The day of arrival beside detox and liberation, and how the way there stands',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params,
      reply: z.object({
        arrivesOn: civilDateText.nullable().describe('Day of arrival offered or booked'),
        detoxEndsOn: civilDateText.nullable().describe('Day detox ends'),
        notes: z
          .array(
            z.object({
              kind: z.string().describe('What does not go together'),
              days: z.int().describe('By how many days'),
            }),
          )
          .describe('What the day of arrival has against it'),
        prison: z
          .object({
            liberationOn: civilDateText.describe('Day of leaving prison'),
            askBy: civilDateText.describe('Last day to ask projects'),
            answerBy: civilDateText.describe('Last day for their answer and the funder’s'),
          })
          .nullable()
          .describe('The days before a liberation; null for whoever is not in prison'),
        travel: z
          .object({
            travelsOn: civilDateText.describe('Day of travel'),
            broughtBy: z.enum(escorts).describe('Who brings the person'),
            isConfirmed: z.boolean().describe('Whether they have said so'),
          })
          .nullable()
          .describe('The way there, as arranged last'),
        travelState: z.string().nullable().describe('to-arrange, another-day, arranged or confirmed'),
        home: z
          .enum(homeAnswers)
          .nullable()
          .describe('What becomes of the home; null while nobody has asked'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { referralId }, scope }) => {
      const referral = await deps.readReferral(tx, scope, referralId);
      if (referral === null) return refuse({ code: 'not-found' });
      const { today } = await deps.now(tx);
      const arrivesOn = await deps.readArrivesOn(tx, scope, referralId);
      const { travel, home } = await deps.readGettingThere(tx, referralId);
      const clock = prisonClock(referral.liberationOn, today, deps.arrivalPolicy);
      const notes = arrivesOn === null ? [] : weighArrival(referral, arrivesOn, today, deps.arrivalPolicy);
      return done({
        arrivesOn,
        detoxEndsOn: referral.detox?.endsOn ?? null,
        notes: notes.map(({ kind, days }) => ({ kind, days })),
        prison:
          clock === null
            ? null
            : { liberationOn: clock.liberationOn, askBy: clock.askBy, answerBy: clock.answerBy },
        travel:
          travel === null
            ? null
            : {
                travelsOn: travel.travelsOn,
                broughtBy: travel.broughtBy,
                isConfirmed: travel.isConfirmed,
              },
        travelState: travelState(travel, arrivesOn),
        home: home?.answer ?? null,
      });
    },
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/travel-plans',
      operationId: 'recordTravel',
      tag: 'Referrals',
      summary: 'Record who brings the person to their place, and when',
      permission: 'edit-referrals',
      auditEvent: 'referrals.travel-recorded',
      replyStatus: 201,
      params,
      body: z.strictObject({
        travelsOn: civilDate.describe('Day of travel'),
        broughtBy: z.enum(escorts).describe('Who brings the person'),
        note: note.describe('Where and when they meet'),
        isConfirmed: z.boolean().describe('Whether whoever brings them has said so'),
      }),
      reply: z.object({
        referralId: identifier.describe('The referral'),
        travelId: identifier.describe('What was recorded'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'referral-closed': closed,
        'day-outside-the-wait': {
          status: 422,
          title: 'Nobody can be brought on that day',
          remedy: 'Give a day from earliestOn to latestOn.',
          pointer: '/travelsOn',
        },
      },
    },
    async (tx, { params: { referralId }, body, scope, actor }) =>
      deps.recordTravel(tx, scope, {
        ...body,
        referralId,
        memberId: actor.memberId,
        today: (await deps.now(tx)).today,
      }),
  ),
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/home',
      operationId: 'recordHome',
      tag: 'Referrals',
      summary: 'Record what becomes of the person’s home while they are away',
      permission: 'edit-referrals',
      auditEvent: 'referrals.home-recorded',
      replyStatus: 201,
      params,
      body: z.strictObject({
        answer: z.enum(homeAnswers).describe('What becomes of the home'),
        note: note.describe('More about it'),
      }),
      reply: z.object({
        referralId: identifier.describe('The referral'),
        homeId: identifier.describe('What was recorded'),
      }),
      refusals: { 'not-found': commonProblems['not-found'], 'referral-closed': closed },
    },
    (tx, { params: { referralId }, body, scope, actor }) =>
      deps.recordHome(tx, scope, { ...body, referralId, memberId: actor.memberId }),
  ),
];
