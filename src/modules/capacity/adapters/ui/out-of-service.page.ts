import { z } from 'zod';

import type { Scope } from '../../../../kernel/actor.js';
import {
  addNights,
  isoDate,
  nightsBetween,
  parseIsoDate,
  type IsoDate,
} from '../../../../kernel/iso-date.js';
import { done, refuse, type Refusal } from '../../../../kernel/outcome.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type ReadForm,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { words } from '../../../../platform/http/schemas.js';
import { dateFromFields, fieldsOfDate, type TypedDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError, Option } from '../../../../ui/forms/form-state.js';
import { longDate, shortDate, stayText } from '../../../../ui/presenters/dates.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type {
  CancelOutOfServiceRefusal,
  makeCancelOutOfService,
} from '../../application/cancel-out-of-service.js';
import type {
  makeMarkOutOfService,
  MarkOutOfService,
  MarkOutOfServiceRefusal,
} from '../../application/mark-out-of-service.js';
import type { Claimant, OutOfServiceRepository, ReadClaimant } from '../../application/ports.js';
import type { BedUnit, ReadCalendars } from '../../contract/availability.js';
import { longestClaimNights } from '../../domain/availability.js';
import { backInServiceFrom, outOfServiceReasons } from '../../domain/out-of-service.js';
import { addressOfPlan } from './bed-changes.page.js';
import { reasonTexts } from './board-rows.js';
import { boardHrefBack, boardQueryBack, withBack } from './board-return.js';
import { CancelOutOfServiceView } from './cancel-out-of-service.view.js';
import { identifierInAddress } from './identifier-in-address.js';
import {
  MarkOutOfServiceView,
  type FreeNights,
  type InTheWay,
  type MarkOutOfServiceProps,
} from './mark-out-of-service.view.js';
import { capital } from '../../../../ui/presenters/capital.js';

/** What the pages of closures read and do. */
export interface OutOfServicePageDeps {
  readonly readCalendars: ReadCalendars;
  readonly readClaimant: ReadClaimant;
  readonly findOutOfService: OutOfServiceRepository['find'];
  readonly markOutOfService: ReturnType<typeof makeMarkOutOfService>;
  readonly cancelOutOfService: ReturnType<typeof makeCancelOutOfService>;
}

const reasonOptions: readonly Option[] = outOfServiceReasons.map((value) => ({
  value,
  text: capital(reasonTexts[value]),
}));

const isReason = (text: string): text is (typeof outOfServiceReasons)[number] =>
  outOfServiceReasons.some((reason) => reason === text);

/** A bed the scope keeps, or null. */
const findOwnBed = async (
  { readCalendars }: OutOfServicePageDeps,
  tx: Tx,
  input: PageInput,
  bedId: string | undefined,
): Promise<BedUnit | null> => {
  const known = identifierInAddress(bedId);
  if (known === null || input.scope.kind !== 'provider') return null;
  const tonight = { arrivesOn: input.today, departsOn: addNights(input.today, 1) };
  const [calendar] = await readCalendars(tx, { bedId: known, providerId: input.scope.providerId }, tonight);
  return calendar?.unit ?? null;
};

const dateError = (field: string, typed: TypedDate, missing: string): readonly FieldError[] => {
  if (typed.kind === 'missing') return [{ field, text: missing }];
  return typed.kind === 'date'
    ? []
    : [{ field, text: `“${typed.typed.slice(0, 40)}” is not a real date: enter one such as 23 11 2026` }];
};

/** What was typed as a closure, or everything that is wrong with it. */
const parseClosure = (typed: Typed, bedId: string, memberId: string): ReadForm<MarkOutOfService> => {
  const from = dateFromFields(typed, 'from');
  const until = dateFromFields(typed, 'until');
  const reason = typed['reason'] ?? '';
  const typedNote = (typed['note'] ?? '').replace(/\r\n?/g, '\n').trim();
  const note = typedNote === '' ? null : words(500).safeParse(typedNote);
  const errors: FieldError[] = [
    ...dateError('from', from, 'Enter the first night the bed cannot be used'),
    ...dateError('until', until, 'Enter the first night the bed can be used again'),
  ];
  if (from.kind === 'date' && until.kind === 'date') errors.push(...periodErrors(from.on, until.on));
  if (!isReason(reason)) errors.push({ field: 'reason', text: 'Choose a reason' });
  if (note?.success === false) {
    errors.push(...note.error.issues.slice(0, 1).map(({ message }) => ({ field: 'note', text: message })));
  }
  if (errors.length > 0 || from.kind !== 'date' || until.kind !== 'date' || !isReason(reason)) {
    return { ok: false, errors };
  }
  return {
    ok: true,
    command: {
      ...{ memberId, bedId, fromOn: from.on, toOn: until.on, reason, note: note?.data ?? null },
      // Said of the night it was asked of: other nights typed since are asked about anew.
      confirmsPastNights: typed['pastNights'] === from.on,
    },
  };
};

