import type { Scope } from '../../../../kernel/actor.js';
import { londonDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Plain, Tx } from '../../../../kernel/unit-of-work.js';
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
import { accountField, choiceField, dateField, errorsOf } from '../../../../platform/http/typed-fields.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import { overall, type FieldError } from '../../../../ui/forms/form-state.js';
import { longDate, shortDate } from '../../../../ui/presenters/dates.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import { urgencyBands } from '../../../referrals/contract/facts.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import type {
  AskForPolicyRefusal,
  DecidePolicyRefusal,
  LookRefusal,
  makeAskForPolicy,
  makeDecidePolicyChange,
  makeLookAtPolicy,
  makeProposeChoices,
  ProposeChoicesRefusal,
} from '../../application/change-policy.js';
import type {
  KnownPolicyChange,
  makeReadOwnMoves,
  makeReadPolicyOverview,
  PolicyOverview,
} from '../../application/policy-reading.js';
import { kindOfMove } from '../../domain/policy-preview.js';
import {
  assignmentKinds,
  policyBounds,
  wishKinds,
  type MatchingChoices,
  type PolicyContent,
  type PolicyDraft,
} from '../../domain/policy.js';
import {
  assignmentTexts,
  changeTitle,
  comparisonRows,
  differencesOf,
  moveCells,
  moveTexts,
  partsOf,
  partsOfChoices,
  placeText,
  wishKindTexts,
} from './policy-text.js';
import {
  ChangePolicyView,
  PolicyChangeView,
  PolicyView,
  type ChoicesFormModel,
  type PolicyChangeModel,
  type PolicyChangeProps,
} from './policy.view.js';

