import { expect } from 'chai';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { createPages } from '../../src/composition/pages.js';
import { roles, type Actor, type Role, type Scope } from '../../src/kernel/actor.js';
import { permissions, scopeFor, type Permission } from '../../src/kernel/permissions.js';

/**
 * Who may do what, written out a second time and in another shape, so that a slip in the table of the product does
 * not pass as policy. S provider staff, M provider manager, C coordinator, A approver, P planner, G information
 * governance, D administrator; capitals reach the country, small letters their own organisation.
 */
const agreed: Readonly<Record<Permission, string>> = {
  'see-availability': 'S M C A P G D',
  'keep-availability': 's m',
  'edit-admission-rules': 'm',
  'edit-beds': 'm',
  'see-bed-changes': 's m P G D',
  'look-at-bed-changes': 's m D',
  'plan-bed-changes': 's m',
  'confirm-bed-changes': 'm D',
  'set-rehab-standing': 'D',
  'set-budgets': 'a D',
  'set-approval-limits': 'a D',
  'see-budgets': 'c a D',
  'see-referrals': 'c a',
  'edit-referrals': 'c',
  'keep-equality': 'c',
  'restrict-records': 'c',
  'open-restricted-records': 'c a',
  'name-record-readers': 'D',
  'decide-funding': 'a',
  'make-offers': 'c a',
  'confirm-overrides': 'a',
  'see-offers': 's m c a',
  'record-tries': 's m c a',
  'decline-offers': 's m c a',
  'answer-offers': 's m',
  'answer-suitability': 's m',
  'see-placements': 's m c a',
  'run-placements': 's m',
  'change-bookings': 's m c',
  'propose-repairs': 'D',
  'confirm-repairs': 'm D',
  'follow-up-placements': 'c',
  'see-alerts': 'S M C A P G D',
  'acknowledge-alerts': 's m c',
  'publish-alerts': 'D',
  'see-barriers': 'c a P G',
  'see-fairness': 'c a P G',
  'see-flow': 'c a P G',
  'see-measures': 'M C A P G D',
  'see-measure-rows': 'm c a P G D',
  'see-forecast': 'P G',
  'keep-scenarios': 'P',
  'see-expansions': 'M C A P G D',
  'keep-expansions': 'P D',
  'link-expansions': 'D',
  'see-releases': 'M C A P G D',
  'draft-releases': 'P',
  'check-releases': 'P G',
  'take-extracts': 'G',
  'set-targets': 'D',
  'keep-published-figures': 'P D',
  'do-tasks': 's m c a D',
  'read-own-notifications': 's m c a D',
  'see-matching-policy': 'c a P D',
  'look-at-matching-policy': 'P D',
  'change-matching-policy': 'D',
  'propose-matching-choices': 'a',
  'confirm-matching-choices': 'c a',
  'operate-service': 'D',
  'use-own-session': 's m c a p g d',
};

const letters: Readonly<Record<string, Role>> = {
  s: 'provider_staff',
  m: 'provider_manager',
  c: 'coordinator',
  a: 'approver',
  p: 'planner',
  g: 'information_governance',
  d: 'administrator',
};

const home: Scope = { kind: 'partnership', partnershipId: 'glasgow' };
const actorWith = (role: Role): Actor => ({ memberId: 'member', role, home });

describe('permissions', () => {
  it('are exactly those agreed, for every role', () => {
    for (const [permission, row] of Object.entries(agreed) as [Permission, string][]) {
      for (const [letter, role] of Object.entries(letters)) {
        const given = row.split(' ').find((known) => known.toLowerCase() === letter);
        const reach: Scope | null =
          given === undefined ? null : given === letter ? home : { kind: 'national' };
        expect(scopeFor(actorWith(role), permission), `${role} ${permission}`).to.deep.equal(reach);
      }
    }
  });

  it('leave nobody out: every role and every permission stands in the table above', () => {
    expect([...Object.values(letters), 'system'].sort()).to.deep.equal([...roles].sort());
    expect(Object.keys(agreed).sort()).to.deep.equal(Object.keys(permissions).sort());
  });

  it('about people never reach beyond the member’s own organisation', () => {
    const aboutPeople = Object.keys(permissions).filter((permission) =>
      /referral|offer|placement|funding/.test(permission),
    );
    for (const permission of aboutPeople as Permission[]) {
      expect(Object.values(permissions[permission]), permission).to.not.include('national');
    }
  });

  it('stand before every route, page and form', () => {
    const modules = createModules();
    const { pages, forms } = createPages(modules);
    const doors = [...createRoutes(modules), ...pages, ...forms];
    expect(doors.length).to.be.greaterThan(30);
    for (const { path, permission } of doors) expect(permissions, path).to.have.property(permission);
  });

  it('to change something leave a trace: every route and form that changes names its audit event', () => {
    const modules = createModules();
    const changing = [
      ...createRoutes(modules).filter(({ method }) => method === 'post'),
      ...createPages(modules).forms,
    ];
    for (const { path, auditEvent } of changing) expect(auditEvent, path).to.match(/^[a-z]+\.[a-z-]+$/);
  });
});
