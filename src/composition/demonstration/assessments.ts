import { addWorkingDays } from '../../kernel/working-time.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { assessmentStanding, type AssessmentKind } from '../../modules/referrals/contract/facts.js';
import type { Modules } from '../modules.js';
import { readOpenReferrals } from '../referral-reads.js';
import type { World } from './world.js';

/** It has a sign-in that is printed. */
const partnershipName = 'Glasgow City';

/** Who is booked where, the longest waiting first. Invented. Unit of `inDays`: working days. */
const bookings: Readonly<
  Record<AssessmentKind, readonly { readonly inDays: number; readonly heldWith: string }[]>
> = {
  partnership: [
    { inDays: 3, heldWith: 'The specialist team, Parkhead, 10:30' },
    { inDays: 8, heldWith: 'The specialist team, Anniesland, 14:00' },
  ],
  medical: [{ inDays: 5, heldWith: 'The prescribing clinic, Possilpark, 09:15' }],
};

/** Books assessments for a few people who wait for one; the others show what is still to book. Nothing where one is booked. */
export const bookAssessments = async (
  uow: UnitOfWork,
  { assessing }: Modules,
  world: World,
  today: IsoDate,
): Promise<void> => {
  const partnership = world.partnerships.find(({ name }) => name === partnershipName);
  const coordinator = partnership === undefined ? undefined : world.coordinators.get(partnership.id);
  if (coordinator === undefined) return;
  const own = (await uow.read(readOpenReferrals)).filter(
    ({ partnershipId }) => partnershipId === partnership?.id,
  );
  if (own.some(({ appointments }) => appointments.partnership !== null || appointments.medical !== null))
    return;
  const { home: scope, memberId } = coordinator;
  const done = new Set<string>();
  for (const kind of ['partnership', 'medical'] as const) {
    const waiting = own.filter(
      (referral) =>
        !done.has(referral.referralId) && assessmentStanding(kind, referral, today).state === 'not-booked',
    );
    for (const [index, { inDays, heldWith }] of bookings[kind].entries()) {
      const referral = waiting[index];
      if (referral === undefined) continue;
      const { referralId, version: expectedVersion } = referral;
      done.add(referralId);
      const on = addWorkingDays(assessing.assessmentTimes.calendar, today, inDays);
      await uow.run({ actor: coordinator, requestId: 'demonstration-assessment' }, (tx) =>
        assessing.bookAssessment(tx, scope, {
          ...{ memberId, referralId, expectedVersion, today, kind, on, heldWith },
        }),
      );
    }
  }
};
