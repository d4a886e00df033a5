import type { Scope } from '../../../../kernel/actor.js';
import type { Refusal } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { errorsOf, optionalProse } from '../../../../platform/http/typed-fields.js';
import { dateFromFields, fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import type { ReferralDrafts } from '../../application/draft-ports.js';
import type { makeKeepDraft, makeRemoveDraft } from '../../application/keep-draft.js';
import { toldElsewhere, type LookForPersonDeps } from '../../application/look-for-person.js';
import type { NewReferral, ReferralRepository } from '../../application/ports.js';
import type { makeRecordReferral, RecordReferralRefusal } from '../../application/record-referral.js';
import { apartFrom } from '../../application/tell-apart.js';
import type { ReadReferral } from '../../contract/facts.js';
import { sexTexts } from '../../contract/words.js';
import { explainDraft } from './draft-refusals.js';
import { draftsPath } from './drafts.page.js';
import { explainBirths, explainReceived, explainRecordable } from './referral-faults.js';
import { differentFromOf, draftFieldsOf, readReferralForm, type Reading } from './referral-form.js';
import { referralOptions } from './referral-options.js';
import { RecordReferralView, type ElsewhereModel } from './record-referral.view.js';
import { mayBeRestrictedText } from './restriction-words.js';

/** What the page on which a referral is recorded needs. */
export interface RecordReferralPageDeps {
  readonly recordReferral: ReturnType<typeof makeRecordReferral>;
  /** The same schema that the API reads with. */
  readonly readBody: (raw: unknown) => Reading<NewReferral>;
  readonly readReferral: ReadReferral;
  readonly findOpenElsewhere: ReferralRepository['findOpenElsewhere'];
  readonly readWhomToAsk: LookForPersonDeps['readWhomToAsk'];
  readonly drafts: Pick<ReferralDrafts, 'find'>;
  readonly keepDraft: ReturnType<typeof makeKeepDraft>;
  readonly removeDraft: ReturnType<typeof makeRemoveDraft>;
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
    case 'restricted-record-may-exist':
      return [{ field: 'givenName', text: mayBeRestrictedText(refusal) }];
    case 'open-referral-elsewhere':
      return [
        {
          field: 'differentPersonBecause',
          text: `${refusal.partnershipName} has an open referral for this name and date of birth, so nothing was recorded. Ask them first; if it is somebody else, say how you know`,
        },
      ];
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
    case 'received-in-the-future':
      return [explainReceived(refusal)];
    case 'project-unknown':
      return [{ field: 'firstProject', text: 'Choose projects from the list' }];
  }
};

interface Shown {
  readonly values: Typed;
  readonly errors: readonly FieldError[];
  readonly openReferralId: string | null;
}

const draftIdOf = (typed: Typed): string | null => {
  const read = identifier.safeParse(typed['draftId']);
  return read.success ? read.data : null;
};

/** Whom to ask about the person typed, of each referral elsewhere that the form has named, and of the next. */
const elsewhereOf = async (
  deps: RecordReferralPageDeps,
  tx: Tx,
  scope: Scope,
  values: Typed,
  newKey: () => string,
): Promise<readonly ElsewhereModel[]> => {
  const bornOn = dateFromFields(values, 'bornOn');
  if (bornOn.kind !== 'date') return [];
  const { givenName = '', familyName = '' } = values;
  const found = await deps.findOpenElsewhere(tx, scope, { givenName, familyName, bornOn: bornOn.on });
  const because = optionalProse(values, 'differentPersonBecause', 500);
  const differentFrom = differentFromOf(values);
  const differentPersonBecause = 'error' in because ? null : because.value;
  const { told, next } = apartFrom(found, { differentPersonBecause, differentFrom });
  const named = [next?.referralId, ...differentFrom, ...told.map(({ otherReferralId }) => otherReferralId)];
  const models: ElsewhereModel[] = [];
  for (const { referralId, partnershipId, partnershipName } of found) {
    if (!named.includes(referralId)) continue;
    const whomToAsk = await deps.readWhomToAsk(tx, partnershipId);
    models.push({
      ...{ idempotencyKey: newKey(), referralId, partnershipName },
      whomToAsk: whomToAsk.map(({ displayName, email }) => `${displayName} (${email})`),
    });
  }
  return models;
};

const show = async (
  deps: RecordReferralPageDeps,
  tx: Tx,
  { frame, newKey, scope, today }: PageInput,
  form: Shown,
): Promise<PageReply> => {
  const existing =
    form.openReferralId === null ? null : await deps.readReferral(tx, scope, form.openReferralId);
  const draftId = draftIdOf(form.values);
  const draft = draftId === null ? null : await deps.drafts.find(tx, scope, draftId, today);
  const elsewhere = await elsewhereOf(deps, tx, scope, form.values, newKey);
  return {
    kind: 'page',
    told: elsewhere.map(({ referralId }) => toldElsewhere(scope, referralId)),
    page: RecordReferralView({
      frame,
      action: path,
      saveAction: draftsPath,
      draftsHref: draftsPath,
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
      elsewhere,
      ...(draft === null ? {} : { draft }),
      cancelHref: waitingList,
    }),
  };
};

