import { retention } from '../../config/retention.js';
import { done } from '../kernel/outcome.js';
import type { Tx, UnitOfWork } from '../kernel/unit-of-work.js';
import { forgetSessions, forgetSignInAttempts } from '../modules/identity/adapters/db/identity-repository.js';
import { forgetPolicyLooks } from '../modules/matching/adapters/db/policy-repository.js';
import { forgetComparisons, forgetSupersededRuns } from '../modules/matching/adapters/db/superseded-runs.js';
import { forgetDrafts } from '../modules/referrals/adapters/db/referral-drafts.js';
import { forgetMails } from '../modules/notifications/adapters/db/mail-repository.js';
import { forgetNotifications } from '../modules/notifications/adapters/db/notification-repository.js';
import { forgetTaskHolders } from '../modules/tasks/adapters/db/task-holder-repository.js';
import { appendAudit } from '../platform/db/audit-writer.js';
import { forgetSilentWorkers } from '../platform/db/heartbeat.js';
import { forgetRequestKeys } from '../platform/db/request-keys.js';
import { forgetMessages } from '../platform/outbox/outbox.js';
import { serviceContext } from './service-context.js';

/** How long everything is kept; `config/retention.ts` says it and why. */
export type RetentionPolicy = { readonly [Name in keyof typeof retention]: number };

/** One kind of thing that is forgotten: how many at once, and the statement that forgets so many of the oldest. */
interface Forgetting {
  readonly what: string;
  readonly atOnce: number;
  readonly forget: (tx: Tx, atMost: number) => Promise<number>;
}

const forgettings = (policy: RetentionPolicy): readonly Forgetting[] => {
  const atOnce = policy.rowsAtOnce;
  return [
    {
      what: 'requestKeys',
      atOnce,
      forget: (tx, atMost) => forgetRequestKeys(tx, policy.requestKeyDays, atMost),
    },
    {
      what: 'messages',
      atOnce,
      forget: (tx, atMost) =>
        forgetMessages(
          tx,
          { doneDays: policy.doneMessageDays, setAsideDays: policy.setAsideMessageDays },
          atMost,
        ),
    },
    {
      what: 'sessions',
      atOnce,
      forget: (tx, atMost) => forgetSessions(tx, policy.endedSessionDays, atMost),
    },
    {
      what: 'signInAttempts',
      atOnce,
      forget: (tx, atMost) => forgetSignInAttempts(tx, policy.signInAttemptDays, atMost),
    },
    {
      what: 'matchRuns',
      atOnce: policy.matchRunsAtOnce,
      forget: (tx, atMost) =>
        forgetSupersededRuns(
          tx,
          { wholeDays: policy.wholeMatchRunDays, dailyDays: policy.dailyMatchRunDays },
          atMost,
        ),
    },
    {
      what: 'policyLooks',
      atOnce: policy.matchRunsAtOnce,
      forget: (tx, atMost) => forgetPolicyLooks(tx, policy.policyLookDays, atMost),
    },
    {
      what: 'matchComparisons',
      atOnce,
      forget: (tx, atMost) => forgetComparisons(tx, policy.dailyMatchRunDays, atMost),
    },
    { what: 'referralDrafts', atOnce, forget: forgetDrafts },
    {
      what: 'notifications',
      atOnce,
      forget: (tx, atMost) => forgetNotifications(tx, policy.notificationDays, atMost),
    },
    { what: 'mails', atOnce, forget: (tx, atMost) => forgetMails(tx, policy.notificationDays, atMost) },
    {
      what: 'taskHolders',
      atOnce,
      forget: (tx, atMost) => forgetTaskHolders(tx, policy.taskHolderDays, atMost),
    },
    {
      what: 'silentWorkers',
      atOnce,
      forget: (tx, atMost) => forgetSilentWorkers(tx, policy.silentWorkerDays, atMost),
    },
  ];
};

/**
 * Forgets everything that has been kept long enough, the oldest first, in small transactions one after the other, so
 * that nobody waits behind it; what is more than a night's share waits for the next. What was forgotten is written to
 * the record, which itself is never shortened. Gives how many of each kind.
 */
export const createForgetWhatIsOver =
  (uow: UnitOfWork, policy: RetentionPolicy = retention) =>
  async (): Promise<Readonly<Record<string, number>>> => {
    const context = serviceContext('forget-what-is-over');
    const forgotten: Record<string, number> = {};
    for (const { what, atOnce, forget } of forgettings(policy)) {
      let count = 0;
      for (let last = atOnce; last >= atOnce && count < policy.rowsANight; count += last) {
        const outcome = await uow.run(context, async (tx) => done(await forget(tx, atOnce)));
        last = outcome.ok ? outcome.value : 0;
      }
      if (count > 0) forgotten[what] = count;
    }
    if (Object.keys(forgotten).length > 0) {
      await uow.run(context, async (tx) => {
        await appendAudit(tx, {
          action: 'retention.forgotten',
          subjectKind: 'service',
          subjectId: 'retention',
          version: null,
          after: forgotten,
        });
        return done(true);
      });
    }
    return forgotten;
  };