const periodErrors = (fromOn: IsoDate, untilOn: IsoDate): readonly FieldError[] => {
  if (untilOn <= fromOn) {
    return [
      { field: 'until', text: `Enter a date after ${longDate(fromOn)}, the first night out of service` },
    ];
  }
  return nightsBetween(fromOn, untilOn) > longestClaimNights
    ? [
        {
          field: 'until',
          text: `Enter a date not later than ${longDate(addNights(fromOn, longestClaimNights))}: a bed can be out of service for two years at a time`,
        },
      ]
    : [];
};

const explainMark = (refusal: MarkOutOfServiceRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'dates-not-a-period':
      return [
        {
          field: 'until',
          text: `Enter a later date, at most ${refusal.longestNights} nights after the first night`,
        },
      ];
    case 'past-nights-not-confirmed':
      return [
        {
          field: 'pastNights',
          text: `${countOf(refusal.nights, 'night')} of these ${refusal.nights === 1 ? 'has' : 'have'} gone by: say whether the bed could really not be used, or enter today, ${longDate(refusal.today)}, as the first night`,
        },
      ];
    case 'bed-not-open':
      return [{ field: 'from', text: 'The bed is not open on all of those nights' }];
    case 'nights-in-use':
      return [
        {
          field: 'from',
          text: 'The bed is taken on some of those nights: see below what has it and what would free it',
        },
      ];
  }
};

/** The one refusal whose words need the bed itself. */
const withOpening = (
  errors: readonly FieldError[],
  refusal: Refusal | null,
  bed: BedUnit,
): readonly FieldError[] => {
  if (refusal?.code !== 'bed-not-open') return errors;
  const until = bed.closesOn === null ? '' : ` and closes on ${longDate(bed.closesOn)}`;
  return [
    {
      field: 'from',
      text: `The bed is not open on all of those nights: it opens on ${longDate(bed.opensOn)}${until}`,
    },
  ];
};

const clash = z.object({
  code: z.literal('nights-in-use'),
  inTheWay: z.array(
    z.object({
      kind: z.enum(['hold', 'stay', 'out_of_service']),
      claimId: z.string(),
      fromOn: z.string(),
      toOn: z.string(),
    }),
  ),
});

const nightsText = (fromOn: IsoDate, toOn: IsoDate): string =>
  nightsBetween(fromOn, toOn) === 1 ? `the night of ${shortDate(fromOn)}` : stayText(fromOn, toOn);

type Clash = z.infer<typeof clash>['inTheWay'][number];

/** One entry for each claim, however its nights lie. */
const clashesIn = (refusal: Refusal | null): readonly Clash[] => {
  const read = clash.safeParse(refusal);
  if (!read.success) return [];
  const byClaim = new Map<string, Clash>();
  for (const found of read.data.inTheWay) {
    const earlier = byClaim.get(found.claimId);
    byClaim.set(found.claimId, earlier === undefined ? found : { ...earlier, toOn: found.toOn });
  }
  return [...byClaim.values()];
};

const wayOut = (
  { kind, claimId, fromOn }: Clash,
  claimant: Claimant | null,
): Omit<InTheWay, 'nightsText'> => {
  const who = claimant?.reference ?? 'somebody';
  if (kind === 'out_of_service') {
    return {
      text: 'It is out of service already',
      href: `/board/out-of-service/${claimId}`,
      remedy: 'Put it back in service, or choose other nights.',
    };
  }
  if (kind === 'hold') {
    return claimant === null
      ? {
          text: 'It is held for an offer whose time to answer is over',
          remedy: 'The nights become free by themselves within minutes.',
        }
      : {
          text: `An offer to ${who}`,
          href: '/incoming-offers',
          remedy: 'Decline the offer, or ask the coordinator to take it back.',
        };
  }
  if (claimant?.state === 'admitted' && claimant.stay.departsOn <= fromOn) {
    return {
      text: `${who} is still there, past the day they were to leave`,
      href: '/residents',
      remedy: `Record the day on which ${who} left, or the day they will leave.`,
    };
  }
  return claimant?.state === 'admitted'
    ? {
        text: `${who} stays in it`,
        href: '/residents',
        remedy: `Record the day on which ${who} leaves, or begin on ${shortDate(claimant.stay.departsOn)} or later. The coordinator finds another bed.`,
      }
    : {
        text: `It is booked for ${who}`,
        href: '/residents',
        remedy: `Record that ${who} will not arrive, after telling the coordinator, who then offers another bed.`,
      };
};

