import type { Scope } from '../../../../kernel/actor.js';
import { addNights, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { AcknowledgeAlertRefusal, makeAcknowledgeAlert } from '../../application/acknowledge-alert.js';
import type {
  Acknowledgement,
  AlertReader,
  ReadAcknowledgements,
  ReadAlerts,
  ReadAreas,
} from '../../application/ports.js';
import type { makePublishAlert } from '../../application/publish-alert.js';
import type { makeWithdrawAlert, WithdrawAlertRefusal } from '../../application/withdraw-alert.js';
import {
  concernsPartnership,
  concernsProject,
  isLive,
  type DrugAlert,
  type ProjectInArea,
} from '../../domain/alert.js';
import { AlertsView, type AlertCardModel } from './alerts.view.js';
import { explainPublishing, readAlertForm, areaField } from './alert-form.js';
import { PublishAlertView } from './publish-alert.view.js';

/** What the pages of drug alerts need. */
export interface AlertPagesDeps {
  readonly publishAlert: ReturnType<typeof makePublishAlert>;
  readonly withdrawAlert: ReturnType<typeof makeWithdrawAlert>;
  readonly acknowledgeAlert: ReturnType<typeof makeAcknowledgeAlert>;
  readonly readAlerts: ReadAlerts;
  readonly readAcknowledgements: ReadAcknowledgements;
  readonly countAcknowledgements: (
    tx: Tx,
    alertIds: readonly string[],
  ) => Promise<ReadonlyMap<string, number>>;
  readonly readAreas: ReadAreas;
  /** The projects of a provider, with where their people come from; none for anybody else. */
  readonly readProjects: (tx: Tx, scope: Scope) => Promise<readonly ProjectInArea[]>;
}

const path = '/alerts';
const cardsOnAPage = 20;

/** Somebody for whom the reader of the page may acknowledge. */
interface OwnReader extends AlertReader {
  readonly name: string;
  readonly isConcernedBy: (alert: DrugAlert) => boolean;
}

const ownReaders = async (
  deps: AlertPagesDeps,
  tx: Tx,
  { actor }: PageInput,
): Promise<readonly OwnReader[]> => {
  const scope = scopeFor(actor, 'acknowledge-alerts');
  if (scope === null) return [];
  if (scope.kind === 'partnership') {
    const { partnershipId } = scope;
    return [
      {
        kind: 'partnership',
        id: partnershipId,
        name: 'your partnership',
        isConcernedBy: (alert) => concernsPartnership(alert, partnershipId),
      },
    ];
  }
  return (await deps.readProjects(tx, scope)).map((project) => ({
    kind: 'project',
    id: project.projectId,
    name: project.name,
    isConcernedBy: (alert) => concernsProject(alert, project),
  }));
};

/** A form of this page that changed nothing. */
interface Failed {
  readonly alertId: string;
  readonly form: 'acknowledge' | 'withdraw';
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

interface CardFacts {
  readonly input: PageInput;
  readonly readers: readonly OwnReader[];
  readonly acknowledgements: readonly Acknowledgement[];
  readonly counts: ReadonlyMap<string, number>;
  readonly failed: Failed | null;
}

const statusOf = (alert: DrugAlert, today: IsoDate): AlertCardModel['status'] => {
  if (alert.isWithdrawn) return { text: 'Taken back', colour: 'grey' };
  if (isLive(alert, today)) return { text: 'Holds now', colour: 'red' };
  return alert.fromOn > today ? { text: 'Not yet', colour: 'grey' } : { text: 'Over', colour: 'grey' };
};

const areaText = ({ isNational, covers }: DrugAlert): string =>
  isNational ? 'The whole country' : covers.map(({ name }) => name).join(', ');

const toCard = (alert: DrugAlert, facts: CardFacts): AlertCardModel => {
  const { input, readers, acknowledgements, counts, failed } = facts;
  const live = isLive(alert, input.today);
  const of = (reader: OwnReader) =>
    acknowledgements.find((one) => one.alertId === alert.alertId && one.reader.id === reader.id);
  const isFailed = failed?.form === 'withdraw' && failed.alertId === alert.alertId;
  return {
    alertId: alert.alertId,
    headline: alert.headline,
    advice: alert.advice,
    status: statusOf(alert, input.today),
    facts: [
      { key: 'Where', value: areaText(alert) },
      { key: 'Holds', value: `${shortDate(alert.fromOn)} to ${shortDate(addNights(alert.untilOn, -1))}` },
      { key: 'Source', value: alert.source },
      ...(alert.withdrawnReason === null
        ? []
        : [{ key: 'Taken back because', value: alert.withdrawnReason }]),
      ...(scopeFor(input.actor, 'publish-alerts') === null
        ? []
        : [
            {
              key: 'Acknowledged',
              value: `by ${countOf(counts.get(alert.alertId) ?? 0, 'project or partnership', 'projects and partnerships')}`,
            },
          ]),
    ],
    acknowledged: readers.flatMap((reader) => {
      const found = of(reader);
      return found === undefined
        ? []
        : [`Acknowledged for ${reader.name} by ${found.by}, ${agoText(found.at, input.now)}`];
    }),
    toAcknowledge: readers
      .filter((reader) => live && reader.isConcernedBy(alert) && of(reader) === undefined)
      .map((reader) => ({
        projectId: reader.kind === 'project' ? reader.id : null,
        forText: reader.name,
        idempotencyKey: input.newKey(),
      })),
    acknowledgeAction: `${path}/${alert.alertId}/acknowledgement`,
    ...(scopeFor(input.actor, 'publish-alerts') === null || alert.isWithdrawn || alert.untilOn <= input.today
      ? {}
      : {
          withdraw: {
            action: `${path}/${alert.alertId}/withdrawal`,
            idempotencyKey: input.newKey(),
            version: alert.version,
            form: isFailed ? { values: failed.typed, errors: failed.errors } : { values: {}, errors: [] },
            isOpen: isFailed,
          },
        }),
  };
};

const show = async (
  deps: AlertPagesDeps,
  tx: Tx,
  input: PageInput,
  failed: Failed | null = null,
): Promise<PageReply> => {
  const { frame, query, today, actor } = input;
  const kind = query['show'] === 'other' ? 'other' : 'live';
  const after = identifier.safeParse(query['after']).data ?? null;
  const found = await deps.readAlerts(tx, { kind, today, after, limit: cardsOnAPage + 1 });
  const alerts = found.slice(0, cardsOnAPage);
  const alertIds = alerts.map(({ alertId }) => alertId);
  const readers = await ownReaders(deps, tx, input);
  const facts: CardFacts = {
    input,
    readers,
    acknowledgements: await deps.readAcknowledgements(tx, alertIds, readers),
    counts: await deps.countAcknowledgements(tx, alertIds),
    failed,
  };
  const cards = alerts.map((alert) => toCard(alert, facts));
  const hasForm = failed?.form === 'withdraw' && alertIds.includes(failed.alertId);
  const own = kind === 'live' ? path : `${path}?show=other`;
  const next = alertIds.at(-1);
  return {
    kind: 'page',
    page: AlertsView({
      frame,
      title: 'Drug alerts',
      lead:
        kind === 'live'
          ? 'Contaminated or unusually strong drugs, as drug information systems report them. Tell everybody who is about to leave.'
          : 'Alerts that do not hold today: over, taken back, or still to begin.',
      alerts: cards,
      emptyText: kind === 'live' ? 'No alert holds today' : 'There is no other alert',
      otherList:
        kind === 'live'
          ? { text: 'Alerts that do not hold today', href: `${path}?show=other` }
          : { text: 'Alerts that hold today', href: path },
      ...(scopeFor(actor, 'publish-alerts') === null ? {} : { publishHref: `${path}/new` }),
      errors:
        failed === null
          ? []
          : hasForm
            ? failed.errors
            : failed.errors.map(({ text }) => ({ field: '', text })),
      ...(hasForm ? { idPrefix: `${failed.alertId}-` } : {}),
      paging: {
        ...(after === null ? {} : { previousHref: own }),
        ...(found.length > alerts.length && next !== undefined
          ? { nextHref: `${own}${kind === 'live' ? '?' : '&'}after=${next}` }
          : {}),
      },
    }),
  };
};

const explain = (refusal: AcknowledgeAlertRefusal | WithdrawAlertRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'project-missing':
    case 'project-not-wanted':
      return [{ field: '', text: 'Acknowledge the alert with one of the buttons below.' }];
    case 'alert-not-live':
      return [{ field: '', text: 'That alert does not hold any more. Nothing needs doing.' }];
    case 'alert-elsewhere':
      return [{ field: '', text: 'That alert does not cover your area. Nothing needs doing.' }];
    case 'alert-acknowledged-already':
      return [{ field: '', text: 'Somebody acknowledged that alert before you. Nothing needs doing.' }];
    case 'alert-withdrawn-already':
      return [{ field: '', text: 'That alert was taken back before. Nothing needs doing.' }];
    case 'changed-since-you-read-it':
      return [
        { field: '', text: 'Somebody changed that alert after you opened it. Look at it as it is now.' },
      ];
  }
};

const alertIdOf = (input: Pick<PageInput, 'params'>): string =>
  identifier.safeParse(input.params['alertId']).data ?? '';

const showNew = async (
  deps: AlertPagesDeps,
  tx: Tx,
  { frame, newKey }: PageInput,
  form: { readonly values: Typed; readonly errors: readonly FieldError[] },
): Promise<PageReply> => ({
  kind: 'page',
  page: PublishAlertView({
    frame,
    action: `${path}/new`,
    idempotencyKey: newKey(),
    form,
    areas: (await deps.readAreas(tx)).map(({ partnershipId, name }) => ({
      field: areaField(partnershipId),
      name,
    })),
    backHref: path,
  }),
});

/** The list of alerts, publishing one, acknowledging one, taking one back. */
export const alertPages = (
  deps: AlertPagesDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    { path, permission: 'see-alerts', read: (tx, input) => show(deps, tx, input) },
    {
      path: `${path}/new`,
      permission: 'publish-alerts',
      read: (tx, input) => showNew(deps, tx, input, { values: {}, errors: [] }),
    },
  ],
  forms: [
    defineForm({
      path: `${path}/new`,
      permission: 'publish-alerts',
      auditEvent: 'alerts.alert-published',
      parse: (typed, input) => readAlertForm(typed, input),
      act: (tx, _input, command) => deps.publishAlert(tx, command),
      done: () => `${path}?done=alert-published`,
      explain: explainPublishing,
      again: (tx, input, { typed, errors }) => showNew(deps, tx, input, { values: typed, errors }),
    }),
    defineForm({
      path: `${path}/:alertId/acknowledgement`,
      permission: 'acknowledge-alerts',
      auditEvent: 'alerts.alert-acknowledged',
      standsOn: () => path,
      parse: (typed, input) => ({
        ok: true,
        command: {
          memberId: input.actor.memberId,
          alertId: alertIdOf(input),
          projectId: identifier.safeParse(typed['projectId']).data ?? null,
        },
      }),
      act: (tx, { scope }, command) => deps.acknowledgeAlert(tx, scope, command),
      done: () => `${path}?done=alert-acknowledged`,
      explain,
      again: (tx, input, { typed, errors }) =>
        show(deps, tx, input, { alertId: alertIdOf(input), form: 'acknowledge', typed, errors }),
    }),
    defineForm({
      path: `${path}/:alertId/withdrawal`,
      permission: 'publish-alerts',
      auditEvent: 'alerts.alert-withdrawn',
      standsOn: () => path,
      parse: (typed, input) => {
        const reason = words(500).safeParse((typed['reason'] ?? '').replace(/\r\n?/g, '\n'));
        return reason.success
          ? {
              ok: true,
              command: {
                memberId: input.actor.memberId,
                alertId: alertIdOf(input),
                expectedVersion: input.expectedVersion,
                reason: reason.data,
              },
            }
          : {
              ok: false,
              errors: reason.error.issues.slice(0, 1).map(({ message }) => ({
                field: 'reason',
                text:
                  (typed['reason'] ?? '').trim() === '' ? 'Write why the alert should not stand' : message,
              })),
            };
      },
      act: (tx, _input, command) => deps.withdrawAlert(tx, command),
      done: () => `${path}?done=alert-withdrawn`,
      explain,
      again: (tx, input, { typed, errors }) =>
        show(deps, tx, input, { alertId: alertIdOf(input), form: 'withdraw', typed, errors }),
    }),
  ],
});
