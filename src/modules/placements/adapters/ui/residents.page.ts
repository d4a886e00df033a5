import type { Scope } from '../../../../kernel/actor.js';
import { addNights, type IsoDate } from '../../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../../kernel/outcome.js';
import { referenceAsMeant } from '../../../../kernel/reference.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import type { DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import type { Paging } from '../../../../ui/paging.js';
import type { OverdueTasksModel } from '../../../../ui/components/overdue-tasks.js';
import { untouchedForm, type FormState } from '../../../../ui/forms/form-state.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { plainNumber } from '../../../../ui/presenters/numbers.js';
import { personNameKey } from '../../../referrals/contract/facts.js';
import type {
  LeftFacts,
  ListPage,
  PageMark,
  PersonAbout,
  ProviderFacts,
  ReadNames,
  StayFacts,
} from '../../application/provider-facts.js';
import type { PlacementRepository } from '../../application/ports.js';
import { ArrivalsAndResidentsView, type ArrivalsAndResidentsProps } from './arrivals-and-residents.view.js';
import { markOf, pagingOf, rowsOnAPage } from './page-mark.js';
import { bedText, partyText } from './person-text.js';
import { addressOfLeaving } from './leaving-address.js';
import { addressOfStay } from './stay.page.js';
import {
  placementIdOf,
  residentsPath,
  stayForms,
  stayFormSteps,
  type StayAgain,
  type StayFormsDeps,
} from './stay-forms.js';
import type { ArrivalRow, FailedStayForm, ResidentRow } from './stay-forms.view.js';
import { endReasonOptions, endText, neverStartedReasonOptions } from './stay-reasons.js';

/** What the page of arrivals and residents needs. */
export interface ResidentsDeps extends StayFormsDeps {
  readonly readProvider: (tx: Tx, scope: Scope) => Promise<ProviderFacts>;
  readonly readStays: (
    tx: Tx,
    scope: Scope,
    state: StayFacts['state'],
    mark: PageMark | null,
    limit: number,
    only?: readonly string[] | null,
  ) => Promise<ListPage<StayFacts>>;
  readonly readStay: (tx: Tx, scope: Scope, placementId: string) => Promise<StayFacts | null>;
  readonly readLeft: (
    tx: Tx,
    scope: Scope,
    today: IsoDate,
    only: readonly string[] | null,
  ) => Promise<readonly LeftFacts[]>;
  readonly readPeopleAbout: (tx: Tx, scope: Scope, today: IsoDate) => Promise<readonly PersonAbout[]>;
  readonly readOverdueTasks: (tx: Tx, scope: Scope, today: IsoDate) => Promise<OverdueTasksModel>;
  readonly readDrugAlerts: (tx: Tx, scope: Scope, today: IsoDate) => Promise<DrugAlertsModel>;
  readonly readNames: ReadNames;
  readonly placements: Pick<PlacementRepository, 'find'>;
}

const timingOf = (arrivesOn: IsoDate, today: IsoDate): ArrivalRow['timing'] => {
  if (arrivesOn === today) return 'today';
  return arrivesOn < today ? 'overdue' : 'later';
};

const searchPath = `${residentsPath}/search`;

type Moment = Pick<PageInput, 'today' | 'newKey'>;

/** The page of some people alone. */
const addressOfPeople = (placementIds: readonly string[]): string =>
  `${residentsPath}?people=${placementIds.join(',')}`;

const inBedOf = (
  { placementId, reference, departsOn }: NonNullable<StayFacts['inBed']>,
  today: IsoDate,
): NonNullable<ArrivalRow['inBed']> => ({
  text:
    departsOn < today
      ? `The bed has not been left: ${reference} was to leave on ${shortDate(departsOn)} and is recorded as here`
      : `${reference} is still recorded as here in this bed, to leave on ${shortDate(departsOn)}`,
  reference,
  href: addressOfPeople([placementId]),
});

const toArrival = (
  stay: StayFacts,
  name: string | undefined,
  { projects }: ProviderFacts,
  { today, newKey }: Moment,
): ArrivalRow => ({
  name,
  placementId: stay.placementId,
  reference: stay.reference,
  personText: partyText(stay, today),
  bedLabel: bedText(stay, projects),
  ...stay.stay,
  admitAction: `${residentsPath}/${stay.placementId}/admission`,
  neverStartedAction: `${residentsPath}/${stay.placementId}/never-started`,
  idempotencyKey: newKey(),
  version: stay.version,
  timing: timingOf(stay.stay.arrivesOn, today),
  ...(stay.inBed === null || stay.stay.arrivesOn > today ? {} : { inBed: inBedOf(stay.inBed, today) }),
  ...(stay.fundingNoticeOn === null ? {} : { noticeOn: stay.fundingNoticeOn }),
  stayHref: addressOfStay(stay.placementId),
});

const leaveOf = ({ backExpectedOn }: StayFacts, today: IsoDate): Pick<ResidentRow, 'leave'> => {
  if (backExpectedOn === null) return {};
  const isOverdue = backExpectedOn < today;
  const day = shortDate(backExpectedOn);
  return { leave: { text: isOverdue ? `Not back, expected ${day}` : `On leave, back ${day}`, isOverdue } };
};

