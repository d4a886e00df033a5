import { expect } from 'chai';

import { firstPageOf, navigationOf } from '../../src/composition/page-frame.js';
import type { Actor, Role } from '../../src/kernel/actor.js';

const homes = {
  planner: { kind: 'national' },
  administrator: { kind: 'national' },
  coordinator: { kind: 'partnership', partnershipId: 'glasgow' },
  provider_manager: { kind: 'provider', providerId: 'larch' },
} as const;
const who = (role: keyof typeof homes): Actor => ({
  memberId: role,
  role: role satisfies Role,
  home: homes[role],
});
const pagesOf = (role: keyof typeof homes, section: string) =>
  navigationOf(who(role))
    .find(({ text }) => text === section)
    ?.pages?.map(({ text }) => text);

describe('the menu', () => {
  it('has under a section the pages that the reader may see, and leads to the first of them', () => {
    expect(pagesOf('coordinator', 'Matching')).to.include.members(['Policy', 'Later weeks']);
    expect(pagesOf('planner', 'Matching')).to.include('Barriers').and.to.not.include('Later weeks');
    expect(pagesOf('planner', 'Target')).to.deep.equal([
      'Progress',
      'Forecast',
      'Scenarios',
      'Expansion',
      'Measures',
      'Data quality',
      'Flow',
      'Fairness',
      'Releases',
    ]);
    expect(navigationOf(who('planner')).find(({ text }) => text === 'Matching')?.href).to.equal(
      '/matching/policy',
    );
  });

  it('needs no second line for a section of which the reader sees one page', () => {
    expect(navigationOf(who('administrator')).find(({ text }) => text === 'Matching')).to.deep.equal({
      ...{ key: 'policy', text: 'Matching', href: '/matching/policy' },
    });
  });

  it('leads each role to where its day begins', () => {
    expect(firstPageOf(who('planner'))).to.equal('/target');
    expect(firstPageOf(who('coordinator'))).to.equal('/today');
  });
});
