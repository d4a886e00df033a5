import type { Typed } from './define-page.js';

/** What somebody typed into a form that could not be taken, because they were signed out: where it goes, and its fields. */
export interface KeptForm {
  /** The address of the form, within this service. */
  readonly action: string;
  readonly fields: Typed;
  /** The mark of the member who typed it, from the token of their forms. */
  readonly typedBy: string;
}

/** Bounds of what is kept: more than any form of the service has. Units: fields, and UTF-16 units of all of them together. */
const fieldsAtMost = 80;
const textAtMost = 20_000;

/** What the doors put beside the answers themselves: renewed when the form comes again. */
const beside = ['csrfToken', 'idempotencyKey', 'version', 'lookAgain'];

const prefix = 'kept.';
const actionName = 'keptAction';
const typedByName = 'keptTypedBy';

const isName = (name: string): boolean => /^[A-Za-z][\w.-]{0,63}$/.test(name);
const isAction = (action: string): boolean => /^\/(?![/\\])[^\u0000-\u0020]{0,500}$/u.test(action);

/** The mark of a member at the beginning of the token of their forms; null when it has none. */
const memberMarkIn = (formToken: string): string | null => /^([\w-]{12})\./.exec(formToken)?.[1] ?? null;

const keep = (action: string, typedBy: string, typed: Typed): KeptForm | null => {
  const fields = Object.entries(typed).filter(([name]) => !beside.includes(name));
  const length = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  const isTaken =
    fields.some(([, value]) => value !== '') &&
    fields.length <= fieldsAtMost &&
    length <= textAtMost &&
    fields.every(([name]) => isName(name));
  return isTaken && isAction(action) ? { action, fields: Object.fromEntries(fields), typedBy } : null;
};

/** What was typed into a form, as far as it may be kept; null when there is nothing, too much, or nobody's mark. */
export const keepForm = (action: string, typed: Typed): KeptForm | null => {
  const typedBy = memberMarkIn(typed['csrfToken'] ?? '');
  return typedBy === null ? null : keep(action, typedBy, typed);
};

/** Whether the member of a session, told by the token of its forms, is who typed a kept form. */
export const isTypedIn = ({ typedBy }: KeptForm, formToken: string): boolean =>
  memberMarkIn(formToken) === typedBy;

/** The hidden fields by which a page carries a kept form on. */
export const hiddenFieldsOf = (
  kept: KeptForm,
): readonly { readonly name: string; readonly value: string }[] => [
  { name: actionName, value: kept.action },
  { name: typedByName, value: kept.typedBy },
  ...Object.entries(kept.fields).map(([name, value]) => ({ name: `${prefix}${name}`, value })),
];

/** The kept form among the fields a page sent, within the same bounds; null when there is none. */
export const readKeptForm = (sent: Typed): KeptForm | null =>
  keep(
    sent[actionName] ?? '',
    sent[typedByName] ?? '',
    Object.fromEntries(
      Object.entries(sent)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    ),
  );
