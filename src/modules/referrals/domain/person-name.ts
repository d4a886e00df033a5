// Nothing a reader sees, such as a zero-width space or a soft hyphen.
const unseen = /\p{Default_Ignorable_Code_Point}/gu;
// What keyboards, word processors and copied text give for one apostrophe.
const apostrophes = /[`\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u2018\u2019\u201B\u2032\uFF07]/gu;
const dashes = /[\p{Dash_Punctuation}\u2212]/gu;
// The accents of European scripts. Marks of others, such as vowels in Devanagari, are letters of the name.
const accents = /[\u0300-\u036F]/gu;

/**
 * Two names with one key are one name: whatever their capitals, accents, apostrophes, dashes and spaces, and however their
 * letters were composed. Forms leave these out or send them in another shape, and somebody who is recorded twice can be
 * offered two beds; the date of birth tells apart who merely has such a name.
 */
export const personNameKey = (name: string): string =>
  name
    .replace(unseen, '')
    // Before the compatible forms, of which some are a space with an accent.
    .replace(apostrophes, "'")
    .normalize('NFKD')
    // Upper and then lower: both ways in which some letters fold, such as ß and ς.
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFKC')
    .replace(dashes, '-')
    .replace(/\s+/gu, ' ')
    .trim();
