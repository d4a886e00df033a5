import { expect } from 'chai';

import { addNights, isoDate } from '../../../../src/kernel/iso-date.js';
import {
  changedSuggestions,
  type SuggestedBefore,
} from '../../../../src/modules/matching/domain/changed-suggestions.js';
import type { Suggestion } from '../../../../src/modules/matching/domain/match.js';
import { anExplanation } from '../../../support/builders.js';

const today = isoDate('2026-11-23');
const day = (n: number) => addNights(today, n);
const was = (bedId: string | null, from = 1, projectId = 'project'): SuggestedBefore => ({
  state: bedId === null ? 'no-place' : 'suggested',
  place: bedId === null ? null : { bedId, projectId, arrivesOn: day(from) },
});
const now = (
  referralId: string,
  priorityRank: number,
  bedId: string | null,
  from = 1,
  state: Suggestion['explanation']['state'] = bedId === null ? 'no-place' : 'suggested',
): Suggestion => ({
  ...{ referralId, priorityRank },
  place:
    bedId === null
      ? null
      : { bedId, projectId: 'project', stay: { arrivesOn: day(from), departsOn: day(90) } },
  explanation: anExplanation({ state }),
});

describe('what a run changed for somebody', () => {
  const changes = (before: Record<string, SuggestedBefore>, ...after: readonly Suggestion[]) =>
    changesBeside([], before, ...after);
  const changesBeside = (
    offered: readonly string[],
    before: Record<string, SuggestedBefore>,
    ...after: readonly Suggestion[]
  ) =>
    changedSuggestions(new Map(Object.entries(before)), after, new Set(offered)).map(
      ({ referralId, change }) => `${referralId} ${change}`,
    );

  it('is a bed that came free, or free earlier', () => {
    expect(changes({ ann: was(null) }, now('ann', 1, 'bed'))).to.deep.equal(['ann freed']);
    expect(changes({ ann: was('bed', 9) }, now('ann', 1, 'bed', 4))).to.deep.equal(['ann freed']);
    expect(changes({ ann: was('bed', 4) }, now('ann', 1, 'other', 4))).to.deep.equal([]);
    expect(changes({ ann: was('bed', 4) }, now('ann', 1, 'bed', 5))).to.deep.equal([]);
  });

  it('is a bed that went to somebody who comes first, and not one that went to nobody', () => {
    const urgent = now('bea', 1, 'bed');
    expect(changes({ ann: was('bed') }, urgent, now('ann', 2, null))).to.deep.equal(['ann moved']);
    const elsewhere = was('bed', 1, 'another project');
    expect(changes({ ann: elsewhere }, urgent, now('ann', 2, 'other'))).to.deep.equal(['ann moved']);
    expect(changes({ ann: was('bed') }, now('bea', 1, null), now('ann', 2, null))).to.deep.equal([]);
    // One bed for another: whoever comes first took a bed whose holder has this one now, and nothing is left.
    const after = [now('ann', 2, null), now('cat', 3, 'bed')];
    expect(changes({ ann: was('bed') }, now('bea', 1, 'other'), ...after)).to.deep.equal(['ann moved']);
    // Whoever comes after may have what is not wanted any more.
    expect(changes({ ann: was('bed') }, now('ann', 1, 'other'), now('bea', 2, 'bed'))).to.deep.equal([]);
  });

  it('is nothing where another bed of the same project is suggested from the same day', () => {
    const urgent = now('bea', 1, 'bed');
    expect(changes({ ann: was('bed') }, urgent, now('ann', 2, 'other'))).to.deep.equal([]);
    expect(changes({ ann: was('bed', 4) }, urgent, now('ann', 2, 'other', 2))).to.deep.equal(['ann freed']);
    expect(changes({ ann: was('bed', 4) }, urgent, now('ann', 2, 'other', 5))).to.deep.equal(['ann moved']);
  });

  it('is nothing for whoever was not looked for, is offered a place, or is new', () => {
    const missing: SuggestedBefore = { state: 'not-ready', place: null };
    expect(changes({ ann: missing }, now('ann', 1, 'bed'))).to.deep.equal([]);
    expect(changes({}, now('ann', 1, 'bed'))).to.deep.equal([]);
    const offered = now('ann', 2, null, 1, 'offered');
    expect(changes({ ann: was('bed') }, now('bea', 1, 'bed'), offered)).to.deep.equal([]);
    // Several offers at once: ann took an offer of another bed, and hers is suggested to bea, who has none.
    const beside = [now('bea', 1, 'bed'), now('ann', 2, 'other', 5)];
    expect(changesBeside(['ann'], { ann: was('bed', 4) }, ...beside)).to.deep.equal([]);
    expect(changesBeside(['ann'], { ann: was('bed', 4) }, now('ann', 1, 'other', 2))).to.deep.equal([]);
    expect(changesBeside(['bea'], { ann: was('bed', 4) }, ...beside)).to.deep.equal(['ann moved']);
  });
});
