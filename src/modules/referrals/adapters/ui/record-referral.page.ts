import type { Tx } from '../../../../kernel/unit-of-work.js';
import { parseIsoDate } from '../../../../kernel/iso-date.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { NewReferral } from '../../application/ports.js';
import type { makeRecordReferral, RecordReferralRefusal } from '../../application/record-referral.js';
import type { ReadReferral } from '../../contract/facts.js';
import { sexTexts } from '../../contract/words.js';
import { explainBirths, explainRecordable, readReferralForm, type Reading } from './referral-form.js';
import { referralOptions } from './referral-options.js';
import { RecordReferralView } from './record-referral.view.js';

/** What the page on which a referral is recorded needs. */
export interface RecordReferralPageDeps {
  readonly recordReferral: ReturnType<typeof makeRecordReferral>;
  /** The same schema that the API reads with. */
  readonly readBody: (raw: unknown) => Reading<NewReferral>;
  readonly readReferral: ReadReferral;
  readonly readProjectOptions: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
}

const path = '/referrals/new';
const waitingList = '/waiting-list';

const explain = (refusal: RecordReferralRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [{ field: '', text: 'Your account belongs to no partnership, so it cannot record a referral.' }];
    case 'open-referral-exists':
      return [];
    case 'person-recorded-as-died':
      return [
        {
          field: '',
          text: `${refusal.reference}, with this name and date of birth, is recorded as having died, so nothing was recorded. Check the name and the date of birth`,
        },
      ];
    case 'recorded-with-another-sex':
      return [
        {
          field: 'sex',
          text: `${refusal.reference}, with this name and date of birth, is recorded as: ${sexTexts[refusal.recordedSex]}. If it is the same person, choose that, and correct the referral afterwards if it is wrong; if it is somebody else, add a middle name`,
        },
      ];
    case 'person-too-young':
    case 'born-too-long-ago':
    case 'oldest-child-birth-date-missing':
    case 'oldest-child-not-a-child':
      return [explainBirths(refusal)];
    case 'overdose-date-impossible':
    case 'liberation-date-impossible':
    case 'mat-date-impossible':
    case 'urgency-review-impossible':
    case 'wish-without-consent':
      return [explainRecordable(refusal)];
    case 'received-too-long-ago':
      return [
        {
          field: 'receivedOn',
          text: `Enter ${shortDate(refusal.earliestOn)} or a later day: people who asked longer ago ask again`,
        },
      ];
    case 'received-in-the-future': {
      const today = parseIsoDate(refusal.today);
      return [
        {
          field: 'receivedOn',
          text: `Enter today${today === null ? '' : `, ${shortDate(today)},`} or an earlier day`,
        },
      ];
    }
    case 'project-unknown':
      return [{ field: 'firstProject', text: 'Choose projects from the list' }];
  }
};

const show = async (
  deps: RecordReferralPageDeps,
  tx: Tx,
  { frame, newKey, scope }: PageInput,
  form: {
    readonly values: Typed;
    readonly errors: readonly FieldError[];
    readonly openReferralId: string | null;
  },
): Promise<PageReply> => {
  const existing =
    form.openReferralId === null ? null : await deps.readReferral(tx, scope, form.openReferralId);
  return {
    kind: 'page',
    page: RecordReferralView({
      frame,
      action: path,
      idempotencyKey: newKey(),
      form,
      options: referralOptions(await deps.readProjectOptions(tx)),
      ...(existing === null
        ? {}
        : {
            possibleDuplicate: {
              text: `${existing.reference} is open for somebody with this name and date of birth.`,
              href: `/referrals/${existing.referralId}`,
            },
          }),
      cancelHref: waitingList,
    }),
  };
};

/** The page on which a coordinator records a person and their referral, for their own partnership. */
export const recordReferralPage = (deps: RecordReferralPageDeps): Page => ({
  path,
  permission: 'edit-referrals',
  read: (tx, input) =>
    show(deps, tx, input, {
      values: {
        ...fieldsOfDate('receivedOn', input.today),
        adults: '1',
        children: '0',
        detoxNeed: 'none',
        prefersArea: 'no_preference',
        prefersMix: 'no_preference',
        isHomeless: 'not_known',
        isPregnant: 'not_known',
        mentalHealthSupport: 'not_known',
        acceptsFaithEthos: 'not_known',
      },
      errors: [],
      openReferralId: null,
    }),
});

/** The id a refusal names, where it names one. */
const openReferralOf = (refusal: object | null): string | null =>
  refusal !== null && 'referralId' in refusal && typeof refusal.referralId === 'string'
    ? refusal.referralId
    : null;

/** Records the referral; or shows the form again with everything typed, and the open referral there is. */
export const recordReferralForm = (deps: RecordReferralPageDeps): Form =>
  defineForm({
    path,
    permission: 'edit-referrals',
    auditEvent: 'referrals.referral-recorded',
    parse: (typed) => readReferralForm(typed, deps.readBody),
    act: (tx, { scope, actor, today }, referral: NewReferral) =>
      deps.recordReferral(tx, scope, { memberId: actor.memberId, today, referral }),
    done: ({ referralId }) => `/referrals/${referralId}?done=referral-recorded`,
    explain,
    again: (tx, input, { typed, errors, refusal }) =>
      show(deps, tx, input, { values: typed, errors, openReferralId: openReferralOf(refusal) }),
  });
