/**
 * Two names with one key are one name: however their letters were composed, whatever their capitals, however many spaces
 * stand between. Accents and signs tell names apart, since they tell people apart.
 */
export const personNameKey = (name: string): string =>
  // Upper and then lower: both ways in which some letters fold, such as ß and ς.
  name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC').replace(/\s+/gu, ' ').trim();
