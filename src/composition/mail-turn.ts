import { mailPolicy } from '../../config/mail.js';
import { done } from '../kernel/outcome.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { mailWords } from '../modules/notifications/domain/mail.js';
import type { Mailer } from '../platform/mail/smtp.js';
import type { Modules } from './modules.js';
import { serviceContext } from './service-context.js';

/**
 * One turn of sending: writes the daily mails that are due, then hands in what is due, one after the other. No
 * transaction is open while a mail server is waited for. A worker that dies between handing in and keeping that it did
 * repeats that one mail, under the same id, once its time in hand is over; none is lost. Several workers do no harm:
 * each takes other rows.
 */
export const createMailTurn = (
  uow: UnitOfWork,
  { notifications: { mail } }: Modules,
  mailer: Pick<Mailer, 'send'>,
  onGivenUp: (mailId: string, fault: string) => void,
) => {
  const context = serviceContext('send-mail');
  const handIn = async (): Promise<boolean> => {
    const taken = await uow.run(context, async (tx) => {
      const next = await mail.takeMail(tx);
      return done(next === null || 'ended' in next ? next : { ...next, mail: { ...next.mail } });
    });
    if (!taken.ok || taken.value === null) return false;
    if ('ended' in taken.value) return true;
    const inHand = taken.value;
    const answer = await mailer.send({ id: inHand.mail.mailId, to: inHand.address, ...mailWords });
    const ended = await uow.run(context, async (tx) => done(await mail.endMail(tx, inHand.mail, answer)));
    if (ended.ok && ended.value === 'given-up' && answer.kind === 'failed')
      onGivenUp(inHand.mail.mailId, answer.fault);
    return true;
  };
  return async (): Promise<void> => {
    await uow.run(context, async (tx) => done(await mail.writeDigests(tx)));
    for (let count = 0; count < mailPolicy.atOnce; count += 1) if (!(await handIn())) return;
  };
};
