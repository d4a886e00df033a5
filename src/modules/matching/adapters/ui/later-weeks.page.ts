import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { fewestTold } from '../../../eligibility/contract.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import type { LaterPlanFacts, LaterWeeks, makeReadLaterWeeks } from '../../application/later-weeks.js';
import { toldPlan } from '../../domain/later-weeks/told-plan.js';
import { LaterWeeksView, type LaterRow } from './later-weeks.view.js';
import { addressOfPlaces } from './places.page.js';
import { bandColours } from './waiting-list.page.js';

/** What the page of later weeks needs. */
export interface LaterWeeksPageDeps {
  readonly readLaterWeeks: ReturnType<typeof makeReadLaterWeeks>;
  /** Names by client. */
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const path = '/matching/later-weeks';
const rowsOfPage = 25;

const countText = (people: number | null): string =>
  people === null ? `fewer than ${fewestTold}` : plainNumber(people);

const summaryOf = (plan: LaterPlanFacts): readonly string[] => {
  const { people, placed, moreAtMost } = toldPlan(plan);
  return [
    `${people === null ? `Fewer than ${fewestTold} people` : countOf(people, 'person', 'people')} are ready and without a bed. If nothing changes, ${countText(placed)} of them could arrive by ${shortDate(plan.untilOn)}.`,
    moreAtMost === 0
      ? 'No plan could place more of them: whoever is left needs a bed that nobody has, or that comes free later.'
      : `At most ${plainNumber(moreAtMost)} more could be placed, however beds were given out.`,
    `Counts are to the nearest five, and fewer than ${fewestTold} people are not told as a number.`,
  ];
};

const rowOf = (
  { referral, place, bedsThatFit }: LaterWeeks['people'][number],
  name: string | undefined,
): LaterRow => ({
  referralId: referral.referralId,
  reference: referral.reference,
  href: `/referrals/${referral.referralId}`,
  ...(name === undefined ? {} : { name }),
  band: { text: urgencyBandTexts[referral.urgencyBand], colour: bandColours[referral.urgencyBand] },
  whenText: place === null ? null : `Around ${shortDate(place.arrivesOn)}`,
  placeText:
    place?.projectName ??
    (bedsThatFit === 0
      ? 'No bed that fits comes free in time'
      : `${countOf(bedsThatFit, 'bed fits', 'beds fit')}, but no stay long enough is left in ${bedsThatFit === 1 ? 'it' : 'them'}`),
  placesHref: addressOfPlaces(referral.referralId),
});

/** Who of the reader's people could go where after the weeks for which offers are made. */
export const laterWeeksPage = (deps: LaterWeeksPageDeps): Page => ({
  path,
  permission: 'see-referrals',
  auditedRead: { list: 'later-weeks' },
  async read(tx, { scope, query, frame, now }) {
    const { plan, people } = await deps.readLaterWeeks(tx, scope);
    const after = /^\d{1,9}$/.test(query['after'] ?? '') ? Number(query['after']) : 0;
    const left = people.filter(({ priorityRank }) => priorityRank > after);
    const shown = left.slice(0, rowsOfPage);
    const last = shown.at(-1);
    const names = await deps.readNames(
      tx,
      scope,
      shown.map(({ referral }) => referral.clientId),
    );
    return {
      kind: 'page',
      page: LaterWeeksView({
        frame,
        waitingListHref: '/waiting-list',
        madeText: plan === null ? null : `Worked out ${agoText(plan.madeAt, now)}.`,
        summary: plan === null ? [] : summaryOf(plan),
        bands: (plan?.byBand ?? []).map((counts) => {
          const { people: all, placed, moreAtMost } = toldPlan(counts);
          return {
            text:
              Object.entries(urgencyBandTexts).find(([known]) => known === counts.band)?.[1] ?? counts.band,
            cells: [countText(all), countText(placed), plainNumber(moreAtMost)],
          };
        }),
        rows: shown.map((person) => rowOf(person, names.get(person.referral.clientId))),
        paging: {
          ...(after === 0 ? {} : { previousHref: path }),
          ...(last === undefined || left.length <= rowsOfPage
            ? {}
            : { nextHref: `${path}?after=${last.priorityRank}` }),
        },
      }),
    };
  },
});
