import { expect } from 'chai';

import { matcherWatch } from '../../../../../config/matcher.js';
import { matcherState } from '../../../../../src/modules/matching/adapters/ui/matcher-state.js';
import type { MatcherFacts } from '../../../../../src/modules/matching/application/waiting-list.js';

const now = new Date('2026-11-23T10:00:00Z');
const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);
const lookedMinutesAgo = (minutes: number) => ({ runId: '1', finishedAt: ago(minutes) });

describe('how far suggestions can be trusted', () => {
  const state = (facts: Partial<MatcherFacts>) =>
    matcherState(
      { run: lookedMinutesAgo(2), waitingSince: null, switchedOff: null, drift: null, ...facts },
      now,
      matcherWatch,
    );

  it('is current, or stale by the latest look and the changes it has not seen', () => {
    expect(state({ run: null }).kind).to.equal('none-yet');
    expect(state({})).to.deep.equal({
      kind: 'current',
      text: 'Suggestions were last worked out 2 minutes ago.',
    });
    expect(state({ waitingSince: ago(0.5) }).kind).to.equal('current');
    expect(state({ waitingSince: ago(1.5) }).kind).to.equal('stale');
    expect(state({ run: lookedMinutesAgo(30) }).kind).to.equal('current');
    expect(state({ run: lookedMinutesAgo(31) }).kind).to.equal('stale');
  });

  it('says that it is switched off, by whom, when and why, before anything else', () => {
    const switchedOff = { at: ago(60), reason: 'Wrong beds were suggested' };
    expect(state({ switchedOff, run: null, waitingSince: ago(90) })).to.deep.equal({
      kind: 'off',
      title: 'Suggestions are switched off',
      text: 'An administrator switched them off at 9am on Monday 23 November: Wrong beds were suggested. Nothing is suggested until they are switched on. Places can be looked at and offered as always.',
    });
  });

  it('says when a nightly check found other suggestions, unless they are stale besides', () => {
    const drift = { comparedAt: ago(420), people: 312, differences: 3 };
    const drifted = state({ drift });
    expect(drifted.kind).to.equal('drifted');
    expect(drifted.text).to.contain('other suggestions for 3 people of 312 than stood here');
    expect(state({ drift, waitingSince: ago(5) }).kind).to.equal('stale');
  });
});
