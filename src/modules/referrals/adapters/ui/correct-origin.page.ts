import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { errorsOf, optionalProse, proseField } from '../../../../platform/http/typed-fields.js';
import { overall, type FieldError, type FormState } from '../../../../ui/forms/form-state.js';
import { toldByRefusal } from '../../application/look-for-person.js';
import type { CorrectOriginRefusal, makeCorrectOrigin, Origin } from '../../application/correct-origin.js';
import type { ReferralRepository } from '../../application/ports.js';
import type { ReadReferral } from '../../contract/facts.js';
import { routeTexts } from '../../contract/words.js';
import { CorrectOriginView, type CorrectOriginFields } from './correct-origin.view.js';
import { explainChange } from './gate-refusals.js';
import { explainBirths, explainReceived } from './referral-faults.js';
import { differentFromOf, fieldsOfOrigin, readOriginForm, withNamed, type Reading } from './referral-form.js';
import { mayBeRestrictedText } from './restriction-words.js';
import { optionsOf, sourceTexts } from './referral-words.js';

/** What the page that puts right what a referral began with needs. */
export interface CorrectOriginPageDeps {
  readonly correctOrigin: ReturnType<typeof makeCorrectOrigin>;
  readonly readOrigin: ReferralRepository['readOrigin'];
  readonly readReferral: ReadReferral;
  /** The same schema that the API reads with. */
  readonly readOriginBody: (raw: unknown) => Reading<Origin>;
}

const path = '/referrals/:referralId/origin';

const show = async (
  deps: CorrectOriginPageDeps,
  tx: Tx,
  { params, scope, frame, newKey }: PageInput,
  failed: FormState<CorrectOriginFields> | null,
): Promise<PageReply> => {
  const referralId = params['referralId'] ?? '';
  if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
  const referral = await deps.readReferral(tx, scope, referralId);
  if (referral === null) return { kind: 'problem', code: 'not-found' };
  const recorded = await deps.readOrigin(tx, referralId);
  const href = `/referrals/${referralId}`;
  if (recorded === null || (referral.state === 'closed' && failed === null)) {
    return { kind: 'redirect', to: href };
  }
  return {
    kind: 'page',
    page: CorrectOriginView({
      frame,
      reference: referral.reference,
      action: `${href}/origin`,
      idempotencyKey: newKey(),
      version: referral.version,
      sources: optionsOf(sourceTexts),
      routes: optionsOf(routeTexts),
      form: failed ?? { values: fieldsOfOrigin(recorded), errors: [] },
      cancelHref: href,
    }),
  };
};

const explain = (refusal: CorrectOriginRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'nothing-corrected':
      return overall('Nothing differs from what is recorded. Change what is wrong, or cancel.');
    case 'person-recorded-already':
      return [
        {
          field: 'givenName',
          text: `${refusal.reference}, with this name and date of birth, is recorded with you already. Look at it first; if it is somebody else, add a middle name`,
        },
      ];
    case 'restricted-record-may-exist':
      return [{ field: 'givenName', text: mayBeRestrictedText(refusal) }];
    case 'open-referral-elsewhere':
      return [
        {
          field: 'differentPersonBecause',
          text: `${refusal.partnershipName} has an open referral for this name and date of birth, so nothing was changed. Ask them first; if it is somebody else, say how you know`,
        },
      ];
    case 'route-while-funded':
      return [
        {
          field: 'route',
          text: 'Money is asked for or promised on the route that is recorded: take the request back, or have what was proposed or approved taken back, then change the route',
        },
      ];
    case 'received-in-the-future':
    case 'received-too-long-ago':
      return [explainReceived(refusal)];
    case 'person-too-young':
    case 'born-too-long-ago':
    case 'oldest-child-birth-date-missing':
    case 'oldest-child-not-a-child':
      return [{ ...explainBirths(refusal), field: 'receivedOn' }];
    default:
      return explainChange(refusal);
  }
};

/** The page on which a coordinator puts right what a referral began with. */
export const correctOriginPage = (deps: CorrectOriginPageDeps): Page => ({
  path,
  permission: 'edit-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  read: (tx, input) => show(deps, tx, input, null),
});

interface Command {
  readonly origin: Origin;
  readonly reason: string;
  readonly differentPersonBecause: string | null;
  readonly differentFrom: readonly string[];
  readonly expectedVersion: number;
}

/** Puts it right; or shows the form again with everything typed. */
export const correctOriginForm = (deps: CorrectOriginPageDeps): Form =>
  defineForm({
    path,
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    auditEvent: 'referrals.origin-corrected',
    parse: (typed, { expectedVersion }) => {
      const read = readOriginForm(typed, deps.readOriginBody);
      const reason = proseField({ reason: typed['reason'] ?? '' }, 'reason', 500, 'Say why it is put right');
      const because = optionalProse(typed, 'differentPersonBecause', 500);
      return read.ok && !('error' in reason) && !('error' in because)
        ? {
            ok: true,
            command: {
              ...{ origin: read.command, reason: reason.value, expectedVersion },
              ...{ differentPersonBecause: because.value, differentFrom: differentFromOf(typed) },
            },
          }
        : { ok: false, errors: [...(read.ok ? [] : read.errors), ...errorsOf(reason, because)] };
    },
    act: (tx, { scope, actor, params }, command: Command) =>
      deps.correctOrigin(tx, scope, {
        memberId: actor.memberId,
        referralId: params['referralId'] ?? '',
        ...command,
      }),
    done: (_value, { params }) => `/referrals/${params['referralId'] ?? ''}?done=referral-corrected`,
    explain,
    again: async (tx, input, { typed, errors, refusal }) => {
      const shown = await show(deps, tx, input, { values: withNamed(typed, refusal), errors });
      return shown.kind === 'page' ? { ...shown, told: toldByRefusal(refusal, input.scope) } : shown;
    },
  });
