import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { accountField, errorsOf } from '../../../../platform/http/typed-fields.js';
import { overall, untouchedForm, type FieldError, type FormState } from '../../../../ui/forms/form-state.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import type { RunUnderWay } from '../../application/matcher-state.js';
import type { ListRuns } from '../../application/run-history.js';
import type {
  makeSwitchMatcher,
  SwitchMatcherRefusal,
  SwitchStanding,
} from '../../application/switch-matcher.js';
import type { MatcherFacts } from '../../application/waiting-list.js';
import { matcherState, type MatcherLimits } from './matcher-state.js';
import { MatcherView } from './matcher.view.js';
import { causeText, provenText } from './run-texts.js';

/** What the administrators' page of the matcher needs. */
export interface MatcherPageDeps {
  readonly readMatcherFacts: (tx: Tx) => Promise<MatcherFacts>;
  readonly matcherLimits: MatcherLimits;
  readonly readSwitch: (tx: Tx) => Promise<SwitchStanding>;
  readonly readUnderWay: (tx: Tx) => Promise<RunUnderWay | null>;
  readonly listRuns: ListRuns;
  readonly switchMatcher: ReturnType<typeof makeSwitchMatcher>;
}

const path = '/admin/matcher';
const rowsOfPage = 25;

const underWayText = ({ cause, people, places, beganAt }: RunUnderWay, now: Date): string =>
  `A run is under way since ${agoText(beganAt, now)}: ${countOf(people, 'person', 'people')} and ${countOf(places, 'place')}. ${causeText(cause)}. Open this page again to see how it goes on.`;

const show = async (
  deps: MatcherPageDeps,
  tx: Tx,
  { query, frame, now, newKey }: PageInput,
  form: FormState<'reason'>,
): Promise<PageReply> => {
  const facts = await deps.readMatcherFacts(tx);
  const standing = await deps.readSwitch(tx);
  const underWay = await deps.readUnderWay(tx);
  const before = /^\d{1,18}$/.test(query['before'] ?? '') ? (query['before'] ?? null) : null;
  const found = await deps.listRuns(tx, { before, limit: rowsOfPage + 1 });
  const runs = found.slice(0, rowsOfPage);
  return {
    kind: 'page',
    page: MatcherView({
      frame,
      state: matcherState(facts, now, deps.matcherLimits),
      ...(underWay === null ? {} : { underWayText: underWayText(underWay, now) }),
      facts: [
        { key: 'Suggestions', value: standing.isOn ? 'On' : 'Off' },
        ...(standing.switchedAt === null || standing.reason === null
          ? []
          : [
              {
                key: standing.isOn ? 'Switched on' : 'Switched off',
                value: `${timeOfDayAndYear(standing.switchedAt)}: ${standing.reason}`,
              },
            ]),
        {
          key: 'Oldest change not answered',
          value: facts.waitingSince === null ? 'None' : agoText(facts.waitingSince, now),
        },
      ],
      switching: {
        action: `${path}/switch`,
        idempotencyKey: newKey(),
        version: standing.version + 1,
        isOn: standing.isOn,
        form,
      },
      runs: runs.map((run) => ({
        runId: run.runId,
        whenText: timeOfDayAndYear(run.finishedAt),
        causeText: causeText(run.cause),
        tookText: tookText(run.finishedAt.getTime() - run.startedAt.getTime()),
        countsText: [run.waiting, run.ready, run.suggested].map(plainNumber).join(', '),
        provenText: provenText(run.isProven),
        looksText:
          run.lookedAt === null ? 'No' : `${countOf(run.looks, 'time')}, last ${agoText(run.lookedAt, now)}`,
        policyText: run.policyVersion,
      })),
      paging: {
        ...(before === null ? {} : { previousHref: path }),
        ...(found.length > runs.length ? { nextHref: `${path}?before=${runs.at(-1)?.runId ?? ''}` } : {}),
      },
    }),
  };
};

/** How long a run took. Unit: milliseconds. */
const tookText = (ms: number): string => (ms < 1 ? 'Under 1 ms' : `${plainNumber(ms)} ms`);

/** How the matcher stands and what it did, for administrators. */
export const matcherPage = (deps: MatcherPageDeps): Page => ({
  path,
  permission: 'operate-service',
  read: (tx, input) => show(deps, tx, input, untouchedForm),
});

const explain = (refusal: SwitchMatcherRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'matcher-already-so':
      return overall(refusal.isOn ? 'Suggestions are on already.' : 'Suggestions are switched off already.');
    case 'changed-since-you-read-it':
      return overall(
        'Somebody switched after you opened this page. Look how it stands now, and send yours again if it still holds.',
      );
  }
};

interface SwitchTyped {
  readonly isOn: boolean;
  readonly reason: string;
  readonly expectedVersion: number;
}

/** Switches suggestions off, or on again. */
export const switchMatcherForm = (deps: MatcherPageDeps): Form =>
  defineForm({
    path: `${path}/switch`,
    standsOn: () => path,
    permission: 'operate-service',
    auditEvent: 'matching.switched-off',
    parse: (typed, { expectedVersion }) => {
      const reason = accountField(typed, 'reason', 500, 'Enter why, in a few words');
      return 'error' in reason
        ? { ok: false, errors: errorsOf(reason) }
        : {
            ok: true,
            command: { isOn: typed['isOn'] === 'yes', reason: reason.value, expectedVersion },
          };
    },
    act: (tx, { actor }, command: SwitchTyped) =>
      deps.switchMatcher(tx, { ...command, switchedBy: actor.memberId }),
    done: ({ isOn }) => `${path}?done=${isOn ? 'matcher-on' : 'matcher-off'}`,
    explain,
    again: (tx, input, { typed, errors }) =>
      show(deps, tx, { ...input, query: {} }, { values: typed, errors }),
  });
