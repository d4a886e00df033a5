import { expect } from 'chai';

import { isoDate } from '../../../src/kernel/iso-date.js';
import { arrivalText } from '../../../src/ui/presenters/arrival-text.js';

describe('when somebody booked is to come', () => {
  const arrivesOn = isoDate('2026-03-03');

  it('is told as a day to come up to that day, and as an arrival nobody has recorded after it', () => {
    expect(arrivalText(arrivesOn, isoDate('2026-03-02'))).to.equal('Arrives on 3 Mar 2026');
    expect(arrivalText(arrivesOn, isoDate('2026-03-03'))).to.equal('Arrives on 3 Mar 2026');
    expect(arrivalText(arrivesOn, isoDate('2026-03-04'))).to.equal(
      'Was due on 3 Mar 2026; arrival not recorded yet',
    );
  });
});
