import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { BedChangeHarm, BedChangeOfPerson } from '../../../capacity/contract/bed-change.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import type { makeReadPeopleOfBedChanges } from '../../application/people-of-bed-changes.js';
import { BedChangePeopleView } from './bed-change-people.view.js';
import { addressOfPlaces } from './places.page.js';
import { bandColours } from './waiting-list.page.js';

/** What the page needs. */
export interface BedChangePeoplePageDeps {
  readonly readPeopleOfBedChanges: ReturnType<typeof makeReadPeopleOfBedChanges>;
  /** Names by client. */
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
  /** What changes of the bed, in words; this context knows none for beds. */
  readonly changedText: (change: Pick<BedChangeOfPerson, 'cells' | 'startsOn'>) => string;
}

const kindTexts: Readonly<Record<BedChangeHarm, string>> = {
  loses: 'Would lose the place suggested now',
  elsewhere: 'Would be suggested another project',
  'another-day': 'Would be suggested the same project on another day',
};

/** Which of the reader's people planned changes of beds would move. */
export const bedChangePeoplePage = (deps: BedChangePeoplePageDeps): Page => ({
  path: '/matching/bed-changes',
  permission: 'see-referrals',
  auditedRead: { list: 'bed-change-people' },
  async read(tx, { scope, frame }) {
    const people = await deps.readPeopleOfBedChanges(tx, scope);
    const names = await deps.readNames(
      tx,
      scope,
      people.map(({ referral }) => referral.clientId),
    );
    return {
      kind: 'page',
      page: BedChangePeopleView({
        frame,
        rows: people.map(({ referral, changeId, kind, ...change }) => {
          const name = names.get(referral.clientId);
          return {
            key: `${changeId} ${referral.referralId}`,
            reference: referral.reference,
            href: `/referrals/${referral.referralId}`,
            ...(name === undefined ? {} : { name }),
            band: { text: urgencyBandTexts[referral.urgencyBand], colour: bandColours[referral.urgencyBand] },
            kindText: kindTexts[kind],
            bedText: `${change.projectName} · ${change.bedLabel}`,
            changedText: deps.changedText(change),
            startsText: `${change.isConfirmed ? 'Agreed' : 'Not agreed yet'}; from ${shortDate(change.startsOn)}`,
            lookedText: `Worked out ${timeOfDayAndYear(change.lookedAt)}`,
            placesHref: addressOfPlaces(referral.referralId),
          };
        }),
      }),
    };
  },
});
