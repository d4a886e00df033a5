import type { Request, Response } from 'express';

import type { Actor, Role } from '../kernel/actor.js';
import { scopeFor, type Permission } from '../kernel/permissions.js';
import { commonProblems, type CommonProblem } from '../platform/http/problem.js';
import type { Flash, NavigationItem, PageFrame } from '../ui/page-frame.js';
import { ProblemView } from '../ui/pages/problem.view.js';
import { renderPage } from '../ui/render.js';
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

const entries: readonly (NavigationItem & { readonly permission: Permission })[] = [
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
  { key: 'funding', text: 'Funding', href: '/funding', permission: 'see-referrals' },
  { key: 'budgets', text: 'Budgets', href: '/budgets', permission: 'see-budgets' },
  { key: 'placements', text: 'Placed people', href: '/placements', permission: 'see-referrals' },
  { key: 'offers', text: 'Offers', href: '/incoming-offers', permission: 'answer-offers' },
  { key: 'suitability', text: 'Suitability', href: '/suitability', permission: 'answer-suitability' },
  { key: 'residents', text: 'Residents', href: '/residents', permission: 'run-placements' },
  { key: 'safety', text: 'Safety', href: '/safety', permission: 'see-placements' },
  { key: 'alerts', text: 'Drug alerts', href: '/alerts', permission: 'see-alerts' },
  { key: 'target', text: 'Target', href: '/target', permission: 'see-measures' },
  { key: 'messages', text: 'Messages', href: '/admin/messages', permission: 'operate-service' },
  { key: 'queues', text: 'Queues', href: dashboardPath, permission: 'operate-service' },
];

