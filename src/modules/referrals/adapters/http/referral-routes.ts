import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, paging, words } from '../../../../platform/http/schemas.js';
import { toldByRefusal } from '../../application/look-for-person.js';
import type { makeBookDetox } from '../../application/book-detox.js';
import type { makeRecordAssessment } from '../../application/record-assessment.js';
import type { makeRecordReferral } from '../../application/record-referral.js';
import type { makeCorrectReferral } from '../../application/correct-referral.js';
import type { ReadReferral } from '../../contract/facts.js';
import { assessmentKinds } from '../../domain/assessment.js';
import {
  birthRefusals,
  changed,
  changeRefusals,
  elsewhereRefusal,
  mayBeRestricted,
  params,
  receivedRefusals,
} from './change-parts.js';
import { closingRoutes, type ClosingRouteDeps } from './closing-routes.js';
import { originRoutes, type OriginRouteDeps } from './origin-routes.js';
import { correctionBody, differentPerson, recordingBody } from './referral-body.js';

/** An open referral as a list tells it: no name. */
export interface ReferralListItem {
  readonly referralId: string;
  readonly reference: string;
  readonly receivedOn: IsoDate;
  readonly urgencyBand: string;
  readonly version: number;
}

/** What the routes of referrals need. */
export interface ReferralRouteDeps extends ClosingRouteDeps, OriginRouteDeps {
  readonly recordReferral: ReturnType<typeof makeRecordReferral>;
  readonly recordAssessment: ReturnType<typeof makeRecordAssessment>;
  readonly bookDetox: ReturnType<typeof makeBookDetox>;
  readonly correctReferral: ReturnType<typeof makeCorrectReferral>;
  readonly readReferral: ReadReferral;
  readonly listOpenReferrals: (
    tx: Tx,
    scope: Scope,
    page: { readonly after: string | null; readonly limit: number },
  ) => Promise<readonly ReferralListItem[]>;
}

const recordableRefusals = {
  'overdose-date-impossible': {
    status: 422,
    title: 'A near-fatal overdose cannot have been on that day',
    remedy: 'Give a day from earliestOn to latestOn.',
    pointer: '/nearFatalOverdoseOn',
  },
  'liberation-date-impossible': {
    status: 422,
    title: 'The day of leaving prison cannot be',
    remedy: 'Give a day from earliestOn to latestOn.',
    pointer: '/liberationOn',
  },
  'mat-date-impossible': {
    status: 422,
    title: 'The day of the dose cannot be',
    remedy: 'Give a day from earliestOn to latestOn.',
    pointer: '/mat/on',
  },
  'wish-without-consent': {
    status: 422,
    title: 'A wish is written down without the consent of whoever has it',
    remedy: 'Ask the person, and name each wish they agreed to in consentedWishes; or leave the wish out.',
    pointer: '/consentedWishes',
  },
  'urgency-review-impossible': {
    status: 422,
    title: 'The urgency cannot be looked at again on that day',
    remedy: 'Give a day from earliestOn to latestOn, or null.',
    pointer: '/urgencyReviewOn',
  },
} as const;

const projectUnknown = {
  status: 422,
  title: 'A preferred project is not known',
  remedy: 'Choose projects from the list.',
  pointer: '/preferredProjectIds',
} as const;

