import { addNights, isoDate } from '../../../../kernel/iso-date.js';
import type { PageInput, ReadForm, Typed } from '../../../../platform/http/define-page.js';
import { identifier, words } from '../../../../platform/http/schemas.js';
import { dateField, errorsOf } from '../../../../platform/http/typed-fields.js';
import type { FieldError } from '../../../../ui/forms/form-state.js';
import { longDate } from '../../../../ui/presenters/dates.js';
import type { PublishAlertRefusal } from '../../application/publish-alert.js';
import type { NewAlert } from '../../domain/alert.js';

const latestDate = isoDate('2199-12-31');
const areaPrefix = 'area-';

/** The name of a partnership's tick box. */
export const areaField = (partnershipId: string): string => `${areaPrefix}${partnershipId}`;

const textFields = [
  { field: 'headline', longest: 160, ask: 'Write what the alert is about' },
  { field: 'advice', longest: 1000, ask: 'Write what to do about it' },
  { field: 'source', longest: 300, ask: 'Write who says so' },
] as const;

/** What was typed as an alert, or every field at fault. */
export const readAlertForm = (
  typed: Typed,
  { actor }: Pick<PageInput, 'actor'>,
): ReadForm<{ readonly memberId: string; readonly alert: NewAlert }> => {
  const errors: FieldError[] = [];
  const [headline = '', advice = '', source = ''] = textFields.map(({ field, longest, ask }) => {
    const read = words(longest).safeParse((typed[field] ?? '').replace(/\r\n?/g, '\n'));
    if (read.success) return read.data;
    const message = read.error.issues[0]?.message ?? ask;
    errors.push({ field, text: (typed[field] ?? '').trim() === '' ? ask : message });
    return '';
  });
  const isNational = typed['isNational'];
  if (isNational !== 'yes' && isNational !== 'no') {
    errors.push({ field: 'isNational', text: 'Choose where the alert holds' });
  }
  const from = dateField(typed, 'fromOn', 'the first day');
  const last = dateField(typed, 'lastOn', 'the last day');
  errors.push(...errorsOf(from, last));
  // The day after the last there is cannot be written down.
  if ('value' in last && last.value === latestDate)
    errors.push({ field: 'lastOn', text: 'Enter an earlier last day' });
  const partnershipIds = Object.entries(typed).flatMap(([field, value]) => {
    const id = identifier.safeParse(field.startsWith(areaPrefix) ? field.slice(areaPrefix.length) : '');
    return id.success && value === 'yes' ? [id.data] : [];
  });
  if (errors.length > 0 || 'error' in from || 'error' in last) return { ok: false, errors };
  return {
    ok: true,
    command: {
      memberId: actor.memberId,
      alert: {
        headline,
        advice,
        source,
        isNational: isNational === 'yes',
        partnershipIds,
        fromOn: from.value,
        untilOn: addNights(last.value, 1),
      },
    },
  };
};

/** Why an alert was not published, at the field to mend. */
export const explainPublishing = (refusal: PublishAlertRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'alert-without-a-day':
      return [{ field: 'lastOn', text: 'Enter a last day that is not before the first' }];
    case 'alert-over-already':
      return [{ field: 'lastOn', text: `Enter today, ${longDate(refusal.today)}, or a later day` }];
    case 'alert-too-long':
      return [
        {
          field: 'lastOn',
          text: `Enter ${longDate(addNights(refusal.latestUntilOn, -1))} or an earlier day; publish the alert again if it still holds then`,
        },
      ];
    case 'area-missing':
      return [
        { field: 'partnershipIds', text: 'Tick the areas the alert covers, or choose the whole country' },
      ];
    case 'area-said-twice':
      return [
        { field: 'isNational', text: 'Choose the areas ticked below, or take the ticks away: not both' },
      ];
    case 'partnership-unknown':
      return [{ field: 'partnershipIds', text: 'Choose areas from the list' }];
  }
};
