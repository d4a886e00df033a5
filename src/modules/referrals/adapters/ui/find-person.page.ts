import { done, refuse, type Outcome } from '../../../../kernel/outcome.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { personName } from '../../../../platform/http/schemas.js';
import { dateField, errorsOf, type Field } from '../../../../platform/http/typed-fields.js';
import { untouchedForm, type FormState } from '../../../../ui/forms/form-state.js';
import type { MayBeRestricted } from '../../application/ports.js';
import type { KeepDraftRefusal, makeKeepDraft } from '../../application/keep-draft.js';
import type { makeLookForPerson } from '../../application/look-for-person.js';
import { explainDraft } from './draft-refusals.js';
import { FindPersonView, type FindPersonFields } from './find-person.view.js';
import { newReferralDefaults } from './record-referral.page.js';
import { draftFieldsOf } from './referral-form.js';
import { mayBeRestrictedText } from './restriction-words.js';

/** What the page that asks first who it is about needs. */
export interface FindPersonPageDeps {
  readonly lookForPerson: ReturnType<typeof makeLookForPerson>;
  readonly keepDraft: ReturnType<typeof makeKeepDraft>;
}

const path = '/referrals/find';

const nameField = (typed: Typed, field: 'givenName' | 'familyName', missing: string): Field<string> => {
  const text = typed[field] ?? '';
  const read = personName(120).safeParse(text);
  if (read.success) return { value: read.data };
  const wrong = (read.error.issues[0]?.message ?? missing).replace(/\.$/, '');
  return { error: { field, text: text.trim() === '' ? missing : wrong } };
};

const show = ({ frame, newKey }: PageInput, form: FormState<FindPersonFields>): PageReply => ({
  kind: 'page',
  page: FindPersonView({ frame, action: path, idempotencyKey: newKey(), form, cancelHref: '/waiting-list' }),
});

/** Asks for name and date of birth before anything else is typed. */
export const findPersonPage = (): Page => ({
  path,
  permission: 'edit-referrals',
  read: (_tx, input) => Promise.resolve(show(input, untouchedForm)),
});

interface Command {
  readonly typed: Typed;
  readonly person: { readonly givenName: string; readonly familyName: string; readonly bornOn: IsoDate };
}

interface Found {
  readonly [member: string]: string | null;
  readonly ownReferralId: string | null;
  readonly draftId: string | null;
}

/** Leads to the referral there is; or begins a draft, which says where else the person waits. */
export const findPersonForm = (deps: FindPersonPageDeps): Form =>
  defineForm({
    path,
    permission: 'edit-referrals',
    auditEvent: 'referrals.draft-kept',
    parse: (typed) => {
      const givenName = nameField(typed, 'givenName', 'Enter the given names');
      const familyName = nameField(typed, 'familyName', 'Enter the family name');
      const bornOn = dateField(typed, 'bornOn', 'the date of birth');
      return 'error' in givenName || 'error' in familyName || 'error' in bornOn
        ? { ok: false, errors: errorsOf(givenName, familyName, bornOn) }
        : {
            ok: true,
            command: {
              typed,
              person: { givenName: givenName.value, familyName: familyName.value, bornOn: bornOn.value },
            },
          };
    },
    async act(
      tx: Tx,
      { scope, actor, today },
      { typed, person }: Command,
    ): Promise<Outcome<Found, KeepDraftRefusal | MayBeRestricted>> {
      const { ownReferralId, askInstead } = await deps.lookForPerson(tx, scope, person);
      if (askInstead !== null) {
        return refuse({ code: 'restricted-record-may-exist', askPartnershipName: askInstead });
      }
      if (ownReferralId !== null) return done({ ownReferralId, draftId: null });
      // Names never stand in an address: what was typed waits in the draft.
      const kept = await deps.keepDraft(tx, scope, {
        memberId: actor.memberId,
        today,
        typed: { ...newReferralDefaults(today), ...draftFieldsOf(typed) },
        draft: null,
      });
      return kept.ok ? done({ ownReferralId, draftId: kept.value.draftId }) : kept;
    },
    done: ({ ownReferralId, draftId }) =>
      ownReferralId === null
        ? `/referrals/drafts/${draftId ?? ''}`
        : `/referrals/${ownReferralId}?done=waits-already`,
    explain: (refusal) =>
      refusal.code === 'restricted-record-may-exist'
        ? [{ field: 'givenName', text: mayBeRestrictedText(refusal) }]
        : explainDraft(refusal),
    again: (_tx, input, { typed, errors }) => Promise.resolve(show(input, { values: typed, errors })),
  });
