import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { ReadReferral } from '../../../referrals/contract/facts.js';
import {
  gatherSaid,
  type CountOwn,
  type ListRuns,
  type ListSaidInRun,
  type ListSaidOf,
  type OwnCount,
  type ReadRun,
} from '../../application/run-history.js';
import type { ReadSuggestionDeps } from '../../application/read-suggestion.js';
import { placeFaultsTold } from './explanation-text.js';
import { MatchRunsView, MatchRunView, SuggestedBeforeView } from './match-runs.view.js';
import { causeText, provenText, saidText } from './run-texts.js';
import { addressOfSuggestedBefore, runsPath } from './run-addresses.js';
import { reasonsOf } from './suggestion-text.js';

/** What the pages of earlier runs need. */
export interface MatchRunPagesDeps {
  readonly listRuns: ListRuns;
  readonly readRun: ReadRun;
  /** What a run keeps of itself. */
  readonly readKeptRun: ReadSuggestionDeps['readRun'];
  readonly countOwn: CountOwn;
  readonly listSaidInRun: ListSaidInRun;
  readonly listSaidOf: ListSaidOf;
  readonly readReferral: ReadReferral;
  /** How long runs are kept. Unit: days. */
  readonly kept: { readonly wholeDays: number; readonly dailyDays: number };
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const rowsOfPage = 25;
/** Runs looked through for one page of one person: most say what the one before said. */
const runsOfPage = 300;

const keptText = ({ wholeDays, dailyDays }: MatchRunPagesDeps['kept']): string =>
  `Kept: each for ${plainNumber(wholeDays)} days, then the last of a day, and what offers rested on, for ${plainNumber(dailyDays)} days.`;

/** Said of a run of which the rest is forgotten. */
const thinnedText = 'Only what offers rested on is kept';

const ownText = (own: OwnCount | undefined, isThinned: boolean): string => {
  if (isThinned) return thinnedText;
  return own === undefined
    ? 'Nobody of yours waited'
    : `${countOf(own.seen, 'person', 'people')}, ${own.suggested === 0 ? 'none' : plainNumber(own.suggested)} with a place`;
};

/** A run's number from an address; null where it is none. */
const numberIn = (text: string | undefined): string | null =>
  text !== undefined && /^\d{1,18}$/.test(text) ? text : null;

/** When places were worked out, and for how many of the reader's people one was found. */
const runsPage = (deps: MatchRunPagesDeps): Page => ({
  path: runsPath,
  permission: 'see-referrals',
  auditedRead: { list: 'match-runs' },
  async read(tx, { scope, query, frame }) {
    const before = numberIn(query['before']);
    const found = await deps.listRuns(tx, { before, limit: rowsOfPage + 1 });
    const runs = found.slice(0, rowsOfPage);
    const own = await deps.countOwn(
      tx,
      scope,
      runs.map(({ runId }) => runId),
    );
    return {
      kind: 'page',
      page: MatchRunsView({
        frame,
        keptText: keptText(deps.kept),
        runs: runs.map(({ runId, finishedAt, cause, policyVersion, placeFaults, isThinned }) => ({
          runId,
          href: `${runsPath}/${runId}`,
          whenText: timeOfDayAndYear(finishedAt),
          causeText: causeText(cause),
          faultsText:
            placeFaults === 0 ? null : `${countOf(placeFaults, 'bed or rule', 'beds or rules')} to put right`,
          policyText: policyVersion,
          ownText: ownText(own.get(runId), isThinned),
        })),
        paging: {
          ...(before === null ? {} : { previousHref: runsPath }),
          ...(found.length > runs.length
            ? { nextHref: `${runsPath}?before=${runs.at(-1)?.runId ?? ''}` }
            : {}),
        },
      }),
    };
  },
});

/** What one run said of the reader's people. */
const runPage = (deps: MatchRunPagesDeps): Page => ({
  path: `${runsPath}/:runId`,
  permission: 'see-referrals',
  auditedRead: { list: 'match-run' },
  async read(tx, { scope, params, query, frame }) {
    const runId = numberIn(params['runId']);
    const run = runId === null ? null : await deps.readRun(tx, runId);
    if (run === null) return { kind: 'problem', code: 'not-found' };
    const after = Number(numberIn(query['after']) ?? '0');
    const found = await deps.listSaidInRun(tx, scope, { runId: run.runId, after, limit: rowsOfPage + 1 });
    const people = found.slice(0, rowsOfPage);
    const names = await deps.readNames(
      tx,
      scope,
      people.map(({ clientId }) => clientId),
    );
    const kept = await deps.readKeptRun(tx, run.runId);
    const roomsDecided = kept?.roomsDecided ?? 0;
    const address = `${runsPath}/${run.runId}`;
    return {
      kind: 'page',
      page: MatchRunView({
        frame,
        backHref: runsPath,
        whenText: timeOfDayAndYear(run.finishedAt),
        facts: [
          `${causeText(run.cause)}. By policy ${run.policyVersion}.`,
          `In the whole country ${countOf(run.waiting, 'person', 'people')} waited, ${plainNumber(run.ready)} of them ready; a place was found for ${plainNumber(run.suggested)}. ${provenText(run.isProven)}.`,
          ...(run.isThinned ? [`${thinnedText} of what it said of your people.`] : []),
          ...(run.lookedAt === null
            ? []
            : [
                `Nothing had changed when it was looked at again, ${countOf(run.looks, 'time')}, last at ${timeOfDayAndYear(run.lookedAt)}.`,
              ]),
          ...(roomsDecided === 0
            ? []
            : [
                `${countOf(roomsDecided, 'shared room', 'shared rooms')} that women or men could have had ${roomsDecided === 1 ? 'was' : 'were'} decided one after the other, each for whoever came first on the list of those given a bed in it; who could not have one then is told at each person.`,
              ]),
        ],
        unusable: placeFaultsTold(kept?.placeFaults ?? []),
        people: people.map((one) => ({
          referralId: one.referralId,
          href: addressOfSuggestedBefore(one.referralId),
          reference: one.reference,
          name: names.get(one.clientId),
          rankText: plainNumber(one.priorityRank),
          saidText: saidText(one),
          reasons: one.place === null ? [] : reasonsOf(one.explanation),
        })),
        paging: {
          ...(after === 0 ? {} : { previousHref: address }),
          ...(found.length > people.length
            ? { nextHref: `${address}?after=${people.at(-1)?.priorityRank ?? 0}` }
            : {}),
        },
      }),
    };
  },
});

/** What was suggested for one person over time. */
const suggestedBeforePage = (deps: MatchRunPagesDeps): Page => ({
  path: addressOfSuggestedBefore(':referralId'),
  permission: 'see-referrals',
  auditedRead: { subject: 'referral', param: 'referralId' },
  async read(tx, { scope, params, query, frame }) {
    const referralId = params['referralId'] ?? '';
    if (!identifier.safeParse(referralId).success) return { kind: 'problem', code: 'not-found' };
    const referral = await deps.readReferral(tx, scope, referralId);
    if (referral === null) return { kind: 'problem', code: 'not-found' };
    const before = numberIn(query['before']);
    const said = await deps.listSaidOf(tx, { referralId, before, limit: runsOfPage });
    const names = await deps.readNames(tx, scope, [referral.clientId]);
    const address = addressOfSuggestedBefore(referralId);
    return {
      kind: 'page',
      page: SuggestedBeforeView({
        frame,
        reference: referral.reference,
        name: names.get(referral.clientId),
        referralHref: `/referrals/${referralId}`,
        keptText: keptText(deps.kept),
        spells: gatherSaid(said).map((spell) => ({
          key: spell.fromRunId,
          href: `${runsPath}/${spell.untilRunId}`,
          whenText:
            spell.fromRunId === spell.untilRunId
              ? timeOfDayAndYear(spell.fromAt)
              : `${timeOfDayAndYear(spell.fromAt)} to ${timeOfDayAndYear(spell.untilAt)}`,
          saidText: saidText(spell),
          rankText: plainNumber(spell.priorityRank),
          policyText: spell.policyVersion,
          reasons: spell.place === null ? [] : reasonsOf(spell.explanation),
        })),
        paging: {
          ...(before === null ? {} : { previousHref: address }),
          ...(said.length === runsOfPage
            ? { nextHref: `${address}?before=${said.at(-1)?.runId ?? ''}` }
            : {}),
        },
      }),
    };
  },
});

/** What was suggested before: by run, and by person. */
export const matchRunPages = (deps: MatchRunPagesDeps): readonly Page[] => [
  runsPage(deps),
  runPage(deps),
  suggestedBeforePage(deps),
];