/** What has the bed, each once: whose offer or stay, which of the nights asked for, and what frees them. */
const inTheWay = async (
  { readClaimant }: OutOfServicePageDeps,
  tx: Tx,
  scope: Scope,
  clashes: readonly Clash[],
): Promise<readonly InTheWay[]> => {
  const found: InTheWay[] = [];
  for (const one of clashes) {
    const claimant = await readClaimant(tx, scope, one);
    const { arrivesOn, departsOn } = claimant?.stay ?? {
      arrivesOn: isoDate(one.fromOn),
      departsOn: isoDate(one.toOn),
    };
    found.push({ ...wayOut(one, claimant), nightsText: nightsText(arrivesOn, departsOn) });
  }
  return found;
};

/** The nights asked for that nothing has, each run as the same form with its own dates. */
const freeNightsAmong = (
  clashes: readonly Clash[],
  typed: Typed,
  newKey: () => string,
): readonly FreeNights[] => {
  const from = dateFromFields(typed, 'from');
  const until = dateFromFields(typed, 'until');
  if (clashes.length === 0 || from.kind !== 'date' || until.kind !== 'date') return [];
  const runs: (readonly [IsoDate, IsoDate])[] = [];
  let next = from.on;
  for (const { fromOn, toOn } of clashes) {
    if (next < isoDate(fromOn)) runs.push([next, isoDate(fromOn)]);
    next = isoDate(toOn);
  }
  if (next < until.on) runs.push([next, until.on]);
  return runs.map(([fromOn, toOn]) => ({
    nightsText: nightsText(fromOn, toOn),
    idempotencyKey: newKey(),
    values: {
      ...fieldsOfDate('from', fromOn),
      ...fieldsOfDate('until', toOn),
      reason: typed['reason'] ?? '',
      note: typed['note'] ?? '',
      // What was said of the first night asked for holds of those after it.
      ...(typed['pastNights'] === from.on ? { pastNights: fromOn } : {}),
    },
  }));
};

/** Nights gone by among those asked for, once the form was sent with them and until the question is answered. */
const pastNightsOf = (typed: Typed, refusal: Refusal | null): Pick<MarkOutOfServiceProps, 'pastNights'> => {
  const from = dateFromFields(typed, 'from');
  const until = dateFromFields(typed, 'until');
  const isAsked = refusal?.code === 'past-nights-not-confirmed' || (typed['pastNights'] ?? '') !== '';
  if (!isAsked || from.kind !== 'date' || until.kind !== 'date') return {};
  return { pastNights: { fromOn: from.on, sinceText: longDate(from.on) } };
};

const showMark = async (
  deps: OutOfServicePageDeps,
  tx: Tx,
  input: PageInput,
  form: {
    readonly typed: Typed;
    readonly errors: readonly FieldError[];
    readonly refusal: Refusal | null;
  } | null,
): Promise<PageReply> => {
  const bed = await findOwnBed(deps, tx, input, input.query['bedId']);
  if (bed === null) return { kind: 'problem', code: 'not-found' };
  const fromOn = parseIsoDate(input.query['from'] ?? '') ?? input.today;
  const boardWas = boardQueryBack(input.query);
  const clashes = clashesIn(form?.refusal ?? null);
  return {
    kind: 'page',
    page: MarkOutOfServiceView({
      frame: input.frame,
      bedLabel: bed.label,
      projectName: bed.projectName,
      action: withBack(`/board/out-of-service/new?bedId=${bed.bedId}`, boardWas),
      idempotencyKey: input.newKey(),
      version: bed.version,
      form:
        form === null
          ? { values: fieldsOfDate('from', fromOn), errors: [] }
          : { values: form.typed, errors: withOpening(form.errors, form.refusal, bed) },
      reasonOptions,
      ...pastNightsOf(form?.typed ?? {}, form?.refusal ?? null),
      inTheWay: await inTheWay(deps, tx, input.scope, clashes),
      freeNights: freeNightsAmong(clashes, form?.typed ?? {}, input.newKey),
      planHref: addressOfPlan(bed.bedId),
      backHref: boardHrefBack(boardWas, { projectId: bed.projectId }),
    }),
  };
};

