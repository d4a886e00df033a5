import { commonProblems, type ProblemTable } from '../../../../platform/http/problem.js';
import type {
  DecideBedChangeRefusal,
  LookAgainRefusal,
  PlanBedChangeRefusal,
} from '../../application/change-bed.js';
import type { TakeBackBedChangeRefusal } from '../../application/take-back-bed-change.js';
import type { CellError } from '../../domain/bed-sheet.js';

const cellsText = ({ errors }: { readonly errors: readonly CellError[] }): string =>
  errors.map(({ column, problem, accepted }) => `${column}: ${problem}. Accepted: ${accepted}.`).join(' ');

const notPossible = {
  status: 422,
  title: 'The bed cannot become so',
  remedy: 'Send what accepted names for each column in errors. They are the columns of the sheet of beds.',
  detail: cellsText,
} as const;

const alreadyDecided = {
  status: 409,
  title: 'This change was confirmed or given back before',
  remedy: 'Read it as it is now. What was made is changed by planning another change.',
  detail: ({ state }: { readonly state: string }) => `It is ${state} now.`,
} as const;

/** Why a change of a bed cannot be planned. `change-not-said` is of the request alone. */
export const planProblems: ProblemTable<PlanBedChangeRefusal | { readonly code: 'change-not-said' }> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'change-not-said': {
    status: 422,
    title: 'A bed either closes or becomes another',
    remedy: 'Send closes: true without becomes; or becomes, with at least one thing, and closes: false.',
    pointer: '/becomes',
  },
  'nothing-changes': {
    status: 409,
    title: 'The bed is so already',
    remedy: 'Nothing needs doing.',
  },
  'start-not-possible': {
    status: 422,
    title: 'The change cannot begin on that day',
    remedy: 'Give a day from earliestOn to latestOn.',
    detail: ({ earliestOn, latestOn }) => `It can begin from ${earliestOn} to ${latestOn}.`,
    pointer: '/startsOn',
  },
  'change-already-waiting': {
    status: 409,
    title: 'Another change of this bed is planned',
    remedy: 'Have it made, given back or taken back first.',
  },
  'sheet-has-errors': notPossible,
};

/** Why a change is not looked at again. */
export const lookProblems: ProblemTable<LookAgainRefusal> = {
  'not-found': commonProblems['not-found'],
  'change-already-decided': alreadyDecided,
};

/** Why a change was neither confirmed nor given back. */
export const decisionProblems: ProblemTable<DecideBedChangeRefusal> = {
  'not-found': commonProblems['not-found'],
  'changed-since-you-read-it': commonProblems['changed-since-you-read-it'],
  'second-person-needed': {
    status: 409,
    title: 'Somebody else confirms this change: you planned it',
    remedy: 'Ask another manager of the provider, or an administrator; or take the change back.',
  },
  'look-not-ready': {
    status: 409,
    title: 'What it would do is still being worked out',
    remedy: 'Read the change again in a few seconds, and decide once its effects are there.',
  },
  'look-out-of-date': {
    status: 409,
    title: 'Something has changed since it was looked at',
    remedy: 'Have it looked at again, read its effects, and decide then.',
  },
  'change-already-decided': alreadyDecided,
  'sheet-has-errors': notPossible,
};

/** Why a change was not taken back. */
export const takeBackProblems: ProblemTable<TakeBackBedChangeRefusal> = {
  'not-found': commonProblems['not-found'],
  'planned-by-somebody-else': {
    status: 409,
    title: 'Somebody else planned this change',
    remedy: 'Whoever planned it takes it back; a manager or an administrator can give it back.',
  },
  'change-already-decided': alreadyDecided,
};
