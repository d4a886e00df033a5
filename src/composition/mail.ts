import { mailPolicy } from '../../config/mail.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import { done } from '../kernel/outcome.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { readMailAddress, readMailChoice } from '../modules/notifications/adapters/db/mail-lists.js';
import {
  mailChoiceRepository,
  mailRepository,
} from '../modules/notifications/adapters/db/mail-repository.js';
import { makeChooseMail } from '../modules/notifications/application/choose-mail.js';
import {
  makeEndMail,
  makeTakeMail,
  makeWriteDigests,
  type SendMailDeps,
} from '../modules/notifications/application/send-mail.js';
import { mailWords } from '../modules/notifications/domain/mail.js';
import { databaseNow as now } from '../platform/db/database-clock.js';
import type { Mailer } from '../platform/mail/smtp.js';
import type { Modules } from './modules.js';
import { serviceContext } from './service-context.js';

/** Mail about what members were told. `isMailOn` is whether this installation has a mail server. */
export const createMail = ({
  newId,
  audit,
  isMailOn,
}: {
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  readonly isMailOn: boolean;
}) => {
  const sending: SendMailDeps = { mails: mailRepository, readMailAddress, now, newId, policy: mailPolicy };
  return {
    isMailOn,
    readMailChoice,
    chooseMail: makeChooseMail({ mailChoices: mailChoiceRepository, audit }),
    writeDigests: makeWriteDigests(sending),
    takeMail: makeTakeMail(sending),
    endMail: makeEndMail(sending),
  };
};

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
