/**
 * Where a spreadsheet may find a formula: at the beginning of a cell, and after whatever another country's spreadsheet
 * takes for the end of one (Excel in German splits at `;`), past blanks and quotation marks. Each such place gets an
 * apostrophe, also where one stands already, so that taking one off always gives back what was meant. The wide signs
 * are those of Asian keyboards, which a spreadsheet takes for the plain ones.
 * Source: OWASP, CSV injection.
 */
const begins = /(?<=^|[;\t\r\n])(?=['"\p{Zs}]*[=+\-@＝＋－＠\t\r])/gu;
const begunWithApostrophe = /(?<=^|[;\t\r\n])'(?=['"\p{Zs}]*[=+\-@＝＋－＠\t\r])/gu;

/** Text that a spreadsheet shows and does not run. */
export const defuse = (text: string): string => text.replace(begins, "'");

/** The text before {@link defuse}. */
export const undefuse = (text: string): string => text.replace(begunWithApostrophe, '');
