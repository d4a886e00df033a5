/**
 * The reference, or part of one, that somebody typed or pasted: letters large, whatever dash and spaces a document or telephone
 * made of it. Null for what is in no reference: to a database that keeps references in ASCII it could not even be compared.
 */
export const referenceAsMeant = (typed: string): string | null => {
  const meant = typed
    .normalize('NFKC')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/[\s\p{Cf}]/gu, '')
    .toUpperCase();
  return /^[A-Z0-9-]{1,12}$/.test(meant) ? meant : null;
};

/** A whole reference, as it is found by: what is said without its beginning, as on the telephone, is given it. */
export const wholeReferenceAsMeant = (typed: string): string | null => {
  const meant = referenceAsMeant(typed);
  return meant === null || meant.includes('-') ? meant : `RP-${meant.replace(/^RP(?=.{7}$)/, '')}`;
};