/** What the pages of how people are matched read and do. */
export interface PolicyPageDeps {
  readonly readPolicyOverview: ReturnType<typeof makeReadPolicyOverview>;
  readonly readPolicyChange: (tx: Tx, scope: Scope, changeId: string) => Promise<KnownPolicyChange | null>;
  readonly readOwnMoves: ReturnType<typeof makeReadOwnMoves>;
  readonly lookAtPolicy: ReturnType<typeof makeLookAtPolicy>;
  readonly askForPolicy: ReturnType<typeof makeAskForPolicy>;
  readonly proposeChoices: ReturnType<typeof makeProposeChoices>;
  readonly decidePolicyChange: ReturnType<typeof makeDecidePolicyChange>;
  /** Names by client. */
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const path = '/matching/policy';
const formPath = `${path}/change`;
const measurePath = `${path}/measure`;
const choicesPath = `${path}/choices`;
const changePath = (changeId: string): string => `${path}/changes/${changeId}`;

const idIn = (text: string | undefined): string | null => {
  const read = identifier.safeParse(text);
  return read.success ? read.data : null;
};

const stateTexts: Readonly<Record<KnownPolicyChange['state'], string>> = {
  looking: 'Looked at; nobody has been asked for it yet.',
  waiting: 'Waits for a second person.',
  applied: 'Confirmed.',
  withdrawn: 'Taken back.',
};

const somebody = 'somebody who is not here any more';

const detailOf = (change: KnownPolicyChange): string => {
  const { state, inForceFrom, startsOn, proposedByName, proposedAt, decidedByName, decidedAt } = change;
  const from = inForceFrom ?? startsOn;
  const asked = `Asked for by ${proposedByName ?? somebody} on ${shortDate(londonDate(proposedAt))}`;
  if (state === 'looking')
    return `To count from ${shortDate(from)}. Looked at by ${proposedByName ?? somebody}`;
  if (state === 'waiting' || decidedAt === null) return `To count from ${shortDate(from)}. ${asked}`;
  const decided = `by ${decidedByName ?? somebody} on ${shortDate(londonDate(decidedAt))}`;
  return state === 'applied'
    ? `In force from ${shortDate(from)}. ${asked}, confirmed ${decided}`
    : `Not made. ${asked}, taken back ${decided}`;
};

const modelOf = (
  change: KnownPolicyChange,
  { actor, newKey }: PageInput,
  policy: PolicyContent,
): PolicyChangeModel => {
  const isNational = change.partnershipId === null;
  const mayDecide =
    change.state === 'waiting' &&
    scopeFor(actor, isNational ? 'change-matching-policy' : 'confirm-matching-choices') !== null;
  return {
    changeId: change.changeId,
    title: changeTitle(change, policy),
    detailText: detailOf(change),
    reason: change.reason,
    href: isNational ? changePath(change.changeId) : null,
    decide: mayDecide
      ? {
          action: `${isNational ? changePath(change.changeId) : `${choicesPath}/${change.changeId}`}/decision`,
          confirmKey: change.proposedBy === actor.memberId ? null : newKey(),
          withdrawKey: newKey(),
        }
      : null,
  };
};

const doneTexts: Readonly<Record<string, string>> = {
  waiting: 'The change waits for a second person.',
  applied: 'The change is confirmed. It counts from its first day; suggestions follow by themselves.',
  withdrawn: 'The change was taken back. The policy stays as it is.',
};

const choicesFormOf = (
  { policy }: PolicyOverview,
  own: MatchingChoices,
  { newKey, today }: PageInput,
  sent: Sent | null,
): ChoicesFormModel => ({
  action: choicesPath,
  idempotencyKey: newKey(),
  boundsText: `The country’s policy ${policy.choices.automaticOffers ? 'allows' : 'does not allow'} offers by the service itself, and at most ${policy.choices.parallelOffersAtMost} at once.`,
  parallelOptions: Array.from({ length: policy.choices.parallelOffersAtMost }, (_, index) => ({
    value: String(index + 1),
    text: String(index + 1),
  })),
  form: {
    values: sent?.typed ?? {
      automaticOffers: own.automaticOffers ? 'yes' : 'no',
      parallelOffers: String(own.parallelOffers),
      ...fieldsOfDate('starts', today),
    },
    errors: sent?.errors ?? [],
  },
});

interface Sent {
  readonly typed: Typed;
  readonly errors: readonly FieldError[];
}

const show = async (
  deps: PolicyPageDeps,
  tx: Tx,
  input: PageInput,
  sent: (Sent & { readonly isChoices: boolean }) | null,
): Promise<PageReply> => {
  const { actor, frame, query, today, newKey } = input;
  // A form may be narrower than the page it stands on.
  const scope = scopeFor(actor, 'see-matching-policy') ?? input.scope;
  const overview = await deps.readPolicyOverview(tx, scope, today);
  const { policy, own, measured, changes } = overview;
  const since = changes.find(
    ({ partnershipId, state, baseNumber }) =>
      partnershipId === null && state === 'applied' && baseNumber + 1 === policy.number,
  );
  const mayLook = scopeFor(actor, 'look-at-matching-policy') !== null;
  const chosen = sent?.isChoices === true ? sent : null;
  return {
    kind: 'page',
    page: PolicyView({
      frame,
      doneText: doneTexts[query['done'] ?? ''] ?? null,
      errors: sent?.errors ?? [],
      sinceText:
        since?.inForceFrom == null
          ? `As the service was set up; runs call it ${policy.version}.`
          : `In force since ${longDate(since.inForceFrom)}; runs call it ${policy.version}.`,
      items: partsOf(policy),
      measuredText:
        measured === null
          ? 'Nobody has measured it under the policy of today yet.'
          : `Measured on the list of ${timeOfDayAndYear(measured.measuredAt)}. Fewer than five people are not told as a number.`,
      comparison:
        measured === null
          ? null
          : {
              caption: 'Both ways of assigning, over the same people and beds',
              headings:
                policy.assignment === 'best-total'
                  ? ['Best total (today)', 'In order']
                  : ['In order (today)', 'Best total'],
              rows: comparisonRows(measured.now, measured.then),
            },
      measure: mayLook ? { action: measurePath, idempotencyKey: newKey() } : null,
      changeHref: mayLook ? formPath : null,
      waiting: changes
        .filter(({ state }) => state === 'waiting')
        .map((change) => modelOf(change, input, policy)),
      past: changes
        .filter(({ state }) => state !== 'waiting')
        .map((change) => modelOf(change, input, policy)),
      own: own === null ? null : partsOfChoices(own),
      choicesForm:
        own !== null && scopeFor(actor, 'propose-matching-choices') !== null
          ? choicesFormOf(overview, own, input, chosen)
          : null,
    }),
  };
};

const typedOf = (policy: PolicyContent): Typed => ({
  assignment: policy.assignment,
  ...Object.fromEntries(policy.bands.map((band, index) => [`band-${band}`, String(index + 1)])),
  ...Object.fromEntries(policy.wishes.map((wish, index) => [`wish-${wish}`, String(index + 1)])),
  ...Object.fromEntries(urgencyBands.map((band) => [`days-${band}`, String(policy.preparationDays[band])])),
  offerHorizonDays: String(policy.offerHorizonDays),
  placesAheadDays: String(policy.placesAheadDays),
  automaticOffers: policy.choices.automaticOffers ? 'yes' : 'no',
  parallelOffersAtMost: String(policy.choices.parallelOffersAtMost),
});

const showForm = async (
  deps: PolicyPageDeps,
  tx: Tx,
  input: PageInput,
  sent: Sent | null,
): Promise<PageReply> => {
  const { policy } = await deps.readPolicyOverview(tx, input.scope, input.today);
  return {
    kind: 'page',
    page: ChangePolicyView({
      frame: input.frame,
      action: formPath,
      backHref: path,
      idempotencyKey: input.newKey(),
      form: {
        values: sent?.typed ?? { ...typedOf(policy), ...fieldsOfDate('starts', input.today) },
        errors: sent?.errors ?? [],
      },
      bands: urgencyBands.map((band) => ({
        field: `band-${band}`,
        daysField: `days-${band}`,
        text: urgencyBandTexts[band],
      })),
      wishes: wishKinds.map((wish) => ({ field: `wish-${wish}`, text: wishKindTexts[wish] })),
      assignments: assignmentKinds.map((kind) => ({ value: kind, text: assignmentTexts[kind] })),
    }),
  };
};

/** What was put in order by giving each a place; each of two with the same place is an error. */
const orderIn = <Kind extends string>(
  typed: Typed,
  prefix: string,
  kinds: readonly Kind[],
  textOf: (kind: Kind) => string,
): { readonly order: readonly Kind[]; readonly errors: readonly FieldError[] } => {
  const placeOf = (kind: Kind): string => typed[`${prefix}-${kind}`] ?? '';
  const places = kinds.map((_, index) => String(index + 1));
  const order = places.flatMap((place) => kinds.filter((kind) => placeOf(kind) === place).slice(0, 1));
  return {
    order,
    errors: kinds
      .filter((kind) => !order.includes(kind))
      .map((kind) => ({
        field: `${prefix}-${kind}`,
        text: `Give “${textOf(kind)}” a place of its own, from 1 to ${kinds.length}`,
      })),
  };
};

const daysIn = (
  typed: Typed,
  field: string,
  { atLeast, atMost }: { readonly atLeast: number; readonly atMost: number },
  what: string,
): { readonly value: number; readonly errors: readonly FieldError[] } => {
  const written = (typed[field] ?? '').trim();
  const value = /^\d{1,3}$/.test(written) ? Number(written) : -1;
  return value >= atLeast && value <= atMost
    ? { value, errors: [] }
    : { value, errors: [{ field, text: `Enter ${what} as a whole number from ${atLeast} to ${atMost}` }] };
};

interface LookCommand {
  readonly draft: PolicyDraft;
  readonly startsOn: Parameters<PolicyPageDeps['lookAtPolicy']>[1]['startsOn'];
  readonly reason: string;
}

const reasonMissing = 'Write why, for whoever confirms it';

const readLook = (typed: Typed): ReadForm<LookCommand> => {
  const assignment = choiceField(typed, 'assignment', assignmentKinds, 'Choose how places are assigned');
  const bands = orderIn(typed, 'band', urgencyBands, (band) => urgencyBandTexts[band]);
  const wishes = orderIn(typed, 'wish', wishKinds, (wish) => wishKindTexts[wish]);
  const prepared = urgencyBands.map((band) => ({
    band,
    ...daysIn(
      typed,
      `days-${band}`,
      policyBounds.preparationDays,
      `the days to prepare for “${urgencyBandTexts[band]}”`,
    ),
  }));
  const horizon = daysIn(
    typed,
    'offerHorizonDays',
    policyBounds.offerHorizonDays,
    'how far ahead a bed may come free',
  );
  const ahead = daysIn(
    typed,
    'placesAheadDays',
    policyBounds.placesAheadDays,
    'how far ahead places are shown',
  );
  const automatic = choiceField(
    typed,
    'automaticOffers',
    ['yes', 'no'],
    'Choose whether the service may make offers by itself',
  );
  const parallel = choiceField(
    typed,
    'parallelOffersAtMost',
    ['1', '2', '3'],
    'Choose how many offers one person may have at once',
  );
  const starts = dateField(typed, 'starts', 'the first day on which it counts');
  const reason = accountField(typed, 'reason', 500, reasonMissing);
  const errors = [
    ...errorsOf(assignment),
    ...bands.errors,
    ...prepared.flatMap((days) => days.errors),
    ...wishes.errors,
    ...horizon.errors,
    ...ahead.errors,
    ...errorsOf(automatic, parallel, starts, reason),
  ];
  if (
    errors.length > 0 ||
    'error' in assignment ||
    'error' in automatic ||
    'error' in parallel ||
    'error' in starts ||
    'error' in reason
  ) {
    return { ok: false, errors };
  }
  return {
    ok: true,
    command: {
      draft: {
        ...{ bands: bands.order, wishes: wishes.order, assignment: assignment.value },
        ...{ offerHorizonDays: horizon.value, placesAheadDays: ahead.value },
        preparationDays: Object.fromEntries(prepared.map(({ band, value }) => [band, value])),
        choices: {
          automaticOffers: automatic.value === 'yes',
          parallelOffersAtMost: Number(parallel.value),
        },
      },
      startsOn: starts.value,
      reason: reason.value,
    },
  };
};

const startText = ({
  earliestOn,
  latestOn,
}: {
  readonly earliestOn: IsoDate;
  readonly latestOn: IsoDate;
}): string => `Enter a day from ${longDate(earliestOn)} to ${longDate(latestOn)}`;

const explainLook = (refusal: LookRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'policy-incomplete':
      return overall(`The policy leaves out: ${refusal.missing.join(', ')}. Give each a place or a number.`);
    case 'policy-out-of-bounds':
      return [
        {
          field: refusal.part,
          text: `Enter a whole number from ${refusal.atLeast} to ${refusal.atMost}: what is suggested is among what is shown`,
        },
      ];
    case 'start-not-possible':
      return [{ field: 'starts', text: startText(refusal) }];
    case 'nothing-changes':
      return overall('That is what the policy says already. Change something, or go back.');
  }
};

