import { matcherWatch } from '../../../config/matcher.js';
import { retention } from '../../../config/retention.js';
import { scopeFor } from '../../kernel/permissions.js';
import type { Tx } from '../../kernel/unit-of-work.js';
import { readKeptRun } from '../../modules/matching/adapters/db/kept-run.js';
import { matcherPage, switchMatcherForm } from '../../modules/matching/adapters/ui/matcher.page.js';
import { matcherState } from '../../modules/matching/adapters/ui/matcher-state.js';
import { matchRunPages } from '../../modules/matching/adapters/ui/match-runs.page.js';
import { readNames } from '../../modules/referrals/adapters/db/client-names.js';
import type { Form, Page, PageInput } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** The matcher for administrators, and what was suggested before for whoever places people. */
export const createMatcherPages = ({
  matcher,
  referrals,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const operating = { ...matcher, matcherLimits: matcherWatch };
  return {
    pages: [
      matcherPage(operating),
      ...matchRunPages({
        ...matcher,
        readKeptRun,
        readReferral: referrals.readReferral,
        readNames,
        kept: { wholeDays: retention.wholeMatchRunDays, dailyDays: retention.dailyMatchRunDays },
      }),
    ],
    forms: [switchMatcherForm(operating)],
  };
};

/** Pages on which somebody acts on suggestions; the waiting list says by itself how far they can be trusted. */
const actsOnSuggestions =
  /^\/(?:today|matching(?:\/.*)?|referrals\/:referralId\/(?:places|offer|suggested-before|suggestions?))$/;

/** Says on a page that suggestions are off, late or were found wrong; nothing while they are as they should be. */
const withNotice = async ({ matcher }: Modules, tx: Tx, input: PageInput): Promise<PageInput> => {
  if (scopeFor(input.actor, 'make-offers') === null) return input;
  const state = matcherState(await matcher.readMatcherFacts(tx), input.now, matcherWatch);
  return state.kind === 'current'
    ? input
    : { ...input, frame: { ...input.frame, notice: { title: state.title, text: state.text } } };
};

/** A page with that notice, where somebody acts on suggestions on it. */
export const toldOfMatcher =
  (modules: Modules) =>
  (page: Page): Page =>
    actsOnSuggestions.test(page.path)
      ? { ...page, read: async (tx, input) => page.read(tx, await withNotice(modules, tx, input)) }
      : page;

/** The same of a form that is shown again. */
export const formToldOfMatcher =
  (modules: Modules) =>
  (form: Form): Form =>
    actsOnSuggestions.test(form.path)
      ? {
          ...form,
          again: async (tx, input, given) => form.again(tx, await withNotice(modules, tx, input), given),
        }
      : form;
