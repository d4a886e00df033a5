import { expect } from 'chai';

import { measureDefinitions } from '../../../../config/measures.js';
import { definedOnce, type MeasureDefinition } from '../../../../src/modules/measures/domain/measure.js';

const [first] = measureDefinitions;
const last = measureDefinitions.length;

describe('the definitions of measures', () => {
  it('are one for each measure, and are taken as they are', () => {
    expect(definedOnce(measureDefinitions)).to.equal(measureDefinitions);
  });

  it('are refused where two versions of one would hold for the same days, by entry and field', () => {
    const twice: readonly MeasureDefinition[] = [...measureDefinitions, { ...first, version: 2 }];
    expect(() => definedOnce(twice)).to.throw(
      RangeError,
      `measureDefinitions[${last}].measureId: version 2 of referrals-received holds for the same days as version 1 in measureDefinitions[0]`,
    );
  });

  it('are refused where a version is no number of one, or a measure has no definition', () => {
    const [, ...others] = measureDefinitions;
    expect(() => definedOnce([{ ...first, version: 0 }, ...others])).to.throw(
      RangeError,
      'measureDefinitions[0].version',
    );
    expect(() => definedOnce(others)).to.throw(RangeError, 'nothing defines the measure referrals-received');
  });
});
