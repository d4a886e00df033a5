import { join } from 'node:path';

import { expect } from 'chai';

import { createForecastTheYear } from '../../../src/composition/forecast.js';
import { readReferenceData } from '../../../src/composition/reference-data-files.js';
import { loadFigures } from '../../../src/composition/reference-data-rows.js';
import { systemActor } from '../../../src/kernel/actor.js';
import { done } from '../../../src/kernel/outcome.js';
import { startService, type RunningService } from '../../support/running-service.js';

describe('how good the forecast was', () => {
  let service: RunningService;
  const told = async (): Promise<string> =>
    (await (await service.as('planner')).page.get('/forecast/calibration')).html
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service?.stop());

  it('is told of half-years that are published, with how few they are and beside simpler ways', async () => {
    expect(await told()).to.contain('Too few half-years are published');
    const data = await readReferenceData(join(process.cwd(), 'config/reference-data'));
    await service.uow.run({ actor: systemActor, requestId: 'test' }, async (tx) =>
      done(await loadFigures(tx, data)),
    );
    expect(await told())
      .to.contain('Of 4 half-years that could be tried, 2 came out')
      .and.to.contain('October 2023 to March 2024')
      .and.to.contain('A straight line through the last two')
      .and.to.contain('None of our own forecasts is of a financial year that is over.');
    const { body } = await (await service.as('planner')).get('/api/forecast/calibration');
    expect([body.periods.length, body.covered, body.pastForecasts]).to.deep.equal([4, 2, []]);
    expect(body.periods[0].figure, 'as it is published').to.be.a('number').and.to.be.greaterThan(0);
    expect(Object.keys(body.loss)).to.deep.equal(['forecast', 'naive', 'straightLine']);
  });

  it('is told of our own forecasts once their year is over, by what was counted in the end', async () => {
    await service.aResident({ bed: 'rowan1' });
    service.clock.advance({ days: 400 });
    await service.aReferral();
    await createForecastTheYear(service.uow, service.modules)();
    await createForecastTheYear(service.uow, service.modules)();
    expect(await told()).to.contain('None of our own');
    service.clock.advance({ days: 200 });
    expect(await told())
      .to.contain('of 1 held what was counted')
      .and.to.contain('1 year can be looked at')
      .and.to.contain('2027/28');
  });
});