/** Referrals: record, read, and the facts that make somebody ready to place. */
export const referralRoutes = (deps: ReferralRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'post',
      path: '/api/referrals',
      operationId: 'recordReferral',
      tag: 'Referrals',
      summary: 'Record a person and their referral',
      permission: 'edit-referrals',
      auditEvent: 'referrals.referral-recorded',
      toldByRefusal,
      replyStatus: 201,
      body: recordingBody,
      reply: z.object({
        referralId: identifier.describe('The referral'),
        reference: z.string().describe('What people say on the telephone'),
        version: z.int().describe('Its version'),
      }),
      refusals: {
        'not-found': commonProblems['not-found'],
        'restricted-record-may-exist': mayBeRestricted,
        'open-referral-exists': {
          status: 409,
          title: 'This person has an open referral',
          remedy: 'Open the referral named in referralId and go on with it.',
        },
        'open-referral-elsewhere': elsewhereRefusal,
        'person-recorded-as-died': {
          status: 409,
          title: 'This person is recorded as having died',
          remedy: 'Check the name and the date of birth.',
        },
        'recorded-with-another-sex': {
          status: 409,
          title: 'This person is recorded with another sex',
          remedy:
            'Where it is the same person, send recordedSex; where that is wrong, correct it on the new referral afterwards. Where it is somebody else, give a name that tells them apart, such as a middle name.',
          pointer: '/sex',
        },
        ...birthRefusals,
        ...receivedRefusals,
        ...recordableRefusals,
        'project-unknown': projectUnknown,
      },
    },
    async (tx, { body: { differentPersonBecause, differentFrom, ...referral }, scope, actor }) => {
      const { today } = await deps.now(tx);
      const { memberId } = actor;
      const said = { differentPersonBecause, differentFrom };
      return deps.recordReferral(tx, scope, { memberId, today, referral, ...said });
    },
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/referrals',
      operationId: 'listReferrals',
      tag: 'Referrals',
      summary: 'Open referrals in order of receipt, without names',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { list: 'referrals' },
      query: z.strictObject(paging),
      reply: z.object({
        referrals: z
          .array(
            z.object({
              referralId: identifier.describe('The referral'),
              reference: z.string().describe('What people say on the telephone'),
              receivedOn: civilDateText.describe('Day received'),
              urgencyBand: z.string().describe('Urgency'),
              version: z.int().describe('Its version'),
            }),
          )
          .describe('At most limit'),
        next: z.string().nullable().describe('Send as after for the next page; null at the end'),
      }),
      refusals: {
        'page-unknown': {
          status: 400,
          title: 'That is not the mark of a page',
          remedy: 'Send the next of an earlier answer, or none for the first page.',
          pointer: '/query/after',
        },
      },
    },
    async (tx, { query, scope }) => {
      const after = query.after ?? null;
      if (after !== null && !/^\d{4}-\d{2}-\d{2}~[0-9a-f-]{36}$/.test(after))
        return refuse({ code: 'page-unknown' });
      const found = await deps.listOpenReferrals(tx, scope, { after, limit: query.limit + 1 });
      const referrals = found.slice(0, query.limit);
      const last = referrals.at(-1);
      const hasMore = found.length > query.limit && last !== undefined;
      return done({
        referrals: referrals.map((item) => ({ ...item })),
        next: hasMore ? `${last.receivedOn}~${last.referralId}` : null,
      });
    },
  ),

  defineRoute(
    {
      method: 'get',
      path: '/api/referrals/{referralId}',
      operationId: 'readReferral',
      tag: 'Referrals',
      summary: 'One referral with the facts that rules need, without the name',
      permission: 'see-referrals',
      auditEvent: null,
      auditedRead: { subject: 'referral', param: 'referralId' },
      params,
      reply: z.object({
        referralId: identifier.describe('The referral'),
        reference: z.string().describe('What people say on the telephone'),
        state: z.enum(['open', 'closed']).describe('Whether it still asks'),
        receivedOn: civilDateText.describe('Day received'),
        urgencyBand: z.string().describe('Urgency'),
        substance: z.string().describe('alcohol, drug or co_dependency'),
        sex: z.string().describe('Sex, as places are designated'),
        plannedWeeks: z.int().describe('Length asked for'),
        assessedUntil: civilDateText.nullable().describe('Last day of the suitable assessment'),
        detoxNeed: z.string().describe('Whether detox comes first'),
        detoxEndsOn: civilDateText.nullable().describe('Day detox ends'),
        urgencyReviewOn: civilDateText.nullable().describe('Day on which the urgency is looked at again'),
        nearFatalOverdoseOn: civilDateText.nullable().describe('Day of the latest near-fatal overdose'),
        liberationOn: civilDateText.nullable().describe('Day of leaving prison'),
        isHomeless: z.boolean().nullable().describe('Homeless; null when not known'),
        isPregnant: z.boolean().nullable().describe('Pregnant; null when not known'),
        mat: z
          .object({
            drug: z.string().describe('What is prescribed'),
            dose: z.number().describe('How much'),
            unit: z.string().describe('Counted in what, taken how often'),
            on: civilDateText.describe('Day on which the dose was so'),
          })
          .nullable()
          .describe('Medication assisted treatment'),
        mentalHealthSupport: z.string().describe('Support with mental health that is needed'),
        prescribedPainMedicine: z.string().nullable().describe('Which pain medicine is prescribed'),
        acceptsFaithEthos: z.boolean().nullable().describe('Whether a place with a faith ethos is accepted'),
        consentedWishes: z.array(z.string()).describe('Wishes written down with consent'),
        version: z.int().describe('Its version'),
      }),
      refusals: { 'not-found': commonProblems['not-found'] },
    },
    async (tx, { params: { referralId }, scope }) => {
      const referral = await deps.readReferral(tx, scope, referralId);
      if (referral === null) return refuse({ code: 'not-found' });
      return done({
        referralId,
        reference: referral.reference,
        state: referral.state,
        receivedOn: referral.receivedOn,
        urgencyBand: referral.urgencyBand,
        substance: referral.substance,
        sex: referral.sex,
        plannedWeeks: referral.plannedWeeks,
        assessedUntil: referral.assessedUntil,
        detoxNeed: referral.detoxNeed,
        detoxEndsOn: referral.detox?.endsOn ?? null,
        urgencyReviewOn: referral.urgencyReviewOn,
        nearFatalOverdoseOn: referral.nearFatalOverdoseOn,
        liberationOn: referral.liberationOn,
        isHomeless: referral.isHomeless,
        isPregnant: referral.isPregnant,
        mat: referral.mat,
        mentalHealthSupport: referral.mentalHealthSupport,
        prescribedPainMedicine: referral.prescribedPainMedicine,
        acceptsFaithEthos: referral.acceptsFaithEthos,
        consentedWishes: [...referral.consentedWishes],
        version: referral.version,
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/assessments',
      operationId: 'recordAssessment',
      tag: 'Referrals',
      summary: 'Record that an assessment was held, and how it came out',
      permission: 'edit-referrals',
      auditEvent: 'referrals.assessment-recorded',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({
        kind: z
          .enum(assessmentKinds)
          .default('partnership')
          .describe('The partnership’s assessment, or the medical one'),
        heldOn: civilDate.describe('Day it was held'),
        outcome: z.enum(['suitable', 'not_suitable']).describe('How it came out'),
      }),
      reply: changed,
      refusals: {
        ...changeRefusals,
        'held-too-long-ago': {
          status: 422,
          title: 'An assessment held then has run out',
          remedy: 'Give earliestOn or a later day, or hold a new assessment.',
          pointer: '/heldOn',
        },
        'held-before-relapse': {
          status: 422,
          title: 'The person was found not stable enough after that day',
          remedy: 'Give earliestOn or a later day, or hold a new assessment.',
          pointer: '/heldOn',
        },
        'held-in-the-future': {
          status: 422,
          title: 'An assessment cannot have been held in the future',
          remedy: 'Give today or an earlier date.',
          pointer: '/heldOn',
        },
      },
    },
    async (tx, { params: { referralId }, body, scope, actor, expectedVersion }) => {
      const { today } = await deps.now(tx);
      return deps.recordAssessment(tx, scope, {
        ...body,
        referralId,
        today,
        expectedVersion,
        memberId: actor.memberId,
      });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/detox-bookings',
      operationId: 'bookDetox',
      tag: 'Referrals',
      summary: 'Record where and when detox is booked',
      permission: 'edit-referrals',
      auditEvent: 'referrals.detox-booked',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({
        site: words(200).describe('Where'),
        startsOn: civilDate.describe('First night'),
        endsOn: civilDate.describe('Day it ends; admission may be on it'),
      }),
      reply: changed,
      refusals: {
        ...changeRefusals,
        'detox-too-long-ago': {
          status: 422,
          title: 'Detox began too long before the referral',
          remedy:
            'Give earliestOn or a later day; a detox of an earlier time is not the one this referral asks for.',
          pointer: '/startsOn',
        },
        'detox-before-relapse': {
          status: 422,
          title: 'The person was found not stable enough after that detox',
          remedy: 'Give earliestOn or a later day, or book detox anew.',
          pointer: '/endsOn',
        },
        'detox-too-far-ahead': {
          status: 422,
          title: 'Detox would end too far ahead',
          remedy: 'Give an end within a year from today.',
          pointer: '/endsOn',
        },
        'detox-ends-before-it-starts': {
          status: 422,
          title: 'Detox would end before it starts',
          remedy: 'Give an end after the start.',
          pointer: '/endsOn',
        },
      },
    },
    async (tx, { params: { referralId }, body, scope, actor, expectedVersion }) => {
      const { today } = await deps.now(tx);
      return deps.bookDetox(tx, scope, {
        ...body,
        referralId,
        today,
        expectedVersion,
        memberId: actor.memberId,
      });
    },
  ),

  ...closingRoutes(deps),
  ...originRoutes(deps),

  defineRoute(
    {
      method: 'post',
      path: '/api/referrals/{referralId}/correction',
      operationId: 'correctReferral',
      tag: 'Referrals',
      summary: 'Put right what was recorded: the person, needs, urgency, wishes',
      permission: 'edit-referrals',
      auditEvent: 'referrals.referral-corrected',
      toldByRefusal,
      replyStatus: 201,
      needsVersion: true,
      params,
      body: correctionBody.extend(differentPerson),
      reply: changed,
      refusals: {
        ...changeRefusals,
        ...birthRefusals,
        ...recordableRefusals,
        'nothing-corrected': {
          status: 409,
          title: 'Nothing differs from what is recorded',
          remedy: 'Change what is wrong, or leave it as it is.',
        },
        'open-referral-elsewhere': elsewhereRefusal,
        'sex-while-placed': {
          status: 409,
          title: 'The sex cannot change while the person has a bed',
          remedy: 'Withdraw the offer, have the booking ended, or wait until they have left.',
          pointer: '/sex',
        },
        'project-unknown': projectUnknown,
      },
    },
    (
      tx,
      {
        params: { referralId },
        body: { differentPersonBecause, differentFrom, ...corrected },
        scope,
        actor,
        expectedVersion,
      },
    ) =>
      deps.correctReferral(tx, scope, {
        referralId,
        expectedVersion,
        memberId: actor.memberId,
        corrected,
        ...{ differentPersonBecause, differentFrom },
      }),
  ),
];
