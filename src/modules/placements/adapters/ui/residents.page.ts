import type { Scope } from '../../../../kernel/actor.js';
import { isoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import { dateFromFields } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { longDate, shortDate } from '../../../../ui/presenters/dates.js';
import type { ListPage, PageMark, ProviderFacts, StayFacts } from '../../application/provider-facts.js';
import type { PlacementRepository } from '../../application/ports.js';
import type {
  AdmitRefusal,
  ChangeRefusal,
  EndRefusal,
  ExtendRefusal,
  makeAdmit,
  makeDischarge,
  makeExtend,
  makeRecordNeverStarted,
} from '../../application/run-placement.js';
import {
  ArrivalsAndResidentsView,
  type ArrivalRow,
  type FailedStayForm,
  type ResidentRow,
} from './arrivals-and-residents.view.js';
import { markOf, pagingOf, rowsOnAPage } from './page-mark.js';
import { bedText, personText } from './person-text.js';
import {
  endReasonOf,
  endReasonOptions,
  neverStartedReasonOf,
  neverStartedReasonOptions,
} from './stay-reasons.js';

export interface ResidentsDeps {
  readonly readProvider: (tx: Tx, scope: Scope) => Promise<ProviderFacts>;
  readonly readStays: (
    tx: Tx,
    scope: Scope,
    state: StayFacts['state'],
    mark: PageMark | null,
    limit: number,
  ) => Promise<ListPage<StayFacts>>;
  readonly readStay: (tx: Tx, scope: Scope, placementId: string) => Promise<StayFacts | null>;
  readonly placements: Pick<PlacementRepository, 'find'>;
  readonly admit: ReturnType<typeof makeAdmit>;
  readonly discharge: ReturnType<typeof makeDischarge>;
  readonly extend: ReturnType<typeof makeExtend>;
  readonly recordNeverStarted: ReturnType<typeof makeRecordNeverStarted>;
}

const path = '/residents';

const timingOf = (arrivesOn: IsoDate, today: IsoDate): ArrivalRow['timing'] => {
  if (arrivesOn === today) return 'today';
  return arrivesOn < today ? 'overdue' : 'later';
};

type Moment = Pick<PageInput, 'today' | 'newKey'>;

const toArrival = (stay: StayFacts, { projects }: ProviderFacts, { today, newKey }: Moment): ArrivalRow => ({
  placementId: stay.placementId,
  reference: stay.reference,
  personText: personText(stay, today),
  bedLabel: bedText(stay, projects),
  ...stay.stay,
  admitAction: `${path}/${stay.placementId}/admission`,
  neverStartedAction: `${path}/${stay.placementId}/never-started`,
  idempotencyKey: newKey(),
  version: stay.version,
  timing: timingOf(stay.stay.arrivesOn, today),
});

const toResident = (
  stay: StayFacts,
  { projects }: ProviderFacts,
  { today, newKey }: Moment,
): ResidentRow => ({
  placementId: stay.placementId,
  reference: stay.reference,
  personText: personText(stay, today),
  bedLabel: bedText(stay, projects),
  admittedOn: stay.admittedOn ?? stay.stay.arrivesOn,
  departsOn: stay.stay.departsOn,
  isPastLeavingDay: stay.stay.departsOn < today,
  dischargeAction: `${path}/${stay.placementId}/discharge`,
  extendAction: `${path}/${stay.placementId}/extension`,
  idempotencyKey: newKey(),
  version: stay.version,
});

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
): Promise<PageReply> => {
  const { scope, query, frame, today } = input;
  const provider = await deps.readProvider(tx, scope);
  const asked = failed === null ? null : await deps.readStay(tx, scope, failed.placementId);
  const hasForm = failed !== null && asked?.state === stateOf[failed.kind];

  // The stay a form was about is shown with it, whatever page of its list it stands on.
  const listed = async (state: StayFacts['state'], prefix: string) => {
    const page = await deps.readStays(tx, scope, state, markOf(query, prefix), rowsOnAPage);
    const ids = page.rows.map(({ placementId }) => placementId);
    const isElsewhere = hasForm && asked.state === state && !ids.includes(asked.placementId);
    return {
      rows: isElsewhere ? [asked, ...page.rows] : page.rows,
      paging: pagingOf(path, page, ids, prefix),
    };
  };
  const arrivals = await listed('booked', 'arrivals-');
  const residents = await listed('admitted', 'residents-');
  return {
    kind: 'page',
    page: ArrivalsAndResidentsView({
      frame,
      providerName: provider.name,
      today,
      arrivals: arrivals.rows.map((stay) => toArrival(stay, provider, input)),
      arrivalsPaging: arrivals.paging,
      residents: residents.rows.map((stay) => toResident(stay, provider, input)),
      residentsPaging: residents.paging,
      dischargeReasonOptions: endReasonOptions,
      neverStartedReasonOptions,
      ...(hasForm ? { failed } : {}),
      ...(failed !== null && !hasForm
        ? { refused: failed.form.errors.map(({ text }) => ({ field: '', text })) }
        : {}),
    }),
  };
};

