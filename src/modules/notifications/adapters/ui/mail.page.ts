import type { Tx } from '../../../../kernel/unit-of-work.js';
import {
  defineForm,
  type Form,
  type Page,
  type PageInput,
  type PageReply,
} from '../../../../platform/http/define-page.js';
import { choiceField, errorsOf } from '../../../../platform/http/typed-fields.js';
import { overall, type FieldError, type FormState } from '../../../../ui/forms/form-state.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { countOf } from '../../../../ui/presenters/numbers.js';
import type { makeChooseMail } from '../../application/choose-mail.js';
import type { LastMail, ReadLastMail, ReadMailChoice } from '../../application/mail-ports.js';
import type { makeSendMailAgain, SendMailAgainRefusal } from '../../application/send-mail-again.js';
import { mailChoices } from '../../domain/mail.js';
import { MailView } from './mail.view.js';

/** What the page of mail needs. */
export interface MailPageDeps {
  readonly isMailOn: boolean;
  readonly readMailChoice: ReadMailChoice;
  readonly chooseMail: ReturnType<typeof makeChooseMail>;
  readonly readLastMail: ReadLastMail;
  readonly sendMailAgain: ReturnType<typeof makeSendMailAgain>;
}

const againPath = '/notifications/mail/again';

/** What came of the last mail, plainly. */
const lastText = (last: LastMail | null, now: Date): string => {
  if (last === null) return 'No mail has been written to you in the weeks that are kept.';
  const written = `The last mail was written ${agoText(last.writtenAt, now)}`;
  switch (last.outcome) {
    case 'sent':
      return `${written}, and the mail server took it. If it is not in your mailbox, look among unwanted mail, or ask whoever looks after mail where you work.`;
    case 'given_up':
      return `${written}, and given up after ${countOf(last.tries, 'try', 'tries')}: the mail server did not take it. Ask an administrator, who sees why.`;
    case 'not_wanted':
      return `${written} and not sent, because by then you had chosen no mail.`;
    case null:
      return last.tries === 0
        ? `${written} and goes out in a moment.`
        : `${written} and is on its way: tried ${countOf(last.tries, 'time')} so far, and tried again by itself.`;
  }
};

const path = '/notifications/mail';

const show = async (
  deps: MailPageDeps,
  tx: Tx,
  { actor, frame, newKey, now }: PageInput,
  typed: FormState<'choice'> | null,
  errors: readonly FieldError[] = [],
): Promise<PageReply> => {
  const read = await deps.readMailChoice(tx, actor.memberId);
  const last = await deps.readLastMail(tx, actor.memberId);
  return {
    kind: 'page',
    page: MailView({
      frame,
      address: read.address,
      isMailOn: deps.isMailOn,
      action: path,
      idempotencyKey: newKey(),
      form: typed ?? { values: { choice: read.choice }, errors },
      last: {
        text: lastText(last, now),
        ...(deps.isMailOn && read.choice !== 'none' && last !== null && last.outcome !== null
          ? { again: { action: againPath, idempotencyKey: newKey() } }
          : {}),
      },
    }),
  };
};

const againTexts: Readonly<Record<SendMailAgainRefusal['code'], string>> = {
  'mail-off': 'Mail is off in this installation. Ask whoever runs the service to switch it on.',
  'no-mail-chosen': 'You have chosen no mail. Choose when mail comes first.',
  'no-mail-yet': 'No mail has been written to you yet. The first one comes with the next notification.',
  'mail-on-its-way': 'The last mail is still on its way. Wait until it is sent; it is tried again by itself.',
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
    defineForm({
      path: againPath,
      permission: 'read-own-notifications',
      auditEvent: 'notifications.mail-sent-again',
      standsOn: () => path,
      parse: (_typed, { actor }) => ({ ok: true, command: { memberId: actor.memberId } }),
      act: (tx, _input, command) => deps.sendMailAgain(tx, command),
      done: () => `${path}?done=mail-sent-again`,
      explain: ({ code }) => overall(againTexts[code]),
      again: (tx, input, { errors }) => show(deps, tx, input, null, errors),
    }),
  ],
});
