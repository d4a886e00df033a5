import type { Scope } from '../../../../kernel/actor.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Form, Page, PageInput, PageReply } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { TagModel } from '../../../../ui/components/tag.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { clockTime, timeOfDay } from '../../../../ui/presenters/time-of-day.js';
import type { Readiness, ReferralStory } from '../../application/referral-page-facts.js';
import type { ReadReferral, ReferralFacts } from '../../contract/facts.js';
import { gatesOf } from './gate-models.js';
import { factsOf, needsOf, wishesOf } from './referral-card.js';
import { gateForms, type ReferralFormsDeps } from './referral-forms.js';
import { ReferralView, type FailedGateForm, type ReferralProps } from './referral.view.js';

/** What the page of one referral needs. */
export interface ReferralPageDeps extends ReferralFormsDeps {
  readonly readReferral: ReadReferral;
  readonly readStory: (tx: Tx, scope: Scope, referralId: string) => Promise<ReferralStory | null>;
  readonly readHistory: (
    tx: Tx,
    scope: Scope,
    referralId: string,
  ) => Promise<readonly { readonly at: Date; readonly action: string; readonly by: string | null }[]>;
  readonly readReadiness: (tx: Tx, referral: ReferralFacts, today: IsoDate) => Promise<Readiness>;
  /** An offer that waits for its answer, or a booking. */
  readonly readOpenPlace: (
    tx: Tx,
    scope: Scope,
    referralId: string,
  ) => Promise<{
    readonly offerId: string;
    readonly state: 'offered' | 'booked';
    readonly projectName: string;
    readonly bedLabel: string;
    readonly arrivesOn: IsoDate;
    readonly expiresAt: Date;
  } | null>;
  /** Where an offer of the place suggested now is made; null when none is suggested. */
  readonly readSuggestedOfferHref: (tx: Tx, referralId: string) => Promise<string | null>;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  readonly readProjectOptions: (
    tx: Tx,
  ) => Promise<readonly { readonly projectId: string; readonly name: string }[]>;
}

const actionTexts: Readonly<Record<string, string>> = {
  'referrals.referral-recorded': 'Referral recorded',
  'referrals.assessment-recorded': 'Assessment recorded',
  'referrals.detox-booked': 'Detox booked',
  'referrals.referral-closed': 'Referral closed',
  'funding.funding-decided': 'Funding decided',
  'placements.offer-made': 'Offer made',
  'placements.offer-accepted': 'Offer accepted',
  'placements.offer-declined': 'Offer declined',
  'placements.offer-withdrawn': 'Offer taken back',
  'placements.offer-expired': 'Offer ran out without an answer',
  'placements.person-admitted': 'Arrived',
  'placements.person-discharged': 'Left',
  'placements.never-started': 'Did not arrive',
  'placements.stay-extended': 'Stay extended',
};

const stateOf = (referral: ReferralFacts, isReady: boolean): TagModel => {
  if (referral.state === 'closed') return { text: 'Closed', colour: 'grey' };
  return isReady ? { text: 'Ready to place', colour: 'green' } : { text: 'Not yet ready', colour: 'yellow' };
};

const offerOf = (place: Awaited<ReturnType<ReferralPageDeps['readOpenPlace']>>): ReferralProps['offer'] =>
  place === null
    ? undefined
    : {
        title: place.state === 'booked' ? 'A bed is booked' : 'An offer waits for its answer',
        text:
          place.state === 'booked'
            ? `${place.projectName}, ${place.bedLabel}: arrives on ${shortDate(place.arrivesOn)}`
            : `${place.projectName}, ${place.bedLabel}: answer due by ${timeOfDay(place.expiresAt)}`,
        href: `/offers/${place.offerId}/made`,
      };

const show = async (
  deps: ReferralPageDeps,
  tx: Tx,
  input: PageInput,
  failed: FailedGateForm | null,
): Promise<PageReply> => {
  const { scope, today, frame, actor } = input;
  const referralId = input.params['referralId'] ?? '';
  if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
  const referral = await deps.readReferral(tx, scope, referralId);
  const story = await deps.readStory(tx, scope, referralId);
  if (referral === null || story === null) return { kind: 'problem', code: 'not-found' };
  const readiness = await deps.readReadiness(tx, referral, today);
  const isReady = readiness.missing.length === 0;
  const place = await deps.readOpenPlace(tx, scope, referralId);
  const mayOffer =
    scopeFor(actor, 'make-offers') !== null && referral.state === 'open' && isReady && place === null;
  const offerHref = mayOffer ? await deps.readSuggestedOfferHref(tx, referralId) : null;
  const name = (await deps.readNames(tx, scope, [referral.clientId])).get(referral.clientId);
  const history = await deps.readHistory(tx, scope, referralId);
  const offer = offerOf(place);
  return {
    kind: 'page',
    page: ReferralView({
      frame,
      reference: referral.reference,
      name,
      state: stateOf(referral, isReady),
      facts: factsOf(referral, story, today),
      needs: needsOf(referral, today),
      wishes: wishesOf(referral, await deps.readProjectOptions(tx)),
      gates: gatesOf(referral, story, readiness, input),
      options: {
        assessmentOutcome: [
          { value: 'suitable', text: 'Suitable' },
          { value: 'not_suitable', text: 'Not suitable now' },
        ],
        fundingDecision: [
          { value: 'approved', text: 'Approved' },
          { value: 'declined', text: 'Declined' },
        ],
      },
      version: referral.version,
      ...(failed === null ? {} : { failed }),
      history: history.map(({ at, action, by }) => ({
        text: actionTexts[action] ?? action,
        whenText: `${shortDate(londonDate(at))}, ${clockTime(at)}${by === null ? '' : `, by ${by}`}`,
      })),
      ...(offer === undefined ? {} : { offer }),
      ...(offerHref === null ? {} : { offerHref }),
      backHref: '/waiting-list',
    }),
  };
};

/** Everything about one referral that its reader may see. */
export const referralPage = (deps: ReferralPageDeps): Page => ({
  path: '/referrals/:referralId',
  permission: 'see-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  read: (tx, input) => show(deps, tx, input, null),
});

/** The forms that move a referral on; the page is shown again with what was typed when one changes nothing. */
export const referralForms = (deps: ReferralPageDeps): readonly Form[] =>
  gateForms(
    deps,
    (kind) =>
      (tx, input, { typed, errors }) =>
        show(deps, tx, input, { kind, form: { values: typed, errors } }),
  );
