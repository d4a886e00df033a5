import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { ReadStillThere } from '../../../capacity/contract/availability.js';
import type { OverdueTasksModel } from '../../../../ui/components/overdue-tasks.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import {
  placedStates,
  type PlacedPerson,
  type PlacedQuery,
  type PlacedState,
} from '../../application/placed-people.js';
import type { ReadNames } from '../../application/provider-facts.js';
import { endingText } from './history-text.js';
import { rowsOnAPage } from './page-mark.js';
import { addressOfLeaving } from './leaving-address.js';
import { addressOfStay } from './stay.page.js';
import { PlacedPeopleView } from './placed-people.view.js';

/** What the list of a partnership's placed people needs. */
export interface PlacedPeopleDeps {
  readonly readPlacedPeople: (tx: Tx, scope: Scope, query: PlacedQuery) => Promise<readonly PlacedPerson[]>;
  /** The clients in scope whose reference contains what was typed. */
  readonly findClients: (tx: Tx, scope: Scope, typed: string) => Promise<readonly string[]>;
  readonly readNames: ReadNames;
  readonly readStillThere: ReadStillThere;
  readonly readOverdueTasks: (tx: Tx, scope: Scope, today: IsoDate) => Promise<OverdueTasksModel>;
}

const path = '/placements';

const stateTexts: Readonly<Record<PlacedState, string>> = {
  here: 'Here now',
  booked: 'Booked, not arrived yet',
  left: 'Left, or never arrived',
};

const emptyTexts: Readonly<Record<PlacedState, string>> = {
  here: 'Nobody is in a place now',
  booked: 'No bed is booked',
  left: 'Nobody has left yet',
};

/** Longest text that is searched for: names are no longer. Unit: characters. */
const longestSearch = 240;

const statusOf = (
  { state, stay, ending, bedId }: PlacedPerson,
  today: IsoDate,
  notLeft: ReadonlySet<string>,
): string => {
  switch (state) {
    case 'booked':
      if (notLeft.has(bedId)) return 'Expected, but the bed has not been left yet';
      return stay.arrivesOn < today ? 'Expected, arrival not recorded' : 'Expected';
    case 'admitted':
      return stay.departsOn < today ? 'Here, past the leaving day' : 'Here';
    case 'ended':
      return ending === null ? 'Left' : `Left: ${endingText(ending)}`;
    case 'never_started':
      return ending === null ? 'Did not arrive' : `Did not arrive: ${endingText(ending)}`;
  }
};

const addressOf = (state: string, find: string, after: string): string =>
  `${path}?${new URLSearchParams({ state, ...(find === '' ? {} : { find }), after }).toString()}`;

/** Everybody of the reader's partnership who has a place, will have one, or has left it. */
export const placedPeoplePage = (deps: PlacedPeopleDeps): Page => ({
  path,
  permission: 'see-referrals',
  auditedRead: { list: 'placed-people' },
  read: async (tx, { scope, query, frame, today }) => {
    const state = placedStates.find((known) => known === query['state']) ?? 'here';
    const find = (query['find'] ?? '').trim().slice(0, longestSearch);
    const after = identifier.safeParse(query['after']).data ?? null;
    const clientIds = find === '' ? null : await deps.findClients(tx, scope, find);
    const found = await deps.readPlacedPeople(tx, scope, {
      state,
      clientIds,
      after,
      limit: rowsOnAPage + 1,
    });
    const people = found.slice(0, rowsOnAPage);
    const names = await deps.readNames(
      tx,
      scope,
      people.map(({ clientId }) => clientId),
    );
    const last = people.at(-1);
    const bedIds = people.flatMap((person) => (person.state === 'booked' ? [person.bedId] : []));
    const notLeft = new Set((await deps.readStillThere(tx, bedIds)).map(({ bedId }) => bedId));
    return {
      kind: 'page',
      page: PlacedPeopleView({
        frame,
        overdue: await deps.readOverdueTasks(tx, scope, today),
        action: path,
        form: { values: { state: query['state'] ?? '', find: query['find'] ?? '' }, errors: [] },
        stateOptions: placedStates
          .filter((value) => value !== 'here')
          .map((value) => ({ value, text: stateTexts[value] })),
        stateText: stateTexts[state],
        people: people.map((person) => ({
          placementId: person.placementId,
          reference: person.reference,
          name: names.get(person.clientId),
          href: `/referrals/${person.referralId}`,
          placeText: `${person.projectName}, ${person.bedLabel}`,
          fromText: shortDate(person.stay.arrivesOn),
          toText: shortDate(person.endedOn ?? person.stay.departsOn),
          statusText: statusOf(person, today, notLeft),
          ...(person.state === 'booked' || person.state === 'admitted'
            ? { stayHref: addressOfStay(person.placementId) }
            : {}),
          ...(person.state === 'admitted' || person.state === 'ended'
            ? { leavingHref: addressOfLeaving(person.placementId) }
            : {}),
        })),
        emptyText:
          find === ''
            ? emptyTexts[state]
            : `Nobody found for “${find}” among these: ${stateTexts[state]}. Choose another list and search again`,
        paging: {
          ...(after === null ? {} : { previousHref: addressOf(state, find, '') }),
          ...(found.length > people.length && last !== undefined
            ? { nextHref: addressOf(state, find, last.placementId) }
            : {}),
        },
      }),
    };
  },
});