/** What a page says after something was done, by the word in its address. */
const flashes: Readonly<Record<string, Flash>> = {
  confirmed: {
    kind: 'success',
    title: 'Availability confirmed',
    text: 'Everybody now sees these figures as fresh.',
  },
  reported: { kind: 'success', title: 'Availability recorded' },
  'taking-referrals': {
    kind: 'success',
    title: 'The project is taking referrals',
    text: 'Its beds can be suggested and offered from now on.',
  },
  'taking-no-referrals': {
    kind: 'success',
    title: 'The project is taking no referrals',
    text: 'Everybody who looks for a place sees why. Offers already made stay as they are.',
  },
  'dates-changed': {
    kind: 'success',
    title: 'The dates are changed',
    text: 'Nights that are no longer needed are free for others at once.',
  },
  'leave-recorded': {
    kind: 'success',
    title: 'Leave is recorded',
    text: 'The bed is kept for the person.',
  },
  'return-recorded': { kind: 'success', title: 'The person is back' },
  'person-moved': { kind: 'success', title: 'The person is moved to the other bed' },
  'out-of-service': { kind: 'success', title: 'The bed is out of service' },
  'back-in-service': { kind: 'success', title: 'The bed is back in service' },
  'beds-taken-in': { kind: 'success', title: 'The changes in your sheet have been made' },
  'referral-recorded': { kind: 'success', title: 'Referral recorded' },
  'waits-already': {
    kind: 'warning',
    title: 'This person waits already',
    text: 'This is their open referral. Nothing was recorded.',
  },
  'draft-kept': {
    kind: 'success',
    title: 'Saved, not recorded yet',
    text: 'Nobody is on the waiting list by it until the referral is recorded.',
  },
  'transfer-asked': {
    kind: 'success',
    title: 'Transfer asked for',
    text: 'Nothing moves until the other partnership accepts.',
  },
  'transfer-accepted': {
    kind: 'success',
    title: 'Transfer accepted',
    text: 'The referral stands on the waiting list of the partnership that takes it, with all its dates.',
  },
  'transfer-declined': { kind: 'success', title: 'You said no to the transfer' },
  'transfer-withdrawn': { kind: 'success', title: 'Transfer taken back' },
  'draft-removed': { kind: 'success', title: 'Removed' },
  'referral-corrected': { kind: 'success', title: 'Referral corrected' },
  'contact-recorded': { kind: 'success', title: 'Contact recorded' },
  'wait-reviewed': { kind: 'success', title: 'Review recorded' },
  'unavailability-recorded': {
    kind: 'success',
    title: 'Recorded: days they cannot go',
    text: 'No place is suggested for these days, and they are left out of the adjusted wait.',
  },
  'unavailability-ended': {
    kind: 'success',
    title: 'Recorded: when they can go again',
    text: 'Places are looked for from that day on.',
  },
  'referral-closed': {
    kind: 'success',
    title: 'Referral closed',
    text: 'The person is on the waiting list no longer.',
  },
  'project-allowed-again': {
    kind: 'success',
    title: 'The project is looked at again',
    text: 'Its beds can be suggested to this person from now on.',
  },
  'suitability-asked': {
    kind: 'success',
    title: 'The project is asked',
    text: 'Its answer appears here, with the day by which it is due.',
  },
  'suitability-information': { kind: 'success', title: 'The project has been told' },
  'suitability-withdrawal': { kind: 'success', title: 'Question taken back' },
  'suitability-answered': {
    kind: 'success',
    title: 'Answer sent',
    text: 'The partnership sees it, with its reason.',
  },
  'travel-recorded': { kind: 'success', title: 'The way there is recorded' },
  'home-recorded': { kind: 'success', title: 'Recorded what becomes of the home' },
  'assessment-recorded': { kind: 'success', title: 'Assessment recorded' },
  'funding-recorded': { kind: 'success', title: 'Funding decision recorded' },
  'funding-requested': {
    kind: 'success',
    title: 'Funding asked for',
    text: 'It is now among what your partnership’s approvers decide.',
  },
  'request-withdrawn': { kind: 'success', title: 'Request taken back' },
  'request-listed': { kind: 'success', title: 'Request put on the panel’s list' },
  'request-deferred': {
    kind: 'success',
    title: 'Request put off',
    text: 'It waits on, and the coordinator sees why.',
  },
  'approval-proposed': {
    kind: 'success',
    title: 'Proposed to a second approver',
    text: 'It costs more than you may approve alone. Nothing is paid from it until another approver confirms it.',
  },
  'approval-confirmed': { kind: 'success', title: 'Approval confirmed' },
  'proposal-returned': {
    kind: 'success',
    title: 'Proposal given back',
    text: 'Nothing was approved. The request, where there is one, waits on.',
  },
  'takeover-asked': {
    kind: 'success',
    title: 'Asked for others to pay',
    text: 'Nothing moves until an approver confirms it.',
  },
  'takeover-confirmed': {
    kind: 'success',
    title: 'Others pay from that day',
    text: 'What was spent on the nights from then on is back where it came from.',
  },
  'takeover-returned': { kind: 'success', title: 'Given back', text: 'Whoever pays now pays on.' },
  'notice-given': {
    kind: 'success',
    title: 'Notice given',
    text: 'The bed stays booked. The coordinator and the provider see the notice from now on.',
  },
  'notice-lifted': { kind: 'success', title: 'Notice lifted' },
  'budget-set': { kind: 'success', title: 'Limit set' },
  'approval-limit-set': { kind: 'success', title: 'Approval limit set' },
  'approval-revoked': {
    kind: 'success',
    title: 'Approval taken back',
    text: 'No offer can rest on it any more.',
  },
  'detox-recorded': { kind: 'success', title: 'Detox recorded' },
  'offer-accepted': {
    kind: 'success',
    title: 'Offer accepted',
    text: 'The bed is booked. The person is now among your arrivals.',
  },
  'offer-withdrawn': {
    kind: 'success',
    title: 'Offer taken back',
    text: 'The bed and the money are free again.',
  },
  'offer-declined': {
    kind: 'success',
    title: 'Offer declined',
    text: 'The bed and the money held for it are free again. The coordinator sees your answer and its reason with the offer.',
  },
  admitted: { kind: 'success', title: 'Arrival recorded' },
  'never-started': {
    kind: 'success',
    title: 'Recorded: the person will not arrive',
    text: 'The bed and the money are free again.',
  },
  discharged: {
    kind: 'success',
    title: 'Leaving recorded',
    text: 'Nights left of the stay are free again, and so is the money for them. What is still owed to the person stands under Safety.',
  },
  extended: { kind: 'success', title: 'Stay extended' },
  'safety-recorded': { kind: 'success', title: 'Recorded', text: 'Both sides see it from now on.' },
  'marked-read': { kind: 'success', title: 'Marked as read' },
  'task-taken': { kind: 'success', title: 'The task is yours' },
  'task-given-back': { kind: 'success', title: 'The task is your team’s again' },
  'task-handed-over': { kind: 'success', title: 'The task is handed over' },
  'alert-published': {
    kind: 'success',
    title: 'Alert published',
    text: 'Everybody it concerns sees it from its first day on.',
  },
  'alert-acknowledged': { kind: 'success', title: 'Alert acknowledged' },
  'alert-withdrawn': { kind: 'success', title: 'Alert taken back' },
  'no-such-year': {
    kind: 'warning',
    title: 'Nothing is counted in the year you asked for',
    text: 'Shown is the financial year of today. The years with figures are listed above it.',
  },
  'signed-out': { kind: 'success', title: 'You are signed out' },
  'typed-by-another': {
    kind: 'warning',
    title: 'A form was left by somebody else who was signed in here',
    text: 'It was not sent, and what they typed is gone from this page. They have to type it again.',
  },
  'not-sent': {
    kind: 'warning',
    title: 'You were signed out before this was sent',
    text: 'Nothing was changed. Sign in and do it again.',
  },
};

/** What stands round every page for a request. */
export const createPageFrame =
  (mode: 'production' | 'demonstration' | 'test') =>
  (request: Request, response: Response): PageFrame => {
    const { session } = response.locals;
    const word = request.query['done'];
    const flash = typeof word === 'string' && Object.hasOwn(flashes, word) ? flashes[word] : undefined;
    return {
      nav:
        session === null
          ? []
          : entries
              .filter(({ permission }) => scopeFor(session.actor, permission) !== null)
              .map(({ key, text, href }) => ({ key, text, href })),
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
  administrator: 'messages',
  system: 'board',
};

/** Where somebody begins: their role's own page, or the first one they may see. */
export const firstPageOf = (actor: Actor): string => {
  const seen = entries.filter(({ permission }) => scopeFor(actor, permission) !== null);
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
