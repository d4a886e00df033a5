import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const counted = (count: number | bigint, origin: string): string =>
  origin === 'string' ? `${count} characters` : `${count} entries`;

/**
 * What would be accepted, in plain words, where a schema does not say it itself. A kind of fault not named here is told in
 * the library's own words.
 */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const what = kinds[issue.expected];
      if (what === undefined) return undefined;
      return issue.input === undefined ? `This is needed: give ${what}.` : `Give ${what}.`;
    }
    case 'invalid_value': {
      const accepted = issue.values.map(String).join(', ');
      const ask = issue.values.length === 1 ? accepted : `one of: ${accepted}`;
      return issue.input === undefined ? `This is needed: give ${ask}.` : `Give ${ask}.`;
    }
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `Give ${issue.minimum} or more.`
        : `Give at least ${counted(issue.minimum, issue.origin)}.`;
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `Give ${issue.maximum} or less.`
        : `Give at most ${counted(issue.maximum, issue.origin)}.`;
    default:
      return undefined;
  }
};
