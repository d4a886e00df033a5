import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { errorsOf, optionalProse } from '../../../../platform/http/typed-fields.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { toldByRefusal } from '../../application/look-for-person.js';
import type { CorrectReferralRefusal, makeCorrectReferral } from '../../application/correct-referral.js';
import type { CorrectedReferral } from '../../application/ports.js';
import { correctionAction, type ReadStepsSince, type StepSince } from '../../application/steps-since.js';
import type { ReadReferral } from '../../contract/facts.js';
import { changedSince } from '../../domain/changed-since.js';
import { memberWords } from './correction-words.js';
import { CorrectReferralView, type MeanwhileModel } from './correct-referral.view.js';
import { historyEntry } from './history-entry.js';
import { explainBirths, explainRecordable } from './referral-faults.js';
import {
  carriedOnto,
  differentFromOf,
  fieldsOfReferral,
  readCorrectionForm,
  withNamed,
  type Reading,
} from './referral-form.js';
import { referralOptions } from './referral-options.js';

/** What the page on which a referral is put right needs. */
export interface CorrectReferralPageDeps {
  readonly correctReferral: ReturnType<typeof makeCorrectReferral>;
  /** The same schema that the API reads with. */
  readonly readCorrectionBody: (raw: unknown) => Reading<CorrectedReferral>;
  readonly readReferral: ReadReferral;
  readonly readStepsSince: ReadStepsSince;
  /** Who took a step: name, role and organisation. */
  readonly byTextOf: (step: Pick<StepSince, 'by' | 'role' | 'organisation'>) => string;
  readonly readCorrectable: (tx: Tx, referralId: string) => Promise<CorrectedReferral | null>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  readonly readProjectOptions: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
}

const path = '/referrals/:referralId/correction';

const whenAndWho = (deps: CorrectReferralPageDeps, step: StepSince): string =>
  historyEntry({ ...step, by: deps.byTextOf(step), closedReason: null, details: [], note: null }).whenText;

/**
 * What others did since a form was opened, and the form carried onto it. What was recorded when it was opened is read
 * back from the corrections; where an older release recorded them in other words, only who corrected and when is told.
 */
const meanwhileOf = (
  deps: CorrectReferralPageDeps,
  typed: Typed,
  recorded: CorrectedReferral,
  {
    steps,
    projects,
  }: { readonly steps: readonly StepSince[]; readonly projects: ReadonlyMap<string, string> },
): { readonly values: Typed; readonly model: MeanwhileModel } => {
  const isCorrection = ({ action }: StepSince): boolean => action === correctionAction;
  const changed = changedSince(steps.filter(isCorrection));
  const opened = deps.readCorrectionBody({
    ...recorded,
    ...Object.fromEntries(changed.map(({ member, was }) => [member, was])),
  });
  const others = opened.success ? steps.filter((step) => !isCorrection(step)) : steps;
  const otherSteps = others.map((step) => {
    const { text } = historyEntry({ ...step, closedReason: null, details: [], note: null });
    return `${text}, ${whenAndWho(deps, step)}`;
  });
  if (!opened.success) return { values: typed, model: { changes: [], otherSteps } };
  const { values, taken } = carriedOnto(typed, opened.data, recorded);
  const changes = changed.flatMap(({ member, by }) => {
    const words = memberWords(member);
    return words === null
      ? []
      : {
          label: words.label,
          was: words.text(opened.data, projects),
          is: words.text(recorded, projects),
          byText: `Changed ${whenAndWho(deps, by)}`,
          inForm: taken.has(member)
            ? 'You had not changed this: the form has it as it is now.'
            : 'You changed this too: the form has what you typed.',
        };
  });
  return { values, model: { changes, otherSteps } };
};

