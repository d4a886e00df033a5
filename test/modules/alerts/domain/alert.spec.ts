import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import {
  concernsPartnership,
  concernsProject,
  isLive,
  weighNewAlert,
  type DrugAlert,
  type NewAlert,
} from '../../../../src/modules/alerts/domain/alert.js';

const on = isoDate;
const alert: DrugAlert = {
  ...{ alertId: 'alert', headline: 'Strong tablets', advice: 'Carry naloxone', source: 'Invented' },
  isNational: false,
  covers: [{ partnershipId: 'glasgow', name: 'Glasgow City', healthBoard: 'NHS Greater Glasgow and Clyde' }],
  fromOn: on('2026-11-20'),
  untilOn: on('2026-11-27'),
  withdrawnReason: null,
  isWithdrawn: false,
  version: 1,
};

describe('a drug alert', () => {
  it('holds from its first day up to, not including, its end, unless it was taken back', () => {
    expect(
      ['2026-11-19', '2026-11-20', '2026-11-26', '2026-11-27'].map((day) => isLive(alert, on(day))),
    ).to.deep.equal([false, true, true, false]);
    expect(isLive({ ...alert, isWithdrawn: true }, on('2026-11-22'))).to.equal(false);
  });

  it('concerns the partnerships it covers, or all', () => {
    expect(concernsPartnership(alert, 'glasgow')).to.equal(true);
    expect(concernsPartnership(alert, 'highland')).to.equal(false);
    expect(concernsPartnership({ ...alert, isNational: true, covers: [] }, 'highland')).to.equal(true);
  });

  it('concerns a project by where it stands, or by where its people go home to', () => {
    const inverness = { healthBoard: 'Highland', partnershipIds: [] };
    expect(concernsProject(alert, inverness)).to.equal(false);
    expect(concernsProject(alert, { ...inverness, partnershipIds: ['highland', 'glasgow'] })).to.equal(true);
    expect(concernsProject(alert, { ...inverness, healthBoard: 'NHS Greater Glasgow and Clyde' })).to.equal(
      true,
    );
    expect(concernsProject({ ...alert, isNational: true, covers: [] }, inverness)).to.equal(true);
  });

  it('is published for somewhere, for some day from today on, and not for ever', () => {
    const fresh: NewAlert = {
      ...{ headline: 'a', advice: 'b', source: 'c', isNational: false, partnershipIds: ['glasgow'] },
      ...{ fromOn: on('2026-11-20'), untilOn: on('2026-11-27') },
    };
    const codeOf = (given: Partial<NewAlert>) =>
      weighNewAlert({ ...fresh, ...given }, on('2026-11-22'), 92)?.code ?? null;
    expect(codeOf({})).to.equal(null);
    expect(codeOf({ untilOn: on('2026-11-20') })).to.equal('alert-without-a-day');
    expect(codeOf({ untilOn: on('2026-11-22') })).to.equal('alert-over-already');
    expect(codeOf({ untilOn: on('2026-11-23') })).to.equal(null);
    expect(codeOf({ untilOn: on('2027-02-20') })).to.equal(null);
    expect(codeOf({ untilOn: on('2027-02-21') })).to.equal('alert-too-long');
    expect(codeOf({ partnershipIds: [] })).to.equal('area-missing');
    expect(codeOf({ isNational: true })).to.equal('area-said-twice');
    expect(codeOf({ isNational: true, partnershipIds: [] })).to.equal(null);
  });
});
