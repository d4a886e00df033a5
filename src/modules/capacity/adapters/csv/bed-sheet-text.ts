/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe before it; one that begins with
 * apostrophes and then such a character gets one more, so that taking one off always gives back what was meant.
 * Source: OWASP, CSV injection.
 */
const dangerous = /^'*[=+\-@\t\r]/;
const defused = /^'+[=+\-@\t\r]/;

/** Text that a spreadsheet shows and does not run. */
export const defuse = (text: string): string => (dangerous.test(text) ? `'${text}` : text);

/** The text before {@link defuse}. */
export const undefuse = (text: string): string => (defused.test(text) ? text.slice(1) : text);