const explainAsk = (refusal: AskForPolicyRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'preview-not-ready':
      return overall('What it would do is still being worked out. Look again in a few seconds.');
    case 'change-already-waiting':
      return overall('Another change waits for a second person. Have it confirmed or taken back first.');
    case 'changed-since-you-read-it':
      return overall(
        'The policy was changed since this was looked at. Look at the change again from the policy of today.',
      );
    case 'change-already-decided':
      return overall('This change was asked for before. Look at it as it is now.');
  }
};

const explainDecision = (refusal: DecidePolicyRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'second-person-needed':
      return overall('You asked for this change yourself: somebody else confirms it.');
    case 'change-already-decided':
      return overall('This change was confirmed or taken back before. Look at the policy as it is now.');
    case 'changed-since-you-read-it':
      return overall(
        'The policy was changed after this was asked for. Take it back, and look at it again if it is still right.',
      );
  }
};

const explainChoices = (
  refusal: ProposeChoicesRefusal | { readonly code: 'not-found' },
): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'start-not-possible':
      return [{ field: 'starts', text: startText(refusal) }];
    case 'nothing-changes':
      return [
        { field: 'automaticOffers', text: 'That is what your partnership chose already. Change something' },
      ];
    case 'change-already-waiting':
      return [
        {
          field: 'automaticOffers',
          text: 'Another change waits for a second person. Have it confirmed or taken back first',
        },
      ];
    case 'beyond-national-bounds':
      return [
        {
          field: 'automaticOffers',
          text: `The country’s policy ${refusal.automaticOffers ? 'allows' : 'does not allow'} offers by the service itself, and at most ${refusal.parallelOffersAtMost} at once`,
        },
      ];
  }
};

