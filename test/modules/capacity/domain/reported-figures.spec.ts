import { expect } from 'chai';

import type { CapacityFigures } from '../../../../src/modules/capacity/domain/availability.js';
import {
  areSameFigures,
  faultsInFigures,
  unexplainedFigures,
} from '../../../../src/modules/capacity/domain/reported-figures.js';

const figures = (
  maximum: number,
  staffed: number,
  occupied: number,
  reserved: number,
  accepting: number,
): CapacityFigures => ({ maximum, staffed, occupied, reserved, accepting });

describe('figures that a provider reports', () => {
  it('may use up every staffed bed, and leave beds that accept nobody', () => {
    expect(faultsInFigures(figures(27, 26, 25, 1, 0), null)).to.deep.equal([]);
    expect(faultsInFigures(figures(27, 26, 20, 1, 5), null)).to.deep.equal([]);
    expect(faultsInFigures(figures(0, 0, 0, 0, 0), null)).to.deep.equal([]);
  });

  it('cannot offer a bed that is occupied or reserved', () => {
    expect(faultsInFigures(figures(27, 26, 25, 1, 5), null)).to.deep.equal([
      { figure: 'accepting', atMost: 0 },
    ]);
    expect(faultsInFigures(figures(27, 26, 20, 1, 6), null)).to.deep.equal([
      { figure: 'accepting', atMost: 5 },
    ]);
  });

  it('cannot reserve more than is left', () => {
    expect(faultsInFigures(figures(6, 5, 4, 2, 0), null)).to.deep.equal([{ figure: 'reserved', atMost: 1 }]);
  });

  it('cannot staff more than there are', () => {
    expect(faultsInFigures(figures(5, 6, 0, 0, 0), null)).to.deep.equal([{ figure: 'staffed', atMost: 5 }]);
  });

  it('pass the staffed beds only with a note, and then leave nothing to promise', () => {
    expect(faultsInFigures(figures(6, 5, 7, 0, 0), null)).to.deep.equal([{ figure: 'occupied', atMost: 5 }]);
    expect(faultsInFigures(figures(6, 5, 7, 0, 0), 'One on leave')).to.deep.equal([]);
    expect(faultsInFigures(figures(6, 5, 7, 1, 1), 'One on leave')).to.deep.equal([
      { figure: 'reserved', atMost: 0 },
      { figure: 'accepting', atMost: 0 },
    ]);
  });
});

describe('a report beside the record', () => {
  const then = figures(6, 6, 3, 0, 3);

  it('that agreed when it was given stays in agreement, whatever is recorded since', () => {
    const report = { figures: then, recordedThen: then };
    expect(unexplainedFigures(report, figures(6, 5, 4, 1, 0))).to.deep.equal([]);
  });

  it('disagrees on the figures that differed then and still do', () => {
    const report = { figures: figures(6, 5, 4, 0, 1), recordedThen: then };
    expect(unexplainedFigures(report, then)).to.deep.equal(['staffed', 'occupied', 'accepting']);
    expect(unexplainedFigures(report, figures(6, 6, 4, 0, 2))).to.deep.equal(['staffed', 'accepting']);
  });

  it('counts every difference where nobody noted what the record said', () => {
    expect(unexplainedFigures({ figures: then, recordedThen: null }, figures(6, 5, 3, 0, 2))).to.deep.equal([
      'staffed',
      'accepting',
    ]);
  });

  it('is the same only when all five are', () => {
    expect(areSameFigures(then, { ...then })).to.equal(true);
    expect(areSameFigures(then, { ...then, reserved: 1 })).to.equal(false);
  });
});
