import { expect } from 'chai';
import fc from 'fast-check';

import { proclaimedHolidays } from '../../../../config/working-days.js';
import { isoDate } from '../../../../src/kernel/iso-date.js';
import { workingCalendar } from '../../../../src/kernel/working-time.js';
import {
  answerDueOn,
  decisiveFactsOf,
  factsChangedSince,
  unsuitableProjects,
  type Suitability,
} from '../../../../src/modules/eligibility/domain/suitability.js';
import { aReferral } from '../../../support/builders.js';

const calendar = workingCalendar('scotland', proclaimedHolidays.scotland);
const days = { emergency: 1, urgent: 2, soon: 5, routine: 10 };

describe('the day by which a project answers about a person', () => {
  const due = (
    askedOn: string,
    urgencyBand: keyof typeof days,
    latest: Parameters<typeof answerDueOn>[2]['latest'] = null,
  ) => answerDueOn(calendar, days, { askedOn: isoDate(askedOn), urgencyBand, latest });

  it('is so many working days after the question, the sooner the more urgent', () => {
    expect(due('2026-11-23', 'emergency')).to.equal('2026-11-24');
    expect(due('2026-11-23', 'urgent')).to.equal('2026-11-25');
    // St Andrew's Day, Monday 30 November, does not count.
    expect(due('2026-11-23', 'soon')).to.equal('2026-12-01');
  });

  it('counts over the end of summer time and over the new year as over any other day', () => {
    expect(due('2026-10-23', 'urgent')).to.equal('2026-10-27');
    expect(due('2026-12-31', 'urgent')).to.equal('2027-01-06');
  });

  it('is nobody’s while the partnership is to tell more, and begins anew when it has', () => {
    const on = isoDate('2026-12-07');
    expect(due('2026-11-23', 'urgent', { kind: 'more_information', on })).to.equal(null);
    expect(due('2026-11-23', 'urgent', { kind: 'information_given', on })).to.equal('2026-12-09');
  });
});

describe('what a project said of a person', () => {
  const person = aReferral();
  const said = (kind: Suitability['kind'], projectId = 'larch', of = person): Suitability => ({
    projectId,
    kind,
    decidedOnFacts: decisiveFactsOf(of),
  });

  it('a no keeps that project out, and no other', () => {
    expect([...unsuitableProjects([said('not_suitable'), said('suitable', 'rowan')], person)]).to.deep.equal([
      'larch',
    ]);
  });

  it('a later yes lifts it, and a later no brings it back', () => {
    const [no, yes] = [said('not_suitable'), said('suitable')];
    expect(unsuitableProjects([no, yes], person).size).to.equal(0);
    expect(unsuitableProjects([no, yes, no], person).size).to.equal(1);
  });

  it('stands only while what it was said of is unchanged', () => {
    const lower = aReferral({
      mat: { drug: 'methadone', dose: 30, unit: 'ml_daily', on: isoDate('2026-11-20') },
    });
    expect(unsuitableProjects([said('not_suitable')], lower).size).to.equal(0);
    expect(factsChangedSince(decisiveFactsOf(person), lower)).to.deep.equal(['mat']);
  });

  it('is not touched by what it does not rest on: the wait, the urgency, the money', () => {
    const later = aReferral({ urgencyBand: 'urgent', version: 9, assessedUntil: isoDate('2027-06-01') });
    expect(factsChangedSince(decisiveFactsOf(person), later)).to.deep.equal([]);
  });

  it('goes on by the facts that were asked for then, when a later release asks for more', () => {
    expect(factsChangedSince(JSON.stringify({ sex: 'male' }), person)).to.deep.equal([]);
    expect(factsChangedSince(JSON.stringify({ sex: 'female' }), person)).to.deep.equal(['sex']);
  });

  it('holds whatever was said before: the last word of each project decides', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            projectId: fc.constantFrom('larch', 'rowan', 'birch'),
            kind: fc.constantFrom('suitable' as const, 'not_suitable' as const),
          }),
        ),
        (words) => {
          const all = words.map(({ kind, projectId }) => said(kind, projectId));
          for (const project of ['larch', 'rowan', 'birch']) {
            const last = words.filter(({ projectId }) => projectId === project).at(-1);
            expect(unsuitableProjects(all, person).has(project)).to.equal(last?.kind === 'not_suitable');
          }
        },
      ),
    );
  });
});
