import { expect } from 'chai';
import { agoText } from '../../../src/ui/presenters/ago-text.js';

describe('how long ago something was', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const ago = (then: string): string => agoText(new Date(then), now);

  it('is told in minutes and hours, then as yesterday and days of the calendar', () => {
    expect(ago('2026-11-22T11:59:31Z')).to.equal('just now');
    expect(ago('2026-11-22T11:59:00Z')).to.equal('1 minute ago');
    expect(ago('2026-11-22T11:00:01Z')).to.equal('59 minutes ago');
    expect(ago('2026-11-22T11:00:00Z')).to.equal('1 hour ago');
    expect(ago('2026-11-22T00:00:00Z')).to.equal('12 hours ago');
    expect(ago('2026-11-21T23:59:00Z')).to.equal('yesterday');
    expect(ago('2026-11-21T00:00:00Z')).to.equal('yesterday');
    expect(ago('2026-11-20T23:59:00Z')).to.equal('2 days ago');
    expect(agoText(new Date('2026-11-21T21:00:00Z'), new Date('2026-11-22T06:00:00Z'))).to.equal(
      '9 hours ago',
    );
  });

  it('becomes the date after four weeks', () => {
    expect(ago('2026-10-25T12:00:00Z')).to.equal('28 days ago');
    expect(ago('2026-10-24T12:00:00Z')).to.equal('on 24 Oct 2026');
  });

  it('takes an instant ahead of the clock for now', () => {
    expect(ago('2026-11-22T12:00:05Z')).to.equal('just now');
  });
});
