declare const idBrand: unique symbol;

/**
 * The public id of one kind of thing: a version 7 UUID in lower case, 36
 * characters. `Id<'bed'>` is not an `Id<'person'>`.
 */
export type Id<Kind extends string> = string & { readonly [idBrand]: Kind };

/** Gives a fresh version 7 UUID at each call. Passed in, so that rules and tests never roll dice. */
export type IdSource = () => string;

// Source: RFC 9562, section 5.7.
const uuidVersion7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Reads an id, or gives `null` when the text is not one. The kind is the caller's claim. */
export function parseId<Kind extends string>(text: string): Id<Kind> | null {
  return uuidVersion7.test(text) ? (text as Id<Kind>) : null;
}

/**
 * Reads an id that is known to be right, or names a fresh one: `id<'bed'>(nextId())`.
 *
 * @throws RangeError when the text is not a version 7 UUID in lower case.
 */
export function id<Kind extends string>(text: string): Id<Kind> {
  const read = parseId<Kind>(text);
  if (read === null) throw new RangeError(`"${text}" is not a version 7 UUID in lower case`);
  return read;
}
