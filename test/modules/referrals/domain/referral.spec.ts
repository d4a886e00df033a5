import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { birthObstacle } from '../../../../src/modules/referrals/domain/referral.js';

const on = isoDate('2026-11-23');
const obstacleOf = (bornOn: string, children = 0, oldestChildBornOn: string | null = null) =>
  birthObstacle(
    {
      bornOn: isoDate(bornOn),
      children,
      oldestChildBornOn: oldestChildBornOn === null ? null : isoDate(oldestChildBornOn),
    },
    on,
  );

describe('the births of somebody who asks', () => {
  it('are possible from the youngest age a project takes to 110 years', () => {
    expect(obstacleOf('2010-11-23')).to.equal(null);
    expect(obstacleOf('2010-11-24')).to.include({ code: 'person-too-young' });
    expect(obstacleOf('2026-11-24')).to.include({ code: 'person-too-young' });
    expect(obstacleOf('1915-11-24')).to.equal(null);
    expect(obstacleOf('1915-11-23')).to.deep.equal({ code: 'born-too-long-ago', earliestOn: '1915-11-24' });
    expect(obstacleOf('1900-01-01')).to.include({ code: 'born-too-long-ago' });
  });

  it('are possible of a child that is under 18 and was born when the parent was 12 or more', () => {
    expect(obstacleOf('1985-06-15', 1, '2008-11-24')).to.equal(null);
    expect(obstacleOf('1985-06-15', 2, '2008-11-23')).to.deep.equal({
      code: 'oldest-child-not-a-child',
      earliestOn: '2008-11-24',
    });
    expect(obstacleOf('2004-02-29', 1, '2016-02-29')).to.equal(null);
    expect(obstacleOf('2004-02-29', 1, '2016-02-28')).to.deep.equal({
      code: 'oldest-child-not-a-child',
      earliestOn: '2016-02-29',
    });
    expect(obstacleOf('1985-06-15', 1, null)).to.include({ code: 'oldest-child-birth-date-missing' });
    expect(obstacleOf('1985-06-15', 1, '2026-11-24')).to.include({
      code: 'oldest-child-birth-date-missing',
    });
  });

  it('of a child that does not come are not asked about', () => {
    expect(obstacleOf('1985-06-15', 0, '1990-01-01')).to.equal(null);
  });
});
