import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Stay } from '../../../../kernel/stay.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { shortDate, stayText } from '../../../../ui/presenters/dates.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { PlaceHeld, ReferralFacts } from '../../../referrals/contract/facts.js';
import type { makeReadSuggestion, SuggestionTold } from '../../application/read-suggestion.js';
import type { StoredExplanation } from '../../application/waiting-list.js';
import type { Justified } from '../../domain/constraints/constraint.js';
import { missingGateText } from '../../domain/gate-text.js';
import { howPlacesAreChosen } from '../../domain/how-places-are-chosen.js';
import type { MatchingPolicy } from '../../domain/policy.js';
import type { MissingGate } from '../../domain/readiness.js';
import {
  asksText,
  faultText,
  lossText,
  placeFaultLines,
  standingTexts,
  wishTextsOf,
} from './explanation-text.js';
import { addressOfPlaces, heldTexts } from './places.page.js';
import { checksOf, noPlaceText, reasonsOf } from './suggestion-text.js';
import { SuggestionView, type PlaceModel } from './suggestion.view.js';

/** What the page of a suggestion needs. */
export interface SuggestionPageDeps {
  /** The policy in force, whose wishes, urgencies and their order are told. */
  readonly readPolicy: (tx: Tx) => Promise<Pick<MatchingPolicy, 'wishes' | 'bands'>>;
  readonly readSuggestion: ReturnType<typeof makeReadSuggestion>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  /** What is missing today, and whose move it is: what a run kept of it does not know whether money was asked for. */
  readonly readMissing: (tx: Tx, referral: ReferralFacts, today: IsoDate) => Promise<readonly MissingGate[]>;
  /** An offer to the person that waits for a second member; null where none does. */
  readonly readAskedOffer: (
    tx: Tx,
    scope: Scope,
    referralId: string,
  ) => Promise<{ readonly text: string; readonly href: string } | null>;
  /** What keeps another offer from being made to the person; null where nothing does. */
  readonly readPlaceHeld: (
    tx: Tx,
    person: { readonly clientId: string; readonly partnershipId: string },
  ) => Promise<PlaceHeld | null>;
  /** Where an offer of a bed for a stay is looked at. */
  readonly addressOfOffer: (referralId: string, bedId: string, stay: Stay) => string;
}

type Option = NonNullable<StoredExplanation['options']>[number];

/** Where it is told what a run said of one person: the latest, or one that is named. */
export const addressOfSuggestion = (referralId: string, runId?: string): string =>
  `/referrals/${referralId}/suggestion${runId === undefined ? '' : `?runId=${runId}`}`;

const runNumber = /^[1-9]\d{0,17}$/;

const levelTexts: Readonly<Record<Justified['level'], string>> = {
  must: 'must be so',
  'may-be-unknown': 'must be so; what is not recorded is asked for',
  wish: 'a wish',
};

const noneTexts: Readonly<Record<'not-ready' | 'unavailable' | 'offered', string>> = {
  'not-ready': 'No place is suggested while something is missing.',
  unavailable: 'No place is looked for while nobody knows when they can go.',
  offered: 'They had an offer, a bed or a stay already.',
};

const whyNone = (explanation: StoredExplanation | null): string => {
  if (explanation === null) return 'Why is not kept any more in a form that can be shown.';
  if (explanation.state === 'no-place') return noPlaceText(explanation);
  if (explanation.state === 'suggested')
    return 'A place was suggested; which one is kept on the waiting list only.';
  const held = explanation.heldBack == null ? '' : ` If nothing were: ${noPlaceText(explanation)}`;
  return `${noneTexts[explanation.state]}${held}`;
};

const placeOf = (
  { referral }: Pick<SuggestionTold, 'referral'>,
  option: Option,
  offerHref: string | null,
): PlaceModel => {
  const { projectId, projectName, healthBoard, bedLabel, arrivesOn, departsOn } = option;
  return {
    key: `${projectId} ${option.bedId}`,
    projectName,
    areaText: healthBoard === referral.healthBoard ? `${healthBoard}, near home` : healthBoard,
    bedText: bedLabel,
    stayText: stayText(arrivesOn, departsOn),
    wishes: wishTextsOf(option),
    othersText: lossText(option),
    whyHref: `/referrals/${referral.referralId}/eligibility?${new URLSearchParams({
      projectId,
      ...fieldsOfDate('on', arrivesOn),
    }).toString()}`,
    offerHref,
  };
};