/** How early it is told that somebody else comes into a bed. Unit: nights. */
const toldAheadNights = 3;

/** Said of whoever should have left, and of whoever leaves shortly, so that the next arrival is not met at the door. */
const nextOf = ({ next, stay }: StayFacts, today: IsoDate): Pick<ResidentRow, 'nextText'> =>
  next === null || stay.departsOn > addNights(today, toldAheadNights)
    ? {}
    : { nextText: `${next.reference} is booked into this bed from ${shortDate(next.arrivesOn)}` };

const toResident = (
  stay: StayFacts,
  name: string | undefined,
  { projects }: ProviderFacts,
  { today, newKey }: Moment,
): ResidentRow => ({
  name,
  placementId: stay.placementId,
  reference: stay.reference,
  personText: partyText(stay, today),
  bedLabel: bedText(stay, projects),
  admittedOn: stay.admittedOn ?? stay.stay.arrivesOn,
  departsOn: stay.stay.departsOn,
  isPastLeavingDay: stay.stay.departsOn < today,
  ...leaveOf(stay, today),
  ...nextOf(stay, today),
  dischargeAction: `${residentsPath}/${stay.placementId}/discharge`,
  extendAction: `${residentsPath}/${stay.placementId}/extension`,
  leavingHref: addressOfLeaving(stay.placementId),
  stayHref: addressOfStay(stay.placementId),
  idempotencyKey: newKey(),
  version: stay.version,
});

/** Whose arrival or new leaving day was just recorded, and what is next. */
const aboutOf = (
  stay: StayFacts,
  name: string | undefined,
  { projects }: ProviderFacts,
  isExtended: boolean,
): NonNullable<ArrivalsAndResidentsProps['about']> => ({
  text: `${name === undefined ? '' : `${name}, `}${stay.reference}, ${isExtended ? `leaves on ${shortDate(stay.stay.departsOn)}` : `is here: ${bedText(stay, projects)}`}.`,
  ...(isExtended ? {} : { leavingHref: addressOfLeaving(stay.placementId) }),
  reference: stay.reference,
});

/** More people than these are not a find: more has to be typed. */
const foundAtMost = 20;

/** The people in the address, or null where nobody is looked for. */
const peopleIn = (asked: string | undefined): readonly string[] | null =>
  asked === undefined || asked === ''
    ? null
    : asked
        .split(',')
        .slice(0, foundAtMost)
        .filter((id) => identifier.safeParse(id).success);

/** The neighbouring pages of who was found. */
const searchedPaging = ({ previousHref, nextHref }: Paging, people: readonly string[] | null): Paging => {
  if (people === null) return { previousHref, nextHref };
  const searched = `&people=${people.join(',')}`;
  return {
    ...(previousHref === undefined ? {} : { previousHref: `${previousHref}${searched}` }),
    ...(nextHref === undefined ? {} : { nextHref: `${nextHref}${searched}` }),
  };
};

/** The state in which a form of a stay stands on the page. */
const stateOf: Readonly<Record<FailedStayForm['kind'], StayFacts['state']>> = {
  admit: 'booked',
  'never-started': 'booked',
  discharge: 'admitted',
  extend: 'admitted',
};

const show = async (
  deps: ResidentsDeps,
  tx: Tx,
  input: PageInput,
  failed: FailedStayForm | null = null,
  search: FormState<'sought'> = untouchedForm,
): Promise<PageReply> => {
  const { scope, query, frame, today } = input;
  const provider = await deps.readProvider(tx, scope);
  const people = peopleIn(query['people']);
  const asked = failed === null ? null : await deps.readStay(tx, scope, failed.placementId);
  // About whom something was just recorded: they may stand on another page of the list.
  const aboutId = identifier.safeParse(query['about']).data;
  const about = aboutId === undefined ? null : await deps.readStay(tx, scope, aboutId);
  const hasForm = failed !== null && asked?.state === stateOf[failed.kind];

  // The stay a form was about is shown with it, whatever page of its list it stands on.
  const listed = async (state: StayFacts['state'], prefix: string) => {
    const page = await deps.readStays(tx, scope, state, markOf(query, prefix), rowsOnAPage, people);
    const ids = page.rows.map(({ placementId }) => placementId);
    const isElsewhere = hasForm && asked.state === state && !ids.includes(asked.placementId);
    return {
      rows: isElsewhere ? [asked, ...page.rows] : page.rows,
      paging: searchedPaging(pagingOf(residentsPath, page, ids, prefix), people),
    };
  };
  const arrivals = await listed('booked', 'arrivals-');
  const residents = await listed('admitted', 'residents-');
  const left = await deps.readLeft(tx, scope, today, people);
  const names = await deps.readNames(
    tx,
    scope,
    [...arrivals.rows, ...residents.rows, ...left, ...(about === null ? [] : [about])].map(
      ({ clientId }) => clientId,
    ),
  );
  return {
    kind: 'page',
    page: ArrivalsAndResidentsView({
      frame,
      overdue: await deps.readOverdueTasks(tx, scope, today),
      alerts: await deps.readDrugAlerts(tx, scope, today),
      providerName: provider.name,
      search: {
        action: searchPath,
        everybodyHref: residentsPath,
        idempotencyKey: input.newKey(),
        form: search,
        isFound: people !== null,
      },
      ...(about?.state === 'admitted'
        ? { about: aboutOf(about, names.get(about.clientId), provider, query['done'] === 'extended') }
        : {}),
      today,
      arrivals: arrivals.rows.map((stay) => toArrival(stay, names.get(stay.clientId), provider, input)),
      arrivalsPaging: arrivals.paging,
      residents: residents.rows.map((stay) => toResident(stay, names.get(stay.clientId), provider, input)),
      residentsPaging: residents.paging,
      left: left.map((stay) => ({
        placementId: stay.placementId,
        reference: stay.reference,
        name: names.get(stay.clientId),
        personText: partyText(stay, today),
        bedLabel: bedText(stay, provider.projects),
        reasonText: endText(stay.reason),
        leftText: shortDate(stay.endedOn),
        leavingHref: addressOfLeaving(stay.placementId),
      })),
      dischargeReasonOptions: endReasonOptions,
      neverStartedReasonOptions,
      ...(hasForm ? { failed } : {}),
      ...(failed !== null && !hasForm
        ? { refused: failed.form.errors.map(({ text }) => ({ field: '', text })) }
        : {}),
    }),
  };
};