const showChange = async (
  deps: PolicyPageDeps,
  tx: Tx,
  input: PageInput,
  errors: readonly FieldError[],
): Promise<PageReply> => {
  const { actor, today, frame, newKey } = input;
  const scope = scopeFor(actor, 'see-matching-policy') ?? input.scope;
  const changeId = idIn(input.params['changeId']);
  const change = changeId === null ? null : await deps.readPolicyChange(tx, scope, changeId);
  if (change === null || change.partnershipId !== null) return { kind: 'problem', code: 'not-found' };
  const { policy } = await deps.readPolicyOverview(tx, scope, today);
  const here = changePath(change.changeId);
  const { preview, lookedAt, state } = change;
  const props: PolicyChangeProps = {
    frame,
    title: 'A change of how people are matched',
    stateText: `${stateTexts[state]} ${detailOf(change)}.`,
    reason: change.reason,
    backHref: path,
    errors,
    changes: differencesOf(policy, change.content),
    preview:
      preview === null || lookedAt === null
        ? null
        : {
            lookedText: `Worked out over everybody who was ready on ${timeOfDayAndYear(lookedAt)}. Another bed of the same project on the same day is no move. Fewer than five people are not told as a number.`,
            moves: preview.moves.map((move) => ({
              band: urgencyBandTexts[move.band],
              cells: moveCells(move),
            })),
            comparison: {
              caption: 'How the list comes out',
              headings: ['Now', 'With the change'],
              rows: comparisonRows(preview.now, preview.then),
            },
          },
    againHref: here,
    ask:
      state === 'looking' && scopeFor(actor, 'change-matching-policy') !== null
        ? { action: `${here}/ask`, idempotencyKey: newKey() }
        : null,
    peopleHref: scopeFor(actor, 'see-referrals') === null ? null : `${here}/people`,
    people: null,
  };
  return { kind: 'page', page: PolicyChangeView(props) };
};

