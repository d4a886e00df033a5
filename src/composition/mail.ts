import { mailPolicy } from '../../config/mail.js';
import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import {
  readLastMail,
  readMailAddress,
  readMailChoice,
} from '../modules/notifications/adapters/db/mail-lists.js';
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
import { makeSendMailAgain } from '../modules/notifications/application/send-mail-again.js';
import { databaseNow as now } from '../platform/db/database-clock.js';

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
    readLastMail,
    sendMailAgain: makeSendMailAgain({
      ...{ isMailOn, readMailChoice, readLastMail, newId, audit },
      mails: mailRepository,
    }),
    writeDigests: makeWriteDigests(sending),
    takeMail: makeTakeMail(sending),
    endMail: makeEndMail(sending),
  };
};
