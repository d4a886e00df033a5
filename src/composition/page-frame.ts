import type { Request, Response } from 'express';

import type { Role } from '../kernel/actor.js';
import { scopeFor, type Permission } from '../kernel/permissions.js';
import { commonProblems, type CommonProblem } from '../platform/http/problem.js';
import type { Flash, NavigationItem, PageFrame } from '../ui/page-frame.js';
import { ProblemView } from '../ui/pages/problem.view.js';
import { renderPage } from '../ui/render.js';

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

const entries: readonly (NavigationItem & { readonly permission: Permission })[] = [
  { key: 'board', text: 'Bed board', href: '/board', permission: 'see-availability' },
  { key: 'projects', text: 'Projects', href: '/projects', permission: 'see-availability' },
  { key: 'waiting-list', text: 'Waiting list', href: '/waiting-list', permission: 'see-referrals' },
  { key: 'offers', text: 'Offers', href: '/incoming-offers', permission: 'answer-offers' },
  { key: 'residents', text: 'Residents', href: '/residents', permission: 'run-placements' },
  { key: 'target', text: 'Target', href: '/target', permission: 'see-measures' },
  { key: 'messages', text: 'Messages', href: '/admin/messages', permission: 'operate-service' },
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
  'out-of-service': { kind: 'success', title: 'The bed is out of service' },
  'back-in-service': { kind: 'success', title: 'The bed is back in service' },
  'beds-taken-in': { kind: 'success', title: 'The beds are taken in' },
  'referral-recorded': { kind: 'success', title: 'Referral recorded' },
  'assessment-recorded': { kind: 'success', title: 'Assessment recorded' },
  'funding-recorded': { kind: 'success', title: 'Funding decision recorded' },
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
    text: 'Nights left of the stay are free again, and so is the money for them.',
  },
  extended: { kind: 'success', title: 'Stay extended' },
  'signed-out': { kind: 'success', title: 'You are signed out' },
};

/** What stands round every page for a request. */
export const createPageFrame =
  (mode: 'production' | 'demonstration' | 'test') =>
  (request: Request, response: Response): PageFrame => {
    const { session } = response.locals;
    const word = request.query['done'];
    const flash = typeof word === 'string' ? flashes[word] : undefined;
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

/** Where a role begins: the first page its navigation has. */
export const firstPageOf = (nav: readonly NavigationItem[]): string => nav[0]?.href ?? '/target';

/** A problem as a page, with what would make it succeed. */
export const createProblemPage =
  (frameOf: (request: Request, response: Response) => PageFrame) =>
  (request: Request, response: Response, code: CommonProblem): void => {
    const { status, title, remedy } = commonProblems[code];
    const frame = frameOf(request, response);
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
              frame.user === undefined
                ? { text: 'Sign in', href: '/sign-in' }
                : { text: 'Go to the first page', href: firstPageOf(frame.nav) },
            ],
          }),
        ),
      );
  };
