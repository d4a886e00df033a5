import { expect } from 'chai';

import { placementPolicy } from '../../../../config/placement-policy.js';
import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import {
  afterRefusal,
  stillStands,
  type CameToNothing,
} from '../../../../src/modules/placements/domain/after-refusal.js';

const policy = placementPolicy.afterRefusal;
const on = isoDate('2026-11-23');
const came = (told: Partial<CameToNothing>): CameToNothing => ({
  ...{ refusedBy: null, reason: null, on, isFoundSuitable: false, isFundedAnew: false },
  ...told,
});
const standsAfter = (told: Partial<CameToNothing>, days: number): boolean =>
  stillStands(policy, came(told), addNights(on, days));

describe('an offer that came to nothing', () => {
  it('by the person, keeps the project closed for the days of the reason and not a day more', () => {
    const no = { refusedBy: 'person', reason: 'prefers_another_place' } as const;
    expect(afterRefusal(policy, no).closes).to.equal('project');
    expect([standsAfter(no, 27), standsAfter(no, 28)]).to.deep.equal([true, false]);
    // What others say since is not the person's to say.
    expect(standsAfter({ ...no, isFoundSuitable: true, isFundedAnew: true }, 1)).to.equal(true);
  });

  it('by the provider, stands until the project finds the person suitable, however long that takes', () => {
    const no = { refusedBy: 'provider', reason: 'needs_cannot_be_met' } as const;
    expect(standsAfter(no, 1_000)).to.equal(true);
    expect(standsAfter({ ...no, isFoundSuitable: true }, 1)).to.equal(false);
    expect(standsAfter({ ...no, isFundedAnew: true }, 1)).to.equal(true);
  });

  it('for a bed that cannot be used, closes that bed alone, and what passes opens again by itself', () => {
    expect(afterRefusal(policy, { refusedBy: 'provider', reason: 'bed_not_usable' }).closes).to.equal('bed');
    const staffing = { refusedBy: 'provider', reason: 'staffing' } as const;
    expect([standsAfter(staffing, 13), standsAfter(staffing, 14)]).to.deep.equal([true, false]);
  });

  it('by the funder, stands until money is approved anew', () => {
    const no = { refusedBy: 'funder', reason: 'funding_withdrawn' } as const;
    expect(standsAfter(no, 1_000)).to.equal(true);
    expect(standsAfter({ ...no, isFundedAnew: true }, 0)).to.equal(false);
  });

  it('in silence, closes the bed alone; for a reason no longer known, the project', () => {
    expect(afterRefusal(policy, came({}))).to.deep.equal({ closes: 'bed', days: null });
    expect(afterRefusal(policy, { refusedBy: 'provider', reason: 'of_another_release' })).to.deep.equal({
      closes: 'project',
      days: null,
    });
  });
});
