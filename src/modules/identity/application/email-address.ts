const longestEmail = 254;
const printableAscii = /^[\u0021-\u007E]+$/u;
const emailForm = /^[^@]+@[^@.]+(\.[^@.]+)+$/u;

/**
 * An email address as it is kept and compared: in lower case, without the blanks round it. Null when it is none, and
 * for one with letters beyond ASCII: databases and people take many of those for one another.
 */
export const emailOf = (typed: string): string | null => {
  const text = typed.trim();
  return text.length <= longestEmail && printableAscii.test(text) && emailForm.test(text)
    ? text.toLowerCase()
    : null;
};
