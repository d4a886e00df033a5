import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import type { makeAddExpansion } from '../../application/keep-expansion.js';
import { explainAdding, readNewExpansion } from './expansion-form.js';
import { NewExpansionView } from './new-expansion.view.js';

/** What adding a project needs. */
export interface NewExpansionPageDeps {
  readonly addExpansion: ReturnType<typeof makeAddExpansion>;
  readonly readHealthBoards: (tx: Tx) => Promise<readonly string[]>;
}

const path = '/expansion/new';

/** The form on which a project that adds beds is added. */
export const newExpansionPages = ({
  addExpansion,
  readHealthBoards,
}: NewExpansionPageDeps): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const show = async (tx: Tx, { frame, newKey }: PageInput, form: FormState<string>): Promise<PageReply> => ({
    kind: 'page',
    page: NewExpansionView({
      ...{ frame, action: path, idempotencyKey: newKey(), form },
      healthBoards: (await readHealthBoards(tx)).map((name) => ({ value: name, text: name })),
    }),
  });
  return {
    pages: [
      {
        path,
        permission: 'keep-expansions',
        read: (tx, input) => show(tx, input, { values: {}, errors: [] }),
      },
    ],
    forms: [
      defineForm({
        path,
        permission: 'keep-expansions',
        auditEvent: 'expansion.project-added',
        parse: readNewExpansion,
        act: (tx, { actor }, expansion) => addExpansion(tx, { memberId: actor.memberId, expansion }),
        done: ({ expansionId }) => `/expansion/${expansionId}?done=expansion-added`,
        explain: explainAdding,
        again: (tx, input, { typed, errors }) => show(tx, input, { values: typed, errors }),
      }),
    ],
  };
};
