import type { Scope } from '../../../../kernel/actor.js';
import { isoDate, type IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { choiceField, errorsOf, type Field } from '../../../../platform/http/typed-fields.js';
import type { FieldError, FormState } from '../../../../ui/forms/form-state.js';
import { monthAndYear } from '../../../../ui/presenters/dates.js';
import type { makeSayNil, NilReturn, NilReturnRefusal } from '../../application/nil-returns.js';
import { nilReasons, type QuietMonth } from '../../domain/nil-return.js';
import { nilReasonTexts, saidText } from './nil-return-texts.js';
import { NilReturnsView } from './nil-returns.view.js';

/** What the page needs. */
export interface NilReturnsPageDeps {
  readonly listQuietMonths: (tx: Tx, scope: Scope, today: IsoDate) => Promise<readonly QuietMonth[]>;
  readonly sayNil: ReturnType<typeof makeSayNil>;
}

const path = '/nil-returns';

const show = async (
  { listQuietMonths }: NilReturnsPageDeps,
  tx: Tx,
  { frame, actor, today, newKey }: PageInput,
  form: FormState<string>,
): Promise<PageReply> => {
  const scope = scopeFor(actor, 'keep-availability');
  const quiet = scope === null ? [] : await listQuietMonths(tx, scope, today);
  return {
    kind: 'page',
    page: NilReturnsView({
      frame,
      idempotencyKey: newKey(),
      form,
      open: quiet
        .filter(({ said }) => said === null)
        .map(({ projectId, name, month }) => ({
          value: `${projectId} ${month}`,
          text: `${name}, ${monthAndYear(month)}`,
        })),
      reasons: nilReasons.map((value) => ({ value, text: nilReasonTexts[value] })),
      said: quiet.flatMap(({ projectId, name, month, said }) =>
        said === null
          ? []
          : [{ key: `${projectId} ${month}`, cells: [name, monthAndYear(month), saidText(said)] }],
      ),
    }),
  };
};

const whichField = (
  typed: Readonly<Record<string, string>>,
): Field<Pick<NilReturn, 'projectId' | 'month'>> => {
  const [project, month = ''] = (typed['which'] ?? '').split(' ');
  const projectId = identifier.safeParse(project).data;
  return projectId === undefined || !/^20\d\d-(0[1-9]|1[0-2])-01$/.test(month)
    ? { error: { field: 'which', text: 'Choose a project and a month' } }
    : { value: { projectId, month: isoDate(month) } };
};

const explain = (refusal: NilReturnRefusal): readonly FieldError[] => {
  switch (refusal.code) {
    case 'not-found':
      return [];
    case 'month-still-runs':
      return [{ field: 'which', text: 'Choose a month that is over' }];
    case 'say-which-reason':
      return [{ field: 'words', text: 'Say in words which reason it is' }];
    case 'month-not-quiet':
      return [{ field: 'which', text: 'Somebody arrived in that month. Nothing needs doing' }];
    case 'nil-said-already':
      return [{ field: 'which', text: 'Somebody of your team said it before. Nothing needs doing' }];
  }
};

/** Months in which nobody arrived at a provider's projects, and saying why. */
export const nilReturnsPages = (
  deps: NilReturnsPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [
    {
      path,
      permission: 'keep-availability',
      read: (tx, input) => show(deps, tx, input, { values: {}, errors: [] }),
    },
  ],
  forms: [
    defineForm({
      path,
      permission: 'keep-availability',
      auditEvent: 'measures.nil-return-said',
      parse: (typed, { actor }) => {
        const which = whichField(typed);
        const reason = choiceField(typed, 'reason', nilReasons, 'Choose why nobody arrived');
        const words = (typed['words'] ?? '').trim();
        const long: Field<string> =
          words.length > 500
            ? { error: { field: 'words', text: 'Use 500 letters or fewer' } }
            : { value: words };
        if ('error' in which || 'error' in reason || 'error' in long)
          return { ok: false, errors: errorsOf(which, reason, long) };
        return {
          ok: true,
          command: {
            ...{ ...which.value, reason: reason.value, memberId: actor.memberId },
            words: words === '' ? null : words,
          },
        };
      },
      act: (tx, { scope, today }, command) => deps.sayNil(tx, scope, command, today),
      done: () => `${path}?done=nil-said`,
      explain,
      again: (tx, input, { typed, errors }) => show(deps, tx, input, { values: typed, errors }),
    }),
  ],
});
