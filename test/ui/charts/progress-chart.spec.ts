import { expect } from 'chai';
import { renderToStaticMarkup } from 'preact-render-to-string';
import { isoDate } from '../../../src/kernel/iso-date.js';
import { ProgressChart, type ProgressChartProps } from '../../../src/ui/charts/progress-chart.js';

const chart: ProgressChartProps = {
  id: 'c',
  title: 'Started <b>',
  description: '12 by 30 April',
  startsOn: isoDate('2026-04-01'),
  endsOn: isoDate('2027-04-01'),
  months: [{ startsOn: isoDate('2026-04-01'), label: 'Apr' }],
  target: 1000,
  points: [{ on: isoDate('2026-09-30'), cumulative: 480 }],
};
const html = (props: ProgressChartProps): string => renderToStaticMarkup(ProgressChart(props));

describe('the progress chart', () => {
  it('is drawn for wide and narrow screens, each named and described', () => {
    const drawn = html(chart);
    expect(drawn.match(/role="img"/g)).to.have.length(2);
    for (const variant of ['wide', 'narrow'])
      expect(drawn).to.include(`aria-labelledby="c-${variant}-title c-${variant}-desc"`);
    expect(drawn).to.include('Started &lt;b>').and.include('480 by 30 Sep');
  });

  it('needs no inline style', () => {
    expect(html(chart)).to.not.match(/style=|<style/);
  });

  it('draws what the year may come to from the last count, where that is worked out', () => {
    const drawn = html({ ...chart, forecast: { p10: 820, p50: 900, p90: 1210 } });
    expect(drawn).to.include('Forecast 820 to 1,210').and.include('stroke-dasharray="7 5"');
    expect(html(chart)).to.not.include('Forecast').and.not.include('stroke-dasharray="7 5"');
  });

  it('stays within its frame for an empty year, a total over the target and a target of nought', () => {
    const cases = [
      { ...chart, points: [] },
      { ...chart, points: [{ on: isoDate('2027-03-31'), cumulative: 4321 }] },
      { ...chart, target: 0, points: [{ on: isoDate('2026-04-01'), cumulative: 0 }] },
      { ...chart, forecast: { p10: 0, p50: 1, p90: 5000 } },
    ];
    for (const props of cases) {
      const drawn = html(props);
      expect(drawn).to.not.match(/NaN|Infinity/);
      for (const [, y] of drawn.matchAll(/ (?:y|y1|y2|cy)="([^"]+)"/g))
        expect(Number(y)).to.be.within(0, 320);
    }
  });
});
