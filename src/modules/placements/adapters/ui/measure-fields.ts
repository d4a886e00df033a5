import type { Typed } from '../../../../platform/http/define-page.js';
import { words } from '../../../../platform/http/schemas.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import type { Measured } from '../../domain/leaving-safely.js';

const told = (typed: Typed, field: string): string => (typed[field] ?? '').trim();

/** What a follow-up found, all of it, or what is wrong with what was typed; null where nothing was. */
export const readMeasure = (typed: Typed): Measured | null | readonly FieldError[] => {
  const fields = ['instrument', 'instrumentVersion', 'score', 'satisfaction'] as const;
  // The name of the instrument is filled in beforehand: alone it says nothing.
  if (fields.every((field) => field === 'instrument' || told(typed, field) === '')) return null;
  const instrument = words(80).safeParse(told(typed, 'instrument'));
  const instrumentVersion = words(40).safeParse(told(typed, 'instrumentVersion'));
  const score = told(typed, 'score');
  const satisfaction = told(typed, 'satisfaction');
  const isScore = /^-?\d{1,5}(\.\d{1,2})?$/.test(score);
  const isSatisfaction = /^(\d|10)$/.test(satisfaction);
  if (instrument.success && instrumentVersion.success && isScore && isSatisfaction) {
    return {
      instrument: instrument.data,
      instrumentVersion: instrumentVersion.data,
      score: Number(score),
      satisfaction: Number(satisfaction),
    };
  }
  return [
    ...(instrument.success ? [] : [{ field: 'instrument', text: 'Enter the name of the instrument' }]),
    ...(instrumentVersion.success
      ? []
      : [{ field: 'instrumentVersion', text: 'Enter the version of the instrument, such as 2' }]),
    ...(isScore ? [] : [{ field: 'score', text: 'Enter the score as a number, such as 62 or 6.5' }]),
    ...(isSatisfaction ? [] : [{ field: 'satisfaction', text: 'Choose a satisfaction from 0 to 10' }]),
  ];
};

/** As `readMeasure`, of which on leaving either may be left out: a score with its instrument, or the satisfaction. */
export const readLeavingMeasure = (typed: Typed): Measured | null | readonly FieldError[] => {
  const isScored = ['instrumentVersion', 'score'].some((field) => told(typed, field) !== '');
  const satisfaction = told(typed, 'satisfaction');
  if (!isScored && satisfaction === '') return null;
  const read = readMeasure({
    ...typed,
    ...(isScored ? {} : { instrument: '-', instrumentVersion: '-', score: '0' }),
    ...(satisfaction === '' ? { satisfaction: '0' } : {}),
  });
  if (read === null || 'length' in read) return read;
  return {
    ...(isScored ? read : { instrument: null, instrumentVersion: null, score: null }),
    satisfaction: satisfaction === '' ? null : read.satisfaction,
  };
};