/** A day as typed, or what is wrong with it. */
const readDay = (typed: Typed, field: string, ask: string, today: IsoDate): IsoDate | FieldError => {
  const day = dateFromFields(typed, field);
  if (day.kind === 'date') return day.on;
  const example = `such as ${shortDate(today)}`;
  return {
    field,
    text:
      day.kind === 'missing'
        ? `${ask}, ${example}`
        : `“${day.typed.slice(0, 40)}” is not a real date: enter day, month and year, ${example}`,
  };
};

const isError = (read: string | FieldError): read is FieldError => typeof read !== 'string';

const placementIdOf = (input: Pick<PageInput, 'params'>): string =>
  identifier.safeParse(input.params['placementId']).data ?? '';

const changeOf = (input: PageInput & { readonly expectedVersion: number }) => ({
  memberId: input.actor.memberId,
  placementId: placementIdOf(input),
  expectedVersion: input.expectedVersion,
});

const stateTexts: Readonly<Record<string, string>> = {
  booked: 'The person has not arrived yet, so this cannot be recorded.',
  admitted: 'The arrival of this person was recorded before. Nothing was changed.',
  ended: 'This stay was ended before. Nothing was changed.',
  never_started: 'It was recorded before that this person will not arrive. Nothing was changed.',
};

const explainChange = (refusal: ChangeRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'changed-since-you-read-it':
      return [
        {
          field: '',
          text: 'Somebody changed this stay after you opened it. Look at it as it is now, then send what is still right.',
        },
      ];
    case 'not-in-that-state':
      return [
        { field: '', text: stateTexts[refusal.state] ?? 'This cannot be done at this point of the stay.' },
      ];
  }
};

const explainAdmit = (refusal: AdmitRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'admission-in-the-future':
      return [
        { field: 'admittedOn', text: `Enter today, ${longDate(isoDate(refusal.today))}, or an earlier day` },
      ];
    case 'admission-outside-booking':
      return [
        {
          field: 'admittedOn',
          text: `The bed is booked for arrival from ${longDate(isoDate(refusal.arrivesOn))}, and before ${longDate(isoDate(refusal.departsOn))}: enter a day in that time`,
        },
      ];
    default:
      return explainChange(refusal);
  }
};

const explainDischarge = (refusal: EndRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'end-in-the-future':
      return [
        { field: 'leftOn', text: `Enter today, ${longDate(isoDate(refusal.today))}, or an earlier day` },
      ];
    case 'end-outside-stay':
      return [
        {
          field: 'leftOn',
          text: `Enter a day from ${longDate(isoDate(refusal.admittedOn))}, when the person arrived, to ${longDate(isoDate(refusal.departsOn))}, the planned leaving day; if the person stayed longer, extend the stay first`,
        },
      ];
    default:
      return explainChange(refusal);
  }
};

const explainExtend = (refusal: ExtendRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-later-than-now':
      return [
        {
          field: 'departsOn',
          text: `Enter a day after ${longDate(isoDate(refusal.departsOn))}, the leaving day now; to end a stay earlier, record the leaving`,
        },
      ];
    case 'dates-not-a-stay':
      return [{ field: 'departsOn', text: 'Enter a day at most two years after the arrival' }];
    case 'stay-exceeds-funding':
      return [
        {
          field: 'departsOn',
          text: `Funding covers ${refusal.fundedNights} nights and this would make ${refusal.askedNights}: enter an earlier day, or ask the partnership to approve more weeks first`,
        },
      ];
    case 'bed-already-taken':
      return [
        {
          field: 'departsOn',
          text: `The bed is taken from ${longDate(isoDate(refusal.firstClashOn))}: enter that day or an earlier one, counting the nights the bed is made ready`,
        },
      ];
    case 'client-already-placed':
      return [
        {
          field: 'departsOn',
          text: `The person has another bed from ${longDate(isoDate(refusal.firstClashOn))}: enter that day or an earlier one`,
        },
      ];
    case 'room-holds-another-sex':
      return [
        {
          field: 'departsOn',
          text: 'The shared room is taken by somebody of another sex on some of those nights',
        },
      ];
    case 'bed-changed':
      return [
        {
          field: '',
          text: 'The opening days of the bed were changed while you sent this. Look at it as it is now, then send it again.',
        },
      ];
    case 'bed-not-open':
      return [{ field: 'departsOn', text: 'The bed closes before that day: enter an earlier day' }];
    case 'budget-missing':
    case 'budget-exhausted':
      return [
        {
          field: '',
          text: 'The partnership that pays has no money left for these nights. Ask its coordinator before the stay is extended.',
        },
      ];
    default:
      return explainChange(refusal);
  }
};

