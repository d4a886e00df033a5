import type { Request, Response } from 'express';

import type { Actor, Role } from '../kernel/actor.js';
import { scopeFor, type Permission } from '../kernel/permissions.js';
import { commonProblems, type CommonProblem } from '../platform/http/problem.js';
import type { NavigationItem, PageFrame, SectionPage } from '../ui/page-frame.js';
import { ProblemView } from '../ui/pages/problem.view.js';
import { renderPage } from '../ui/render.js';
import { flashes } from './flashes.js';
import { dashboardPath } from './queue-dashboard.js';

const roleTexts: Readonly<Record<Role, string>> = {
  provider_staff: 'Provider staff',
  provider_manager: 'Provider manager',
  coordinator: 'Referral coordinator',
  approver: 'Funding approver',
  planner: 'Planner',
  information_governance: 'Information governance',
  administrator: 'Administrator',
  system: 'Service',
};

/** A role as people say it; '' for one that is known no more. */
export const roleTextOf = (role: string): string =>
  new Map<string, string>(Object.entries(roleTexts)).get(role) ?? '';

type Entry<T> = T & { readonly permission: Permission };

/** The pages of the sections. An entry that is a section is seen by whoever may see one of its pages. */
const sections: Readonly<Record<string, readonly Entry<SectionPage>[]>> = {
  matching: [
    { key: 'policy', text: 'Policy', href: '/matching/policy', permission: 'see-matching-policy' },
    { key: 'barriers', text: 'Barriers', href: '/matching/barriers', permission: 'see-barriers' },
    { key: 'later-weeks', text: 'Later weeks', href: '/matching/later-weeks', permission: 'see-referrals' },
    {
      key: 'bed-changes',
      text: 'Changes of beds',
      href: '/matching/bed-changes',
      permission: 'see-referrals',
    },
    { key: 'overrides', text: 'Other than suggested', href: '/overrides', permission: 'see-referrals' },
    { key: 'runs', text: 'What was suggested', href: '/matching/runs', permission: 'see-referrals' },
  ],
  target: [
    { key: 'progress', text: 'Progress', href: '/target', permission: 'see-measures' },
    { key: 'forecast', text: 'Forecast', href: '/target/forecast', permission: 'see-measures' },
    { key: 'scenarios', text: 'Scenarios', href: '/forecast/scenarios', permission: 'see-forecast' },
    { key: 'expansion', text: 'Expansion', href: '/expansion', permission: 'see-expansions' },
    { key: 'measures', text: 'Measures', href: '/measures', permission: 'see-measures' },
    { key: 'quality', text: 'Data quality', href: '/measures/quality', permission: 'see-measures' },
    { key: 'flow', text: 'Flow', href: '/flow', permission: 'see-flow' },
    { key: 'fairness', text: 'Fairness', href: '/fairness', permission: 'see-fairness' },
    { key: 'releases', text: 'Releases', href: '/releases', permission: 'see-releases' },
    { key: 'extracts', text: 'Extracts', href: '/extracts', permission: 'take-extracts' },
  ],
};

const entries: readonly (Entry<NavigationItem> | { readonly section: string; readonly text: string })[] = [
  { key: 'today', text: 'Today', href: '/today', permission: 'do-tasks' },
  {
    key: 'notifications',
    text: 'Notifications',
    href: '/notifications',
    permission: 'read-own-notifications',
  },
  { key: 'board', text: 'Bed board', href: '/board', permission: 'see-availability' },
  { key: 'projects', text: 'Projects', href: '/projects', permission: 'see-availability' },
  { key: 'waiting-list', text: 'Waiting list', href: '/waiting-list', permission: 'see-referrals' },
  { section: 'matching', text: 'Matching' },
  { key: 'funding', text: 'Funding', href: '/funding', permission: 'see-referrals' },
  { key: 'budgets', text: 'Budgets', href: '/budgets', permission: 'see-budgets' },
  { key: 'placements', text: 'Placed people', href: '/placements', permission: 'see-referrals' },
  { key: 'offers', text: 'Offers', href: '/incoming-offers', permission: 'answer-offers' },
  { key: 'suitability', text: 'Suitability', href: '/suitability', permission: 'answer-suitability' },
  { key: 'nil-returns', text: 'No arrivals', href: '/nil-returns', permission: 'keep-availability' },
  { key: 'residents', text: 'Residents', href: '/residents', permission: 'run-placements' },
  { key: 'provider-moves', text: 'Moves', href: '/provider-moves', permission: 'see-placements' },
  { key: 'repairs', text: 'Repairs', href: '/repairs', permission: 'confirm-repairs' },
  { key: 'safety', text: 'Safety', href: '/safety', permission: 'see-placements' },
  { key: 'alerts', text: 'Drug alerts', href: '/alerts', permission: 'see-alerts' },
  { section: 'target', text: 'Target' },
  { key: 'matcher', text: 'Matcher', href: '/admin/matcher', permission: 'operate-service' },
  { key: 'messages', text: 'Messages', href: '/admin/messages', permission: 'operate-service' },
  {
    key: 'abandoned-records',
    text: 'Restricted records',
    href: '/admin/restricted-records',
    permission: 'name-record-readers',
  },
  { key: 'queues', text: 'Queues', href: dashboardPath, permission: 'operate-service' },
];

