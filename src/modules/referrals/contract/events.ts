import { z } from 'zod';

import { defineEvent } from '../../../kernel/events.js';

const payload = z.strictObject({ referralId: z.uuid() });

const ofTransfer = z.strictObject({ transferId: z.uuid() });

/** A partnership asked another for a referral, or to take one; or that was answered or taken back. */
export const transferMovedV1 = defineEvent('referrals.transfer-moved', 1, (value) => ofTransfer.parse(value));

/** A referral was recorded, or a fact that its readiness rests on changed. */
export const referralChangedV1 = defineEvent('referrals.referral-changed', 1, (value) =>
  payload.parse(value),
);

/** Somebody who is not named for a restricted record opened it: those named are told. */
export const recordOpenedV1 = defineEvent('referrals.record-opened', 1, (value) =>
  z.strictObject({ referralId: z.uuid(), openingId: z.uuid() }).parse(value),
);