const show = async (
  deps: CorrectReferralPageDeps,
  tx: Tx,
  { params, scope, frame, newKey }: PageInput,
  failed: {
    readonly values: Typed;
    readonly errors: readonly FieldError[];
    readonly openedAtVersion: number;
  } | null,
): Promise<PageReply> => {
  const referralId = params['referralId'] ?? '';
  if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
  const referral = await deps.readReferral(tx, scope, referralId);
  if (referral === null) return { kind: 'problem', code: 'not-found' };
  const href = `/referrals/${referralId}`;
  const recorded = await deps.readCorrectable(tx, referralId);
  if (recorded === null || (referral.state === 'closed' && failed === null)) {
    return { kind: 'redirect', to: href };
  }
  const projects = await deps.readProjectOptions(tx);
  const isBehind = failed !== null && failed.openedAtVersion > 0 && failed.openedAtVersion < referral.version;
  const meanwhile = isBehind
    ? meanwhileOf(deps, failed.values, recorded, {
        steps: await deps.readStepsSince(tx, referralId, failed.openedAtVersion),
        projects: new Map(projects.map(({ projectId, name }) => [projectId, name])),
      })
    : null;
  const errors = failed?.errors ?? [];
  return {
    kind: 'page',
    page: CorrectReferralView({
      frame,
      reference: referral.reference,
      name: (await deps.readNames(tx, scope, [referral.clientId])).get(referral.clientId),
      action: `${href}/correction`,
      idempotencyKey: newKey(),
      version: referral.version,
      form: { values: meanwhile?.values ?? failed?.values ?? fieldsOfReferral(recorded), errors },
      options: referralOptions(projects),
      meanwhile: meanwhile?.model,
      cancelHref: href,
    }),
  };
};

const explain = (refusal: CorrectReferralRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return overall('The referral is not on your partnership’s list any more. Go back to the waiting list.');
    case 'referral-closed':
      return overall('The referral is closed. Record a new one if the person asks again.');
    case 'changed-since-you-read-it':
      return overall(
        'Somebody changed this referral after you opened it, so nothing was saved. What you typed is kept: look at what changed, then save again what is still right.',
      );
    case 'nothing-corrected':
      return overall('Nothing differs from what is recorded. Change what is wrong, or cancel.');
    case 'sex-while-placed':
      return [
        {
          field: 'sex',
          text: 'The sex cannot be changed while the person has a bed, since others in the room were promised by it: take the offer back, have the booking ended, or wait until they have left',
        },
      ];
    case 'open-referral-elsewhere':
      return [
        {
          field: 'differentPersonBecause',
          text: `${refusal.partnershipName} has an open referral for this name and date of birth, so nothing was changed. Ask them first; if it is somebody else, say how you know`,
        },
      ];
    case 'project-unknown':
      return [{ field: 'firstProject', text: 'Choose projects from the list' }];
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
  }
};

/** The page on which a coordinator puts a referral right, filled with what was recorded. */
export const correctReferralPage = (deps: CorrectReferralPageDeps): Page => ({
  path,
  permission: 'edit-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  read: (tx, input) => show(deps, tx, input, null),
});

interface Command {
  readonly corrected: CorrectedReferral;
  readonly differentPersonBecause: string | null;
  readonly differentFrom: readonly string[];
  readonly expectedVersion: number;
}

/** Puts the referral right; or shows the form again with everything typed. */
export const correctReferralForm = (deps: CorrectReferralPageDeps): Form =>
  defineForm({
    path,
    permission: 'edit-referrals',
    auditedRead: { subject: 'referral', param: 'referralId' },
    auditEvent: 'referrals.referral-corrected',
    parse: (typed, { expectedVersion, today }) => {
      const read = readCorrectionForm(typed, deps.readCorrectionBody, today);
      const because = optionalProse(typed, 'differentPersonBecause', 500);
      return read.ok && !('error' in because)
        ? {
            ok: true,
            command: {
              ...{ corrected: read.command, expectedVersion },
              ...{ differentPersonBecause: because.value, differentFrom: differentFromOf(typed) },
            },
          }
        : { ok: false, errors: [...(read.ok ? [] : read.errors), ...errorsOf(because)] };
    },
    act: (tx, { scope, actor, params }, command: Command) =>
      deps.correctReferral(tx, scope, {
        memberId: actor.memberId,
        referralId: params['referralId'] ?? '',
        ...command,
      }),
    done: (_value, { params }) => `/referrals/${params['referralId'] ?? ''}?done=referral-corrected`,
    explain,
    again: async (tx, input, { typed, errors, openedAtVersion, refusal }) => {
      const shown = await show(deps, tx, input, {
        values: withNamed(typed, refusal),
        errors,
        openedAtVersion,
      });
      return shown.kind === 'page' ? { ...shown, told: toldByRefusal(refusal, input.scope) } : shown;
    },
  });