/** The page again after a form that changed nothing; a stay in somebody else's bed is not there at all. */
const again =
  (deps: ResidentsDeps): StayAgain =>
  (kind) =>
  async (tx, input, { typed, errors }) => {
    const placementId = placementIdOf(input);
    if ((await deps.placements.find(tx, input.scope, placementId)) === null) {
      return { kind: 'problem', code: 'not-found' };
    }
    return show(deps, tx, input, { kind, placementId, form: { values: typed, errors } });
  };

/** Nobody is called so, or too many are. */
type SearchRefusal =
  { readonly code: 'nobody-found' } | { readonly code: 'too-many-found'; readonly found: number };

/**
 * Looks for people by what stands in their name or reference, also for those who left lately. Sent, and not asked for in an
 * address, where names would stand in logs: the answer is an address with ids.
 */
const searchForm = (deps: ResidentsDeps): Form =>
  defineForm({
    path: searchPath,
    standsOn: () => residentsPath,
    permission: 'run-placements',
    auditedRead: { list: 'residents' },
    auditEvent: 'placements.residents-searched',
    parse: (typed, { today }) => {
      const sought = (typed['sought'] ?? '').trim().slice(0, 120);
      return sought === ''
        ? { ok: false, errors: [{ field: 'sought', text: 'Enter a name or a reference' }] }
        : { ok: true, command: { sought, today } };
    },
    async act(tx, { scope }, { sought, today }): Promise<Outcome<readonly string[], SearchRefusal>> {
      const everybody = await deps.readPeopleAbout(tx, scope, today);
      const names = await deps.readNames(
        tx,
        scope,
        everybody.map(({ clientId }) => clientId),
      );
      const key = personNameKey(sought);
      const meant = referenceAsMeant(sought);
      const found = everybody.filter(
        ({ reference, clientId }) =>
          (meant !== null && reference.includes(meant)) ||
          (key !== '' && personNameKey(names.get(clientId) ?? '').includes(key)),
      );
      if (found.length === 0) return refuse({ code: 'nobody-found' });
      return found.length > foundAtMost
        ? refuse({ code: 'too-many-found', found: found.length })
        : done(found.map(({ placementId }) => placementId));
    },
    // Past the alerts, which stand first.
    done: (placementIds) => `${addressOfPeople(placementIds)}#stays`,
    explain: (refusal) => [
      {
        field: 'sought',
        text:
          refusal.code === 'nobody-found'
            ? 'Nobody who is expected, here or left in the last 28 days has that name or reference. Check the spelling, or type a part of it'
            : `${plainNumber(refusal.found)} people fit. Type more of the name or the reference`,
      },
    ],
    again: (tx, input, { typed, errors }) =>
      show(deps, tx, { ...input, query: {} }, null, { values: typed, errors }),
  });

/** Who is expected and who is here, and everything that can happen to a stay. */
export const residentsPages = (
  deps: ResidentsDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path: residentsPath,
      permission: 'run-placements',
      auditedRead: { list: 'residents' },
      read: (tx, input) => show(deps, tx, input),
    },
    // Whoever is sent to sign in again on the way to a form comes back by its address.
    ...stayFormSteps.map((step): Page => ({
      path: `${residentsPath}/:placementId/${step}`,
      permission: 'run-placements',
      read: async () => ({ kind: 'redirect', to: residentsPath }),
    })),
  ],
  forms: [...stayForms(deps, again(deps)), searchForm(deps)],
});