/** One person, the place suggested, what else there is and the difference each makes, and why. */
export const suggestionPage = (deps: SuggestionPageDeps): Page => ({
  path: addressOfSuggestion(':referralId'),
  permission: 'see-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  async read(tx, { params, query, scope, actor, frame, now, today }) {
    const referralId = params['referralId'] ?? '';
    const { runId } = query;
    const isAddress =
      identifier.safeParse(referralId).success && (runId === undefined || runNumber.test(runId));
    if (!isAddress) return { kind: 'problem', code: 'not-found' };
    const outcome = await deps.readSuggestion(tx, scope, { referralId, runId: runId ?? null });
    if (!outcome.ok) return { kind: 'problem', code: 'not-found' };
    const told = outcome.value;
    const { referral, run, said } = told;
    const explanation = said?.explanation ?? null;
    const names = await deps.readNames(tx, scope, [referral.clientId]);
    const held = run.isLatest ? await deps.readPlaceHeld(tx, referral) : null;
    const asked = run.isLatest ? await deps.readAskedOffer(tx, scope, referralId) : null;
    const missing =
      run.isLatest && referral.state === 'open'
        ? await deps.readMissing(tx, referral, today)
        : (explanation?.missing ?? []);
    const mayOffer =
      run.isLatest &&
      missing.length === 0 &&
      held === null &&
      referral.state === 'open' &&
      explanation?.missing?.length === 0 &&
      scopeFor(actor, 'make-offers') !== null;
    const offerHref = (bedId: string, stay: Stay): string | null =>
      mayOffer ? deps.addressOfOffer(referralId, bedId, stay) : null;
    const policy = await deps.readPolicy(tx);
    const chosen = explanation?.chosen ?? null;
    const provisional = explanation?.provisional ?? null;
    return {
      kind: 'page',
      page: SuggestionView({
        frame,
        reference: referral.reference,
        name: names.get(referral.clientId) ?? null,
        referralHref: `/referrals/${referralId}`,
        placesHref: addressOfPlaces(referralId),
        workedOutText: run.isLatest
          ? `Worked out ${agoText(run.finishedAt, now)}, by policy ${run.policyVersion}.${run.lookedAt === null ? '' : ` Looked at again ${agoText(run.lookedAt, now)}, and nothing had changed.`}`
          : `Worked out at ${timeOfDayAndYear(run.finishedAt)}, by policy ${run.policyVersion}.`,
        latestHref: run.isLatest ? null : addressOfSuggestion(referralId),
        heldText: held === null ? null : heldTexts[held],
        asked,
        missing: missing.map((gap) => missingGateText(gap, shortDate)),
        faults: (explanation?.faults ?? []).map(faultText),
        standing: explanation === null || said === null ? [] : standingTexts(said.priorityRank, explanation),
        place:
          chosen !== null
            ? { ...placeOf(told, chosen, offerHref(chosen.bedId, chosen)), isProvisional: false }
            : provisional !== null
              ? { ...placeOf(told, provisional, null), isProvisional: true }
              : null,
        reasons: chosen === null ? [] : reasonsOf(explanation),
        checks: checksOf(explanation),
        noPlaceText: said === null ? 'This run did not see them.' : whyNone(explanation),
        options: (explanation?.options ?? []).map((option) => {
          const href = option.loses === 'somebody-ahead' ? null : offerHref(option.bedId, option);
          return {
            ...placeOf(told, option, href),
            ...(href === null ? {} : { asksText: asksText(option, referral.urgencyBand, policy.bands) }),
          };
        }),
        unusable: placeFaultLines(run.placeFaults),
        chosenBy: howPlacesAreChosen(policy).map(({ name, level, why, source }) => ({
          ...{ name, why, source },
          levelText: levelTexts[level],
        })),
      }),
    };
  },
});
