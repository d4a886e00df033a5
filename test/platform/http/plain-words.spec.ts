import { expect } from 'chai';
import { z } from 'zod';

import { plainWords } from '../../../src/platform/http/plain-words.js';
import { civilDate, identifier, wholeNumber, words } from '../../../src/platform/http/schemas.js';

const body = z.strictObject({
  text: words(20),
  kind: z.enum(['planned', 'unplanned']),
  on: civilDate,
  id: identifier,
  weeks: wholeNumber(1, 78),
  isFree: z.boolean(),
  list: z.array(z.string().min(2)).max(1),
  limit: z.coerce.number().int().min(1).max(200),
});
const right = {
  ...{ text: 'a', kind: 'planned', on: '2026-02-28', id: '01900000-dead-7000-8000-00000000000a' },
  ...{ weeks: 12, isFree: true, list: ['ab'], limit: '5' },
};

/** What is said of a body, by field. */
const said = (changes: Readonly<Record<string, unknown>>): readonly string[] => {
  const read = body.safeParse({ ...right, ...changes }, { error: plainWords });
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
};

describe('what is said of a field', () => {
  it('is nothing where it is right', () => {
    expect(said({})).to.deep.equal([]);
  });

  it('is what would be accepted, in plain words', () => {
    for (const [changes, message] of [
      [{ text: undefined }, 'text: This is needed: give a text.'],
      [{ text: 7 }, 'text: Give a text.'],
      [{ kind: undefined }, 'kind: This is needed: give one of: planned, unplanned.'],
      [{ kind: 'sudden' }, 'kind: Give one of: planned, unplanned.'],
      [{ isFree: 'yes' }, 'isFree: Give true or false.'],
      [{ weeks: 79 }, 'weeks: Give a whole number from 1 to 78.'],
      [{ weeks: 1.5 }, 'weeks: Give a whole number from 1 to 78.'],
      [{ list: null }, 'list: Give a list.'],
      [{ list: ['ab', 'cd'] }, 'list: Give at most 1 entries.'],
      [{ list: ['a'] }, 'list.0: Give at least 2 characters.'],
      [{ limit: '0' }, 'limit: Give 1 or more.'],
      [{ limit: '201' }, 'limit: Give 200 or less.'],
      [{ limit: 'x' }, 'limit: Give a number.'],
    ] as const) {
      expect(said(changes)).to.deep.equal([message]);
    }
    expect(body.safeParse('text', { error: plainWords }).error?.issues[0]?.message).to.equal(
      'Give an object.',
    );
  });

  it('is said once of a date that does not exist', () => {
    expect(said({ on: '2026-02-30' })).to.deep.equal(['on: Give a date that exists, as YYYY-MM-DD.']);
    expect(said({ on: '2200-01-01' })).to.deep.equal(['on: Give a date from 1900-01-01 to 2199-12-31.']);
  });

  it('is said of an id in capitals, since ids are compared letter by letter', () => {
    expect(said({ id: right.id.toUpperCase() })).to.deep.equal([
      'id: Give the id in lower case, as it was given to you.',
    ]);
    expect(said({ id: 'x' })).to.deep.equal(['id: Give the id as it was given to you.']);
  });
});
