import { expect } from 'chai';
import { z } from 'zod';

import { createRoutes } from '../../src/composition/api.js';
import { createModules } from '../../src/composition/modules.js';
import { plainWords } from '../../src/platform/http/plain-words.js';
import { exampleOf, type Schema } from '../support/example-of.js';

/** How the library begins what it says itself. */
const librarysWords = /^(Invalid|Unrecognized|Too (small|big)|Expected|Required)\b/;

/** Tried in the place of every value that can be sent. */
const wrong: readonly unknown[] = [
  ...[undefined, null, '', 'x', 'not so', '2026-02-30', '2026-13-01T25:00:00Z', '2026-11-23T09:30:00+01:00'],
  ...['a@', '\u0000', '\u202e', 'x'.repeat(20_000), 7, 1.5, -1e12, 1e12, true, [], ['x'], {}, { unknown: 1 }],
];

type Path = readonly (string | number)[];
interface Place {
  readonly path: Path;
  readonly schema: Schema;
  /** A whole request in which only this place is still to be filled wrongly. */
  readonly whole: unknown;
}

const put = (whole: unknown, [first, ...rest]: Path, value: unknown): unknown => {
  if (first === undefined) return value;
  if (typeof first === 'number') return [put((whole as readonly unknown[])[first], rest, value)];
  return { ...(whole as object), [first]: put((whole as Record<string, unknown>)[first], rest, value) };
};

/** Every place of a request, with a request of the form that has it. */
const placesIn = (schema: Schema, path: Path, whole: unknown): readonly Place[] => {
  if (schema.anyOf !== undefined) {
    return schema.anyOf.flatMap((one) => placesIn(one, path, put(whole, path, exampleOf(one))));
  }
  const here = { path, schema, whole };
  if (schema.properties !== undefined) {
    return [
      here,
      ...Object.entries(schema.properties).flatMap(([name, of]) => placesIn(of, [...path, name], whole)),
    ];
  }
  if (schema.items === undefined) return [here];
  return [here, ...placesIn(schema.items, [...path, 0], put(whole, [...path, 0], exampleOf(schema.items)))];
};

const parts = createRoutes(createModules()).flatMap(({ operationId, params, query, body }) =>
  Object.entries({ params, query, body }).flatMap(([part, shape]) => {
    if (shape === undefined) return [];
    const schema = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' }) as Schema;
    return [{ name: `${operationId} ${part}`, shape, places: placesIn(schema, [], exampleOf(schema)) }];
  }),
);

/** What is said in the library's words where `value` stands at a place. */
const faultsAt = (shape: z.ZodType, { path, whole }: Place): readonly string[] =>
  wrong.flatMap((value) => {
    const read = shape.safeParse(put(whole, path, value), { error: plainWords });
    return read.success
      ? []
      : read.error.issues
          .filter(({ code, message }) => code !== 'unrecognized_keys' && librarysWords.test(message))
          .map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  });

describe('what is said of a field of the API', () => {
  it('is in our words, whatever is sent in whatever place', () => {
    const faults = parts.flatMap(({ name, shape, places }) =>
      [...new Set(places.flatMap((place) => faultsAt(shape, place)))].map((fault) => `${name} ${fault}`),
    );
    expect(faults).to.deep.equal([]);
  });

  it('says of every date and moment the form in which it is given', () => {
    const dates = parts.flatMap(({ name, shape, places }) =>
      places
        .filter(({ path }) => /(?:[a-z]On|[a-z]At|^on)$/.test(String(path.at(-1))) && path.at(-1) !== 'isOn')
        .map((place) => ({ name, shape, ...place })),
    );
    expect(dates.length).to.be.greaterThan(40);
    for (const { name, shape, path, whole } of dates) {
      const read = shape.safeParse(put(whole, path, '2026-02-30T25:00'), { error: plainWords });
      const said = read.error?.issues.find((issue) => issue.path.join() === path.join())?.message;
      expect(said, `${name} ${path.join('.')}`).to.match(
        /^Give a (date that exists, as|moment that exists, in UTC)/,
      );
    }
  });

  it('is found in requests as they are made here', () => {
    const shape = z.strictObject({ at: z.iso.datetime(), list: z.array(z.object({ id: z.uuid() })) });
    const schema = z.toJSONSchema(shape, { io: 'input' }) as Schema;
    const found = placesIn(schema, [], exampleOf(schema)).flatMap((place) => faultsAt(shape, place));
    expect(found.join()).to.contain('at: Invalid').and.contain('list.0.id: Invalid');
  });
});
