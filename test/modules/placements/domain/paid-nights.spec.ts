import { expect } from 'chai';

import { isoDate } from '../../../../src/kernel/iso-date.js';
import { runsByClaim } from '../../../../src/modules/placements/domain/paid-nights.js';

const stay = (arrivesOn: string, departsOn: string) => ({
  arrivesOn: isoDate(arrivesOn),
  departsOn: isoDate(departsOn),
});

describe('nights that come back to a stay', () => {
  const offer = { claimId: 'offer', nights: stay('2026-12-01', '2026-12-20') };
  const takeover = { claimId: 'takeover', nights: stay('2026-12-10', '2026-12-20') };
  const again = { claimId: 'again', nights: stay('2026-12-10', '2026-12-20') };

  it('are each paid by whoever agreed to them last, in runs', () => {
    expect(runsByClaim([offer, takeover, again], stay('2026-12-05', '2026-12-15'))).to.deep.equal([
      { claim: offer, nights: stay('2026-12-05', '2026-12-10') },
      { claim: again, nights: stay('2026-12-10', '2026-12-15') },
    ]);
  });

  it('are nobody’s where nobody agreed to them yet', () => {
    expect(runsByClaim([offer], stay('2026-11-29', '2026-12-03'))).to.deep.equal([
      { claim: null, nights: stay('2026-11-29', '2026-12-01') },
      { claim: offer, nights: stay('2026-12-01', '2026-12-03') },
    ]);
  });
});