const showPeople = async (deps: PolicyPageDeps, tx: Tx, input: PageInput): Promise<PageReply> => {
  const changeId = idIn(input.params['changeId']);
  const read = changeId === null ? null : await deps.readOwnMoves(tx, input.scope, changeId);
  if (read?.ok !== true) return { kind: 'problem', code: 'not-found' };
  const { change, moves } = read.value;
  const names = await deps.readNames(
    tx,
    input.scope,
    moves.map(({ referral }) => referral.clientId),
  );
  const people = moves.map(({ referral, now, then }) => {
    const kind = kindOfMove({
      now: now === null ? null : { projectId: now.projectName, arrivesOn: now.arrivesOn },
      then: then === null ? null : { projectId: then.projectName, arrivesOn: then.arrivesOn },
    });
    const name = names.get(referral.clientId);
    return {
      key: referral.referralId,
      name: name === undefined ? referral.reference : `${name}, ${referral.reference}`,
      href: `/referrals/${referral.referralId}`,
      moveText: moveTexts[kind ?? 'another-day'],
      nowText: placeText(now),
      thenText: placeText(then),
    };
  });
  const here = changePath(change.changeId);
  return {
    kind: 'page',
    page: PolicyChangeView({
      frame: input.frame,
      title: 'Your people whom a change would move',
      stateText: `${stateTexts[change.state]} ${detailOf(change)}.`,
      ...{ reason: change.reason, backHref: here, errors: [], changes: [], preview: null, againHref: here },
      ...{ ask: null, peopleHref: null, people },
    }),
  };
};

const readChoices = (
  typed: Typed,
): ReadForm<Pick<Parameters<PolicyPageDeps['proposeChoices']>[1], 'choices' | 'startsOn' | 'reason'>> => {
  const automatic = choiceField(typed, 'automaticOffers', ['yes', 'no'], 'Choose who makes an offer');
  const parallel = choiceField(
    typed,
    'parallelOffers',
    ['1', '2', '3'],
    'Choose how many offers one person may have at once',
  );
  const starts = dateField(typed, 'starts', 'the first day on which it counts');
  const reason = accountField(typed, 'reason', 500, reasonMissing);
  if ('error' in automatic || 'error' in parallel || 'error' in starts || 'error' in reason) {
    return { ok: false, errors: errorsOf(automatic, parallel, starts, reason) };
  }
  const parallelOffers = parallel.value === '3' ? 3 : parallel.value === '2' ? 2 : 1;
  return {
    ok: true,
    command: {
      choices: { automaticOffers: automatic.value === 'yes', parallelOffers },
      startsOn: starts.value,
      reason: reason.value,
    },
  };
};

const readDecision = (typed: Typed): ReadForm<'confirm' | 'withdraw'> => ({
  ok: true,
  command: typed['decision'] === 'confirm' ? 'confirm' : 'withdraw',
});

