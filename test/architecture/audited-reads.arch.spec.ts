import { expect } from 'chai';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import type { Permission } from '../../src/kernel/permissions.js';

/** Permissions under which an answer may show who somebody is, or what is known of them. */
const aboutPeople: ReadonlySet<Permission> = new Set([
  'see-referrals',
  'edit-referrals',
  'keep-equality',
  'decide-funding',
  'make-offers',
  'see-offers',
  'decline-offers',
  'answer-offers',
  'answer-suitability',
  'see-placements',
  'run-placements',
  'follow-up-placements',
  'do-tasks',
  'see-measure-rows',
  'take-extracts',
  'read-own-notifications',
]);

/** Doors under such a permission that show nobody, each with the reason. */
const showNobody: Readonly<Record<string, string>> = {
  'get /referrals/find': 'an empty form',
  'post /referrals/find': 'the form again, with what the member typed',
  'get /referrals/new': 'an empty form',
  'post /referrals/new': 'the form again, with what the member typed',
  'get /extracts': 'names of months; taking one is recorded at the file',
  'get /api/notifications/mail': 'the member’s own choice and address',
  'get /notifications/mail': 'the member’s own choice and address',
  'post /notifications/mail': 'the member’s own choice and address',
  'post /notifications/mail/again': 'the member’s own choice and address',
  ...Object.fromEntries(
    [
      ...['acceptance', 'refusal', 'tries'].map((answer) => `/incoming-offers/:offerId/${answer}`),
      ...['admission', 'never-started', 'discharge', 'extension'].map(
        (step) => `/residents/:placementId/${step}`,
      ),
    ].map((path) => [`get ${path}`, 'only leads back to the list']),
  ),
};

describe('a door that shows people', () => {
  const modules = createModules();
  const { pages, forms } = createPages(modules);
  const doors = [
    ...createRoutes(modules)
      .filter(({ method }) => method === 'get')
      .map((route) => ({ ...route, name: `get ${route.path}` })),
    ...pages.map((page) => ({ ...page, name: `get ${page.path}` })),
    // A form that is refused comes again as its page.
    ...forms.map((form) => ({ ...form, name: `post ${form.path}` })),
  ];

  it('says whom it shows, so that the reading is recorded', () => {
    const silent = doors.filter(
      ({ name, permission, auditedRead }) =>
        aboutPeople.has(permission) && auditedRead === undefined && !(name in showNobody),
    );
    expect(silent.map(({ name }) => name)).to.deep.equal([]);
  });

  it('is excepted only while there is such a door, and it says nothing', () => {
    const needless = Object.keys(showNobody).filter((name) => {
      const door = doors.find((one) => one.name === name);
      return door === undefined || door.auditedRead !== undefined;
    });
    expect(needless).to.deep.equal([]);
  });

  it('names one person by a parameter that its path has', () => {
    const wrong = doors.filter(({ path, auditedRead }) => {
      if (auditedRead === undefined || 'list' in auditedRead) return false;
      return !new RegExp(`[:{]${auditedRead.param}(\\W|$)`).test(path);
    });
    expect(wrong.map(({ name }) => name)).to.deep.equal([]);
  });

  it('has a name that fits the record', () => {
    for (const { name, path, auditedRead } of doors) {
      expect(path.length, name).to.be.at.most(120);
      if (auditedRead === undefined) continue;
      const kind = 'list' in auditedRead ? auditedRead.list : auditedRead.subject;
      expect(kind, name).to.match(/^[a-z][a-z-]{1,38}$/);
    }
  });
});
