import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Pence } from '../../../../kernel/money.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { dateField, errorsOf, poundsField } from '../../../../platform/http/typed-fields.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import { overall, type FieldError, type FormState } from '../../../../ui/forms/form-state.js';
import { dateText, shortDate } from '../../../../ui/presenters/dates.js';
import { pounds } from '../../../../ui/presenters/numbers.js';
import type { ListApproverLimits } from '../../application/approval-limit-ports.js';
import type { makeSetApprovalLimit, SetApprovalLimitRefusal } from '../../application/set-approval-limit.js';
import { highestApprovalLimitPence } from '../../domain/delegation.js';
import { ApprovalLimitsView } from './approval-limits.view.js';

/** What the page of limits needs. */
export interface ApprovalLimitsDeps {
  readonly listApproverLimits: ListApproverLimits;
  readonly setApprovalLimit: ReturnType<typeof makeSetApprovalLimit>;
  /** What counts where none was set. Unit: pence. */
  readonly approvalLimitPence: number;
}

const path = '/approval-limits';

const show = async (
  deps: ApprovalLimitsDeps,
  tx: Tx,
  { scope, frame, today, actor, newKey }: PageInput,
  failed: { readonly memberId: string; readonly form: FormState<string> } | null,
): Promise<PageReply> => {
  const approvers = await deps.listApproverLimits(tx, scope, today);
  return {
    kind: 'page',
    page: ApprovalLimitsView({
      frame,
      usualText: pounds(deps.approvalLimitPence),
      approvers: approvers.map((approver) => ({
        memberId: approver.memberId,
        name: approver.name,
        ...(scope.kind === 'national' ? { partnershipText: approver.partnershipName } : {}),
        limitText: pounds(approver.limitPence ?? deps.approvalLimitPence),
        sinceText:
          approver.fromOn === null
            ? 'The limit of the service'
            : `${shortDate(approver.fromOn)}${approver.setBy === null ? '' : `, set by ${approver.setBy}`}`,
        ...(approver.next === null
          ? {}
          : { nextText: `${pounds(approver.next.limitPence)} from ${shortDate(approver.next.fromOn)}` }),
        ...(approver.memberId === actor.memberId
          ? {}
          : {
              form: {
                action: `${path}/${approver.memberId}`,
                idempotencyKey: newKey(),
                version: approver.step + 1,
                values: fieldsOfDate('fromOn', today),
              },
            }),
      })),
      ...(failed === null ? {} : { failed }),
    }),
  };
};

/** What each approver of the reader's partnership, or of every one, may approve alone. */
export const approvalLimitsPage = (deps: ApprovalLimitsDeps): Page => ({
  path,
  permission: 'set-approval-limits',
  read: (tx, input) => show(deps, tx, input, null),
});

interface LimitTyped {
  readonly limitPence: Pence;
  readonly fromOn: IsoDate;
}

const readLimitForm = (typed: Typed): ReadForm<LimitTyped> => {
  const limit = poundsField(
    typed,
    'limit',
    highestApprovalLimitPence,
    `Enter the limit in pounds, up to ${pounds(highestApprovalLimitPence)}, such as 40,000`,
  );
  const fromOn = dateField(typed, 'fromOn', 'the first day on which it counts');
  return 'error' in limit || 'error' in fromOn
    ? { ok: false, errors: errorsOf(limit, fromOn) }
    : { ok: true, command: { limitPence: limit.value, fromOn: fromOn.value } };
};

const explain = (refusal: SetApprovalLimitRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('This member is not among the approvers any more.');
    case 'own-limit':
      return overall(
        'Nobody sets their own limit. Ask another approver of your partnership or an administrator.',
      );
    case 'more-than-your-own':
      return [
        {
          field: 'limit',
          text: `Enter at most ${pounds(refusal.limitPence)}, your own limit, or ask an administrator`,
        },
      ];
    case 'limit-from-the-past':
      return [{ field: 'fromOn', text: `Enter today, ${dateText(refusal.today)}, or a later day` }];
    case 'changed-since-you-read-it':
      return overall(
        'Somebody set a limit for them after you opened this page. Look at it, and send yours again if it still holds.',
      );
  }
};

const memberOf = ({ params }: Pick<PageInput, 'params'>): string => params['memberId'] ?? '';

/** Sets another limit. */
export const approvalLimitForms = (deps: ApprovalLimitsDeps): readonly Form[] => [
  defineForm({
    path: `${path}/:memberId`,
    permission: 'set-approval-limits',
    standsOn: () => path,
    auditEvent: 'funding.approval-limit-set',
    parse: (typed, { expectedVersion }) => {
      const read = readLimitForm(typed);
      return read.ok ? { ok: true, command: { ...read.command, expectedVersion } } : read;
    },
    act: (tx, input, command: LimitTyped & { readonly expectedVersion: number }) =>
      deps.setApprovalLimit(tx, input.scope, {
        ...command,
        memberId: memberOf(input),
        setBy: input.actor.memberId,
        today: input.today,
      }),
    done: () => `${path}?done=approval-limit-set`,
    explain,
    again: (tx, input, { typed, errors }) =>
      show(deps, tx, input, { memberId: memberOf(input), form: { values: typed, errors } }),
  }),
];
