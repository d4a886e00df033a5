import { isoDate } from '../../../src/kernel/iso-date.js';
import type { PageFrame } from '../../../src/ui/page-frame.js';

/** The day all samples are seen on: a Sunday. */
export const sampleToday = isoDate('2026-11-22');

/** Invented people, with names that are awkward for a page: Gaelic, markup, emoji, very long. */
export const awkwardNames = {
  gaelic: 'Màiri NicDhòmhnaill',
  markup: '<img src=x onerror=alert(1)>',
  emoji: 'Sam 🦦 O’Sample',
  long: 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren gewissenhaftschaferswessenschafe',
} as const;

export const coordinatorFrame: PageFrame = {
  user: { name: awkwardNames.gaelic, roleText: 'Coordinator, Sample Partnership' },
  nav: [
    { key: 'waiting-list', text: 'Waiting list', href: '/waiting-list' },
    {
      key: 'notifications',
      text: 'Notifications',
      href: '/notifications',
      badge: { text: '3', spokenText: '3 notifications not read' },
    },
    { key: 'board', text: 'Bed board', href: '/board' },
    { key: 'target', text: 'Target', href: '/target' },
  ],
  csrfToken: 'sample-csrf-token',
  banner: 'Everyone here is invented. The facilities and the published figures are real.',
};

export const providerFrame: PageFrame = {
  ...coordinatorFrame,
  user: { name: 'Robin Sample', roleText: 'Staff, Craigsample House' },
  nav: [
    { key: 'offers', text: 'Offers', href: '/offers' },
    { key: 'residents', text: 'Arrivals and residents', href: '/residents' },
    { key: 'board', text: 'Bed board', href: '/board' },
  ],
};

/** Somebody who reads the pages of a section. */
export const plannerFrame: PageFrame = {
  ...coordinatorFrame,
  user: { name: 'Robin Sample', roleText: 'Planner' },
  nav: [
    { key: 'board', text: 'Bed board', href: '/board' },
    {
      ...{ key: 'target', text: 'Target', href: '/target' },
      pages: [
        { key: 'progress', text: 'Progress', href: '/target' },
        { key: 'forecast', text: 'Forecast', href: '/target/forecast' },
        { key: 'scenarios', text: 'Scenarios', href: '/forecast/scenarios' },
        { key: 'expansion', text: 'Expansion', href: '/expansion' },
        { key: 'measures', text: 'Measures', href: '/measures' },
        { key: 'quality', text: 'Data quality', href: '/measures/quality' },
        { key: 'flow', text: 'Flow', href: '/flow' },
        { key: 'fairness', text: 'Fairness', href: '/fairness' },
        { key: 'releases', text: 'Releases', href: '/releases' },
      ],
    },
  ],
};

export const publicFrame: PageFrame = { nav: [], csrfToken: 'sample-csrf-token' };

/** What a form that was not sent yet carries. */
export const key = 'sample-idempotency-key';