/** What a new form holds before anything is typed. */
export const newReferralDefaults = (today: IsoDate): Typed => ({
  ...fieldsOfDate('receivedOn', today),
  adults: '1',
  children: '0',
  detoxNeed: 'none',
  prefersArea: 'no_preference',
  prefersMix: 'no_preference',
  isHomeless: 'not_known',
  isPregnant: 'not_known',
  mentalHealthSupport: 'not_known',
  acceptsFaithEthos: 'not_known',
});

/** The page on which a coordinator records a person and their referral, for their own partnership. */
export const recordReferralPage = (deps: RecordReferralPageDeps): Page => ({
  path,
  permission: 'edit-referrals',
  read: (tx, input) =>
    show(deps, tx, input, { values: newReferralDefaults(input.today), errors: [], openReferralId: null }),
});

/** The same page, filled with what somebody of the partnership typed before. */
export const draftPage = (deps: RecordReferralPageDeps): Page => ({
  path: `${draftsPath}/:draftId`,
  permission: 'edit-referrals',
  auditedRead: { subject: 'referral-draft', param: 'draftId' },
  async read(tx, input) {
    const draftId = draftIdOf(input.params);
    const draft = draftId === null ? null : await deps.drafts.find(tx, input.scope, draftId, input.today);
    if (draft === null) return { kind: 'problem', code: 'not-found' };
    return show(deps, tx, input, {
      values: { ...draft.typed, draftId: draft.draftId },
      errors: [],
      openReferralId: null,
    });
  },
});

/** The id a refusal names, where it names one of this partnership's. */
const openReferralOf = (refusal: Refusal | null): string | null =>
  refusal?.code === 'open-referral-exists' &&
  'referralId' in refusal &&
  typeof refusal.referralId === 'string'
    ? refusal.referralId
    : null;

interface Command {
  readonly referral: NewReferral;
  readonly differentPersonBecause: string | null;
  readonly differentFrom: readonly string[];
  readonly draftId: string | null;
}

/** Records the referral; or shows the form again with everything typed, and the open referral there is. */
export const recordReferralForm = (deps: RecordReferralPageDeps): Form =>
  defineForm({
    path,
    permission: 'edit-referrals',
    auditEvent: 'referrals.referral-recorded',
    parse: (typed, { today }): ReadForm<Command> => {
      const read = readReferralForm(typed, deps.readBody, today);
      const because = optionalProse(typed, 'differentPersonBecause', 500);
      if (!read.ok || 'error' in because) {
        return { ok: false, errors: [...errorsOf(because), ...(read.ok ? [] : read.errors)] };
      }
      return {
        ok: true,
        command: {
          ...{ referral: read.command, draftId: draftIdOf(typed) },
          ...{ differentPersonBecause: because.value, differentFrom: differentFromOf(typed) },
        },
      };
    },
    async act(tx, { scope, actor, today }, { draftId, ...asked }: Command) {
      const { memberId } = actor;
      const recorded = await deps.recordReferral(tx, scope, {
        memberId,
        today,
        ...asked,
      });
      // Gone already is as good: the referral is what counts.
      if (recorded.ok && draftId !== null) await deps.removeDraft(tx, scope, draftId);
      return recorded;
    },
    done: ({ referralId }) => `/referrals/${referralId}?done=referral-recorded`,
    explain,
    again: (tx, input, { typed, errors, refusal }) =>
      show(deps, tx, input, { values: typed, errors, openReferralId: openReferralOf(refusal) }),
  });

/** Keeps what was typed, right or wrong, for later. */
export const saveDraftForm = (deps: RecordReferralPageDeps): Form =>
  defineForm({
    path: draftsPath,
    permission: 'edit-referrals',
    auditedRead: { list: 'referral-drafts' },
    auditEvent: 'referrals.draft-kept',
    parse: (typed) => ({ ok: true, command: typed }),
    act(tx, { scope, actor, today }, typed: Typed) {
      const draftId = draftIdOf(typed);
      return deps.keepDraft(tx, scope, {
        memberId: actor.memberId,
        today,
        typed: draftFieldsOf(typed),
        draft: draftId === null ? null : { draftId, version: Number(typed['draftVersion'] ?? 0) || 0 },
      });
    },
    done: () => `${draftsPath}?done=draft-kept`,
    explain: explainDraft,
    again: (tx, input, { typed, errors }) =>
      show(deps, tx, input, { values: typed, errors, openReferralId: null }),
  });
