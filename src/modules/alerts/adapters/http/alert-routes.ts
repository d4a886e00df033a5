import { z } from 'zod';

import type { IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { defineRoute, type Route } from '../../../../platform/http/define-route.js';
import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import { civilDate, civilDateText, identifier, paging, words } from '../../../../platform/http/schemas.js';
import type { AcknowledgeAlertRefusal, makeAcknowledgeAlert } from '../../application/acknowledge-alert.js';
import type { ReadAlerts } from '../../application/ports.js';
import type { makePublishAlert, PublishAlertRefusal } from '../../application/publish-alert.js';
import type { makeWithdrawAlert, WithdrawAlertRefusal } from '../../application/withdraw-alert.js';
import type { DrugAlert } from '../../domain/alert.js';

/** What the routes of drug alerts need. */
export interface AlertRouteDeps {
  readonly publishAlert: ReturnType<typeof makePublishAlert>;
  readonly withdrawAlert: ReturnType<typeof makeWithdrawAlert>;
  readonly acknowledgeAlert: ReturnType<typeof makeAcknowledgeAlert>;
  readonly readAlerts: ReadAlerts;
  readonly now: (tx: Tx) => Promise<{ readonly at: Date; readonly today: IsoDate }>;
}

/** What an alert says, as both the route and the form read it. */
export const alertBody = z.strictObject({
  headline: words(160).describe('What it is about, in a line'),
  advice: words(1000).describe('What to do about it'),
  source: words(300).describe('Who says so, and where it can be read'),
  isNational: z.boolean().describe('Whether it holds in the whole country'),
  partnershipIds: z
    .array(identifier)
    .max(60)
    .default([])
    .describe('The partnerships whose areas it covers; none for a national alert'),
  fromOn: civilDate.describe('First day on which it holds'),
  untilOn: civilDate.describe('First day on which it no longer holds'),
});

const alert = z.object({
  alertId: identifier.describe('The alert'),
  headline: z.string().describe('What it is about'),
  advice: z.string().describe('What to do about it'),
  source: z.string().describe('Who says so'),
  isNational: z.boolean().describe('Whether it holds in the whole country'),
  partnershipIds: z.array(identifier).describe('The partnerships whose areas it covers'),
  fromOn: civilDateText.describe('First day on which it holds'),
  untilOn: civilDateText.describe('First day on which it no longer holds'),
  isWithdrawn: z.boolean().describe('Whether it was taken back'),
  withdrawnReason: z.string().nullable().describe('Why it was taken back'),
  version: z.int().describe('Its version'),
});

const toReply = ({ covers, ...rest }: DrugAlert) => ({
  ...rest,
  partnershipIds: covers.map(({ partnershipId }) => partnershipId),
});

const published = z.object({
  alertId: identifier.describe('The alert'),
  version: z.int().describe('Its version'),
});

const publishProblems: ProblemTable<PublishAlertRefusal> = {
  'alert-without-a-day': {
    status: 422,
    title: 'The alert has no day on which it holds',
    remedy: 'Give an untilOn later than fromOn.',
    pointer: '/untilOn',
  },
  'alert-over-already': {
    status: 422,
    title: 'The alert would be over before anybody read it',
    remedy: 'Give an untilOn later than today.',
    pointer: '/untilOn',
  },
  'alert-too-long': {
    status: 422,
    title: 'An alert that stands too long is read by nobody',
    remedy: 'Give latestUntilOn or an earlier day; publish it again when it still holds then.',
    pointer: '/untilOn',
  },
  'area-missing': {
    status: 422,
    title: 'The alert holds nowhere',
    remedy: 'Name partnerships, or say that it is national.',
    pointer: '/partnershipIds',
  },
  'area-said-twice': {
    status: 422,
    title: 'A national alert covers every partnership already',
    remedy: 'Leave partnershipIds empty, or say that it is not national.',
    pointer: '/partnershipIds',
  },
  'partnership-unknown': {
    status: 422,
    title: 'There is no such partnership',
    remedy: 'Leave out those named in partnershipIds, or give their ids as they stand.',
    pointer: '/partnershipIds',
  },
};

const withdrawProblems: ProblemTable<WithdrawAlertRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'alert-withdrawn-already': {
    status: 409,
    title: 'The alert was taken back before',
    remedy: 'Nothing needs doing; publish a new one where one is needed.',
  },
};

