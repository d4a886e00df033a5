import type { Actor, Scope } from '../../../../kernel/actor.js';
import { londonDate } from '../../../../kernel/iso-date.js';
import { refuse, type Outcome } from '../../../../kernel/outcome.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Plain, Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
  type Typed,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { fieldsOfDate } from '../../../../ui/forms/date-parts.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { longDate, shortDate } from '../../../../ui/presenters/dates.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import { urgencyBands } from '../../../referrals/contract/facts.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import type {
  DecidePolicyRefusal,
  makeAskForPolicy,
  makeDecidePolicyChange,
  makeLookAtPolicy,
  makeProposeChoices,
} from '../../application/change-policy.js';
import type {
  KnownPolicyChange,
  makeReadOwnMoves,
  makeReadPolicyOverview,
  PolicyOverview,
} from '../../application/policy-reading.js';
import type { GroupShift } from '../../domain/moves-by-group.js';
import { kindOfMove } from '../../domain/policy-preview.js';
import { assignmentKinds, wishKinds, type MatchingChoices, type PolicyContent } from '../../domain/policy.js';
import {
  assignmentTexts,
  changeTitle,
  comparisonRows,
  differencesOf,
  fallenTexts,
  groupRows,
  moveCells,
  moveTexts,
  noneFallen,
  partsOf,
  partsOfChoices,
  placeText,
  wishKindTexts,
} from './policy-text.js';
import { PolicyChangeView, type PolicyChangeProps } from './policy-change.view.js';
import { readChoices, readDecision, readLook, typedOf } from './policy-form.js';
import { explainAsk, explainChoices, explainDecision, explainLook } from './policy-refusals.js';
import {
  ChangePolicyView,
  PolicyView,
  type ChoicesFormModel,
  type PolicyChangeModel,
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
  readonly groupShift: GroupShift;
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

const mayDecide = ({ state, partnershipId }: KnownPolicyChange, actor: Actor): boolean =>
  state === 'waiting' &&
  scopeFor(actor, partnershipId === null ? 'change-matching-policy' : 'confirm-matching-choices') !== null;

const decisionOn = (
  change: KnownPolicyChange,
  actor: Actor,
  newKey: PageInput['newKey'],
): PolicyChangeProps['decide'] =>
  mayDecide(change, actor)
    ? {
        action: `${change.partnershipId === null ? changePath(change.changeId) : `${choicesPath}/${change.changeId}`}/decision`,
        confirmKey: change.proposedBy === actor.memberId ? null : newKey(),
        withdrawKey: newKey(),
      }
    : null;

const modelOf = (
  change: KnownPolicyChange,
  { actor, newKey }: PageInput,
  policy: PolicyContent,
): PolicyChangeModel => {
  const isNational = change.partnershipId === null;
  return {
    changeId: change.changeId,
    title: changeTitle(change, policy),
    detailText: detailOf(change),
    reason: change.reason,
    href: isNational ? changePath(change.changeId) : null,
    decideHref: isNational && mayDecide(change, actor) ? changePath(change.changeId) : null,
    decide: isNational ? null : decisionOn(change, actor, newKey),
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
          : `Measured on the list of ${timeOfDayAndYear(measured.measuredAt)}. Counts are to the nearest five, and fewer than five people are not told as a number.`,
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
            lookedText: `Worked out over everybody who was ready at ${timeOfDayAndYear(lookedAt)}. Another bed of the same project on the same day is no move. Counts are to the nearest five, and fewer than five people are not told as a number; groups of fewer than five ready people are left out.`,
            moves: preview.moves.map((move) => ({
              band: urgencyBandTexts[move.band],
              cells: moveCells(move),
            })),
            comparison: {
              caption: 'How the list comes out',
              headings: ['Now', 'With the change'],
              rows: comparisonRows(preview.now, preview.then),
            },
            groups:
              preview.groups === null
                ? null
                : {
                    fallen: fallenTexts(preview.groups),
                    noneFallenText: noneFallen(deps.groupShift),
                    rows: groupRows(preview.groups),
                  },
          },
    againHref: here,
    ask:
      state === 'looking' && scopeFor(actor, 'change-matching-policy') !== null
        ? { action: `${here}/ask`, idempotencyKey: newKey() }
        : null,
    decide: decisionOn(change, actor, newKey),
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
      ...{ ask: null, decide: null, peopleHref: null, people },
    }),
  };
};

/** Decides a change of the country, or of the scope's own partnership. */
const decisionForm = (deps: PolicyPageDeps, of: 'country' | 'partnership'): Form =>
  defineForm({
    path: of === 'country' ? `${changePath(':changeId')}/decision` : `${choicesPath}/:changeId/decision`,
    standsOn: ({ changeId = '' }) => (of === 'country' ? changePath(changeId) : path),
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
    again: (tx, input, { typed, errors }) =>
      of === 'country'
        ? showChange(deps, tx, input, errors)
        : show(deps, tx, input, { typed, errors, isChoices: false }),
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