/** What an actor may go to; a section leads to the first of its pages that they may see. */
export const navigationOf = (actor: Actor): readonly NavigationItem[] => {
  const isSeen = ({ permission }: { readonly permission: Permission }) =>
    scopeFor(actor, permission) !== null;
  return entries.flatMap((entry): readonly NavigationItem[] => {
    if (!('section' in entry)) {
      const { key, text, href } = entry;
      return isSeen(entry) ? [{ key, text, href }] : [];
    }
    const { section: key, text } = entry;
    const pages = (sections[key] ?? []).filter(isSeen).map(({ permission: _, ...page }) => page);
    const [first] = pages;
    if (first === undefined) return [];
    // One page alone needs no second line.
    return [
      pages.length === 1
        ? { key: first.key, text, href: first.href }
        : { key, text, href: first.href, pages },
    ];
  });
};

/** What stands round every page for a request. */
export const createPageFrame =
  (mode: 'production' | 'demonstration' | 'test') =>
  (request: Request, response: Response): PageFrame => {
    const { session } = response.locals;
    const word = request.query['done'];
    const flash = typeof word === 'string' && Object.hasOwn(flashes, word) ? flashes[word] : undefined;
    return {
      nav: session === null ? [] : navigationOf(session.actor),
      ...(session === null
        ? {}
        : {
            user: { name: session.displayName, roleText: roleTexts[session.actor.role] },
            csrfToken: session.csrfToken,
          }),
      ...(flash === undefined ? {} : { flash }),
      ...(mode === 'production'
        ? {}
        : { banner: 'Everybody in it is invented. Projects, partnerships and published figures are real.' }),
    };
  };

/** The page where each role's day begins, by its place in the navigation. */
const beginnings: Readonly<Record<Role, string>> = {
  provider_staff: 'today',
  provider_manager: 'today',
  coordinator: 'today',
  approver: 'today',
  planner: 'target',
  information_governance: 'target',
  administrator: 'today',
  system: 'board',
};

/** Where somebody begins: their role's own page, or the first one they may see. */
export const firstPageOf = (actor: Actor): string => {
  const seen = navigationOf(actor);
  return (seen.find(({ key }) => key === beginnings[actor.role]) ?? seen[0])?.href ?? '/sign-in';
};

/** A problem as a page, with what would make it succeed. */
export const createProblemPage =
  (frameOf: (request: Request, response: Response) => PageFrame) =>
  (request: Request, response: Response, code: CommonProblem): void => {
    const { status, title, remedy } = commonProblems[code];
    const frame = frameOf(request, response);
    const { session } = response.locals;
    response
      .status(status)
      .type('html')
      .send(
        renderPage(
          ProblemView({
            frame,
            status,
            title,
            text: `${title}.`,
            remedies: [remedy],
            facts: [],
            ...(status >= 500 ? { reference: response.locals.requestId } : {}),
            links: [
              session === null
                ? { text: 'Sign in', href: '/sign-in' }
                : { text: 'Go to the first page', href: firstPageOf(session.actor) },
            ],
          }),
        ),
      );
  };
