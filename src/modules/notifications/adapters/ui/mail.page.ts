import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { choiceField, errorsOf } from '../../../../platform/http/typed-fields.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import type { makeChooseMail } from '../../application/choose-mail.js';
import type { ReadMailChoice } from '../../application/mail-ports.js';
import { mailChoices } from '../../domain/mail.js';
import { MailView } from './mail.view.js';

/** What the page of mail needs. */
export interface MailPageDeps {
  readonly isMailOn: boolean;
  readonly readMailChoice: ReadMailChoice;
  readonly chooseMail: ReturnType<typeof makeChooseMail>;
}

const path = '/notifications/mail';

const show = async (
  deps: MailPageDeps,
  tx: Tx,
  { actor, frame, newKey }: PageInput,
  typed: FormState<'choice'> | null,
): Promise<PageReply> => {
  const read = await deps.readMailChoice(tx, actor.memberId);
  return {
    kind: 'page',
    page: MailView({
      frame,
      address: read.address,
      isMailOn: deps.isMailOn,
      action: path,
      idempotencyKey: newKey(),
      form: typed ?? { values: { choice: read.choice }, errors: [] },
    }),
  };
};

/** When the member wants mail about what they are told. */
export const mailPages = (
  deps: MailPageDeps,
): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => ({
  pages: [{ path, permission: 'read-own-notifications', read: (tx, input) => show(deps, tx, input, null) }],
  forms: [
    defineForm({
      path,
      permission: 'read-own-notifications',
      auditEvent: 'notifications.mail-chosen',
      parse: (typed, { actor }) => {
        const choice = choiceField(typed, 'choice', mailChoices, 'Choose when mail comes');
        return 'value' in choice
          ? { ok: true, command: { memberId: actor.memberId, choice: choice.value } }
          : { ok: false, errors: errorsOf(choice) };
      },
      act: (tx, _input, command) => deps.chooseMail(tx, command),
      done: () => '/notifications?done=mail-chosen',
      explain: () => [],
      again: (tx, input, { typed, errors }) =>
        show(deps, tx, input, { values: { choice: typed['choice'] ?? '' }, errors }),
    }),
  ],
});