/** Decides a change of the country, or of the scope's own partnership. */
const decisionForm = (deps: PolicyPageDeps, of: 'country' | 'partnership'): Form =>
  defineForm({
    path: of === 'country' ? `${changePath(':changeId')}/decision` : `${choicesPath}/:changeId/decision`,
    standsOn: () => path,
    permission: of === 'country' ? 'change-matching-policy' : 'confirm-matching-choices',
    auditEvent: 'matching.policy-change-decided',
    parse: readDecision,
    async act(
      tx,
      { params, scope, actor, today },
      decision,
    ): Promise<Outcome<Plain & { readonly state: string }, DecidePolicyRefusal>> {
      const changeId = idIn(params['changeId']);
      if (changeId === null || (of === 'partnership') !== (scope.kind === 'partnership')) {
        return refuse({ code: 'not-found' });
      }
      const partnershipId = scope.kind === 'partnership' ? scope.partnershipId : null;
      return deps.decidePolicyChange(tx, {
        ...{ memberId: actor.memberId, changeId, partnershipId, decision, today },
      });
    },
    done: ({ state }) => `${path}?done=${state}`,
    explain: explainDecision,
    again: (tx, input, { typed, errors }) => show(deps, tx, input, { typed, errors, isChoices: false }),
  });

/** How people are matched, looks at changes of it, and what partnerships choose. */
export const policyPages = (
  deps: PolicyPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    { path, permission: 'see-matching-policy', read: (tx, input) => show(deps, tx, input, null) },
    {
      path: formPath,
      permission: 'look-at-matching-policy',
      read: (tx, input) => showForm(deps, tx, input, null),
    },
    {
      path: changePath(':changeId'),
      permission: 'see-matching-policy',
      read: (tx, input) => showChange(deps, tx, input, []),
    },
    {
      path: `${changePath(':changeId')}/people`,
      permission: 'see-referrals',
      auditedRead: { list: 'moved-by-policy' },
      read: (tx, input) => showPeople(deps, tx, input),
    },
  ],
  forms: [
    defineForm({
      path: formPath,
      permission: 'look-at-matching-policy',
      auditEvent: 'matching.policy-look-asked',
      parse: readLook,
      act: (tx, { actor, today }, command) =>
        deps.lookAtPolicy(tx, { ...command, memberId: actor.memberId, today }),
      done: ({ changeId }) => changePath(changeId),
      explain: explainLook,
      again: (tx, input, sent) => showForm(deps, tx, input, sent),
    }),
    defineForm({
      path: measurePath,
      standsOn: () => path,
      permission: 'look-at-matching-policy',
      auditEvent: 'matching.policy-look-asked',
      parse: () => ({ ok: true, command: 'measure' as const }),
      async act(tx, { actor, scope, today }) {
        const { policy } = await deps.readPolicyOverview(tx, scope, today);
        const assignment = policy.assignment === 'best-total' ? 'in-order' : 'best-total';
        return deps.lookAtPolicy(tx, {
          ...{ memberId: actor.memberId, startsOn: today, today, draft: { ...policy, assignment } },
          reason: 'To measure both ways of assigning on today’s list',
        });
      },
      done: ({ changeId }) => changePath(changeId),
      explain: explainLook,
      again: (tx, input, { typed, errors }) => show(deps, tx, input, { typed, errors, isChoices: false }),
    }),
    defineForm({
      path: `${changePath(':changeId')}/ask`,
      standsOn: ({ changeId = '' }) => changePath(changeId),
      permission: 'change-matching-policy',
      auditEvent: 'matching.policy-change-proposed',
      parse: () => ({ ok: true, command: 'ask' as const }),
      async act(tx, { params, actor }) {
        const changeId = idIn(params['changeId']);
        return changeId === null
          ? refuse({ code: 'not-found' as const })
          : deps.askForPolicy(tx, { changeId, memberId: actor.memberId });
      },
      done: () => `${path}?done=waiting`,
      explain: explainAsk,
      again: (tx, input, { errors }) => showChange(deps, tx, input, errors),
    }),
    decisionForm(deps, 'country'),
    defineForm({
      path: choicesPath,
      standsOn: () => path,
      permission: 'propose-matching-choices',
      auditEvent: 'matching.choices-proposed',
      parse: readChoices,
      async act(tx, { actor, scope, today }, command) {
        if (scope.kind !== 'partnership') return refuse({ code: 'not-found' as const });
        return deps.proposeChoices(tx, {
          ...{ ...command, memberId: actor.memberId, partnershipId: scope.partnershipId, today },
        });
      },
      done: () => `${path}?done=waiting`,
      explain: explainChoices,
      again: (tx, input, { typed, errors }) => show(deps, tx, input, { typed, errors, isChoices: true }),
    }),
    decisionForm(deps, 'partnership'),
  ],
});