/** The page again after a form that changed nothing; a stay in somebody else's bed is not there at all. */
const again =
  (deps: ResidentsDeps, kind: FailedStayForm['kind']) =>
  async (
    tx: Tx,
    input: PageInput,
    { typed, errors }: { readonly typed: Typed; readonly errors: readonly FieldError[] },
  ): Promise<PageReply> => {
    const placementId = placementIdOf(input);
    if ((await deps.placements.find(tx, input.scope, placementId)) === null) {
      return { kind: 'problem', code: 'not-found' };
    }
    return show(deps, tx, input, { kind, placementId, form: { values: typed, errors } });
  };

const admission = (deps: ResidentsDeps): Form =>
  defineForm({
    path: `${path}/:placementId/admission`,
    permission: 'run-placements',
    auditEvent: 'placements.person-admitted',
    parse: (typed, input) => {
      const admittedOn = readDay(typed, 'admittedOn', 'Enter the day the person arrived', input.today);
      return isError(admittedOn)
        ? { ok: false, errors: [admittedOn] }
        : { ok: true, command: { ...changeOf(input), admittedOn } };
    },
    act: (tx, { scope }, command) => deps.admit(tx, scope, command),
    done: () => `${path}?done=admitted`,
    explain: explainAdmit,
    again: again(deps, 'admit'),
  });

const neverStarted = (deps: ResidentsDeps): Form =>
  defineForm({
    path: `${path}/:placementId/never-started`,
    permission: 'run-placements',
    auditEvent: 'placements.never-started',
    parse: (typed, input) => {
      const reason = neverStartedReasonOf(typed['reason']);
      return reason === undefined
        ? { ok: false, errors: [{ field: 'reason', text: 'Choose why the person will not arrive' }] }
        : { ok: true, command: { ...changeOf(input), reason } };
    },
    act: (tx, { scope }, command) => deps.recordNeverStarted(tx, scope, command),
    done: () => `${path}?done=never-started`,
    explain: explainChange,
    again: again(deps, 'never-started'),
  });

const discharge = (deps: ResidentsDeps): Form =>
  defineForm({
    path: `${path}/:placementId/discharge`,
    permission: 'run-placements',
    auditEvent: 'placements.person-discharged',
    parse: (typed, input) => {
      const kind = (['planned', 'unplanned'] as const).find((known) => known === typed['kind']);
      const reason = endReasonOf(typed['reason']);
      const endedOn = readDay(typed, 'leftOn', 'Enter the day the person left', input.today);
      if (kind === undefined || reason === undefined || isError(endedOn)) {
        return {
          ok: false,
          errors: [
            ...(kind === undefined
              ? [{ field: 'kind', text: 'Choose whether the stay ended as planned' }]
              : []),
            ...(reason === undefined ? [{ field: 'reason', text: 'Choose why the stay ended' }] : []),
            ...(isError(endedOn) ? [endedOn] : []),
          ],
        };
      }
      return { ok: true, command: { ...changeOf(input), kind, reason, endedOn } };
    },
    act: (tx, { scope }, command) => deps.discharge(tx, scope, command),
    done: () => `${path}?done=discharged`,
    explain: explainDischarge,
    again: again(deps, 'discharge'),
  });

const extension = (deps: ResidentsDeps): Form =>
  defineForm({
    path: `${path}/:placementId/extension`,
    permission: 'run-placements',
    auditEvent: 'placements.stay-extended',
    parse: (typed, input) => {
      const departsOn = readDay(typed, 'departsOn', 'Enter the new leaving day', input.today);
      const reason = words(500).safeParse((typed['reason'] ?? '').replace(/\r\n?/g, '\n'));
      if (isError(departsOn) || !reason.success) {
        return {
          ok: false,
          errors: [
            ...(isError(departsOn) ? [departsOn] : []),
            ...(reason.error?.issues.slice(0, 1) ?? []).map(({ message }) => ({
              field: 'reason',
              text: (typed['reason'] ?? '').trim() === '' ? 'Write why the person stays longer' : message,
            })),
          ],
        };
      }
      return { ok: true, command: { ...changeOf(input), departsOn, reason: reason.data } };
    },
    act: (tx, { scope }, command) => deps.extend(tx, scope, command),
    done: () => `${path}?done=extended`,
    explain: explainExtend,
    again: again(deps, 'extend'),
  });

/** Who is expected and who is here, and everything that can happen to a stay. */
export const residentsPages = (
  deps: ResidentsDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    { path, permission: 'run-placements', read: (tx, input) => show(deps, tx, input) },
    // Whoever is sent to sign in again on the way to a form comes back by its address.
    ...['admission', 'never-started', 'discharge', 'extension'].map((step): Page => ({
      path: `${path}/:placementId/${step}`,
      permission: 'run-placements',
      read: async () => ({ kind: 'redirect', to: path }),
    })),
  ],
  forms: [admission(deps), neverStarted(deps), discharge(deps), extension(deps)],
});