const explainCancel = (refusal: CancelOutOfServiceRefusal): readonly FieldError[] =>
  refusal.code === 'changed-since-you-read-it'
    ? [{ field: '', text: 'Somebody changed this after you opened it. Look at it again before you send it.' }]
    : [];

const showPeriod = async (
  deps: OutOfServicePageDeps,
  tx: Tx,
  input: PageInput,
  scope: Scope,
  errors: readonly FieldError[],
): Promise<PageReply> => {
  const id = identifierInAddress(input.params['outOfServiceId']);
  const period = id === null ? null : await deps.findOutOfService(tx, scope, id);
  const bed = period === null ? null : await findOwnBed(deps, tx, input, period.bedId);
  if (period === null || bed === null) return { kind: 'problem', code: 'not-found' };
  const back = period.state === 'cancelled' ? null : backInServiceFrom(period, input.today);
  return {
    kind: 'page',
    page: CancelOutOfServiceView({
      frame: input.frame,
      bedLabel: bed.label,
      projectName: bed.projectName,
      nightsText: nightsText(period.fromOn, period.toOn),
      reasonText: capital(reasonTexts[period.reason]),
      note: period.note,
      errors,
      backHref: boardHrefBack(boardQueryBack(input.query), { projectId: bed.projectId }),
      cancel:
        back === null
          ? null
          : {
              effect:
                back.period.state === 'cancelled'
                  ? 'All of these nights become free, and can be offered at once.'
                  : 'The nights from tonight on become free, and can be offered at once. The nights gone by stay out of service.',
              action: withBack(
                `/board/out-of-service/${period.outOfServiceId}/cancellation`,
                boardQueryBack(input.query),
              ),
              idempotencyKey: input.newKey(),
              version: period.version,
            },
    }),
  };
};

/** Taking a bed out of service, and putting it back. */
export const outOfServicePages = (
  deps: OutOfServicePageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path: '/board/out-of-service/new',
      permission: 'keep-availability',
      read: (tx, input) => showMark(deps, tx, input, null),
    },
    {
      path: '/board/out-of-service/:outOfServiceId',
      permission: 'keep-availability',
      read: (tx, input) => showPeriod(deps, tx, input, input.scope, []),
    },
  ],
  forms: [
    defineForm({
      path: '/board/out-of-service/new',
      permission: 'keep-availability',
      auditEvent: 'capacity.bed-marked-out-of-service',
      parse: (typed, { query, actor }) =>
        parseClosure(typed, identifierInAddress(query['bedId']) ?? '', actor.memberId),
      // Where the bed is taken, the page says who has it.
      auditedRead: { list: 'claims-on-a-bed' },
      act: async (tx, input, command) => {
        const marked = await deps.markOutOfService(tx, input.scope, command);
        const bed = marked.ok ? await findOwnBed(deps, tx, input, command.bedId) : null;
        return marked.ok ? done({ projectId: bed?.projectId ?? null }) : marked;
      },
      done: ({ projectId }, { query }) =>
        boardHrefBack(boardQueryBack(query), {
          done: 'out-of-service',
          ...(projectId === null ? {} : { projectId }),
        }),
      explain: explainMark,
      again: (tx, input, form) => showMark(deps, tx, input, form),
    }),
    defineForm({
      path: '/board/out-of-service/:outOfServiceId/cancellation',
      standsOn: ({ outOfServiceId = '' }) => `/board/out-of-service/${outOfServiceId}`,
      permission: 'keep-availability',
      auditEvent: 'capacity.out-of-service-cancelled',
      parse: (_typed, { params, expectedVersion }) => ({
        ok: true,
        command: { outOfServiceId: identifierInAddress(params['outOfServiceId']), expectedVersion },
      }),
      act: async (tx, { scope, actor, today }, { outOfServiceId, expectedVersion }) => {
        if (outOfServiceId === null) return refuse({ code: 'not-found' });
        const period = await deps.findOutOfService(tx, scope, outOfServiceId);
        const cancelled = await deps.cancelOutOfService(tx, scope, {
          memberId: actor.memberId,
          outOfServiceId,
          expectedVersion,
          today,
        });
        return cancelled.ok ? done({ projectId: period?.projectId ?? null }) : cancelled;
      },
      done: ({ projectId }, { query }) =>
        boardHrefBack(boardQueryBack(query), {
          done: 'back-in-service',
          ...(projectId === null ? {} : { projectId }),
        }),
      explain: explainCancel,
      again: (tx, input, { errors }) => showPeriod(deps, tx, input, input.scope, errors),
    }),
  ],
});