const acknowledgeProblems: ProblemTable<AcknowledgeAlertRefusal> = {
  'not-found': commonProblems['not-found'],
  'project-missing': {
    status: 422,
    title: 'Say for which of your projects',
    remedy: 'Give projectId.',
    pointer: '/projectId',
  },
  'project-not-wanted': {
    status: 422,
    title: 'A partnership acknowledges for its area, not for a project',
    remedy: 'Leave projectId out.',
    pointer: '/projectId',
  },
  'alert-not-live': {
    status: 409,
    title: 'The alert does not hold today',
    remedy: 'Nothing needs doing: it has not begun, is over, or was taken back.',
  },
  'alert-elsewhere': {
    status: 409,
    title: 'The alert does not cover your area',
    remedy: 'Nothing needs doing.',
  },
  'alert-acknowledged-already': {
    status: 409,
    title: 'This has been acknowledged already',
    remedy: 'Nothing needs doing: once is enough for each project and each partnership.',
  },
};

const params = z.strictObject({ alertId: identifier.describe('The alert') });

/** Drug alerts: published, listed, acknowledged, taken back. */
export const alertRoutes = (deps: AlertRouteDeps): readonly Route[] => [
  defineRoute(
    {
      method: 'get',
      path: '/api/drug-alerts',
      operationId: 'listDrugAlerts',
      tag: 'Drug alerts',
      summary: 'Alerts of dangerous drugs, newest first: those that hold today, or all others',
      permission: 'see-alerts',
      auditEvent: null,
      query: z.strictObject({
        ...paging,
        kind: z.enum(['live', 'other']).default('live').describe('Holding today, or not'),
      }),
      reply: z.object({
        items: z.array(alert).describe('At most limit, newest first'),
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
    async (tx, { query: { kind, after = null, limit } }) => {
      if (after !== null && !identifier.safeParse(after).success) return refuse({ code: 'page-unknown' });
      const { today } = await deps.now(tx);
      const found = await deps.readAlerts(tx, { kind, today, after, limit: limit + 1 });
      const items = found.slice(0, limit).map(toReply);
      return done({ items, next: found.length > limit ? (items.at(-1)?.alertId ?? null) : null });
    },
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/drug-alerts',
      operationId: 'publishDrugAlert',
      tag: 'Drug alerts',
      summary: 'Publish an alert for some areas, or for the country, from a day until a day',
      permission: 'publish-alerts',
      auditEvent: 'alerts.alert-published',
      replyStatus: 201,
      body: alertBody,
      reply: published,
      refusals: publishProblems,
    },
    (tx, { body, actor }) => deps.publishAlert(tx, { memberId: actor.memberId, alert: body }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/drug-alerts/{alertId}/withdrawal',
      operationId: 'withdrawDrugAlert',
      tag: 'Drug alerts',
      summary: 'Take back an alert that should not stand, and why',
      permission: 'publish-alerts',
      auditEvent: 'alerts.alert-withdrawn',
      replyStatus: 201,
      needsVersion: true,
      params,
      body: z.strictObject({ reason: words(500).describe('Why') }),
      reply: published,
      refusals: withdrawProblems,
    },
    (tx, { params: { alertId }, body, actor, expectedVersion }) =>
      deps.withdrawAlert(tx, { ...body, alertId, expectedVersion, memberId: actor.memberId }),
  ),

  defineRoute(
    {
      method: 'post',
      path: '/api/drug-alerts/{alertId}/acknowledgements',
      operationId: 'acknowledgeDrugAlert',
      tag: 'Drug alerts',
      summary: 'Say that one of your projects, or your partnership, has read an alert',
      permission: 'acknowledge-alerts',
      auditEvent: 'alerts.alert-acknowledged',
      replyStatus: 201,
      params,
      body: z.strictObject({
        projectId: identifier
          .nullable()
          .default(null)
          .describe('The project, for a provider; left out by a partnership'),
      }),
      reply: z.object({ alertId: identifier.describe('The alert') }),
      refusals: acknowledgeProblems,
    },
    (tx, { params: { alertId }, body, scope, actor }) =>
      deps.acknowledgeAlert(tx, scope, { ...body, alertId, memberId: actor.memberId }),
  ),
];
