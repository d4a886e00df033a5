import type { Scope } from '../../../kernel/actor.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import {
  comingDayObstacle,
  mostSpells,
  overlappingSpell,
  type UnavailabilityReason,
  type WaitingDatesObstacle,
} from '../domain/waiting.js';
import { moveOn, type Change, type ChangeRefusal } from './change-referral.js';
import type { WaitingDeps } from './record-contact.js';

/** As for any fact about a referral; or days that cannot be, with what would be accepted. */
export type RecordUnavailabilityRefusal =
  | ChangeRefusal
  | WaitingDatesObstacle
  | { readonly code: 'spell-ends-before-it-starts' }
  | { readonly code: 'spells-overlap'; readonly fromOn: IsoDate; readonly toOn: IsoDate | null }
  | { readonly code: 'too-many-spells'; readonly atMost: number };

/**
 * Records that somebody cannot go to a place from one day up to, not including, another, or until further notice. The
 * guarded step of the referral's version keeps spells apart: of two recorded at once, one is told to look again.
 */
export const makeRecordUnavailability =
  ({ referrals, waiting, newId, audit, events }: WaitingDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & {
      readonly today: IsoDate;
      readonly fromOn: IsoDate;
      readonly toOn: IsoDate | null;
      readonly reason: UnavailabilityReason;
    },
  ): Promise<
    Outcome<{ referralId: string; version: number; spellId: string }, RecordUnavailabilityRefusal>
  > => {
    const { referralId, fromOn, toOn, reason, today, memberId } = command;
    const moved = await moveOn(referrals, tx, scope, command);
    if (!moved.ok) return moved;
    if (toOn !== null && toOn <= fromOn) return refuse({ code: 'spell-ends-before-it-starts' });
    const referral = await referrals.find(tx, scope, referralId);
    const receivedOn = referral?.receivedOn ?? today;
    const impossible =
      comingDayObstacle(fromOn, receivedOn, today) ??
      (toOn === null ? null : comingDayObstacle(toOn, receivedOn, today));
    if (impossible !== null) return refuse(impossible);
    const spells = await waiting.readSpells(tx, referralId);
    const overlapping = overlappingSpell(spells, { fromOn, toOn });
    if (overlapping !== null)
      return refuse({ code: 'spells-overlap', fromOn: overlapping.fromOn, toOn: overlapping.toOn });
    if (spells.length >= mostSpells) return refuse({ code: 'too-many-spells', atMost: mostSpells });
    const spellId = newId();
    await waiting.insertSpell(tx, { spellId, referralId, fromOn, toOn, reason }, memberId);
    await audit(tx, {
      action: 'referrals.unavailability-recorded',
      subjectKind: 'referral',
      subjectId: referralId,
      version: moved.value.version,
      after: { spellId, fromOn, toOn, reason },
    });
    await events(tx, referralChangedV1.make({ referralId }));
    return done({ ...moved.value, spellId });
  };

/** As for recording a spell; or there is no such spell. */
export type EndUnavailabilityRefusal = Exclude<RecordUnavailabilityRefusal, { code: 'too-many-spells' }>;

/**
 * Sets the day from which somebody can go again. The day it began is allowed, for a spell that never was: it is kept, and
 * counts no day. A later end than was recorded is allowed too, as long as no other spell begins before it.
 */
export const makeEndUnavailability =
  ({ referrals, waiting, audit, events }: Omit<WaitingDeps, 'newId'>) =>
  async (
    tx: Tx,
    scope: Scope,
    command: Change & { readonly today: IsoDate; readonly spellId: string; readonly toOn: IsoDate },
  ): Promise<Outcome<{ referralId: string; version: number }, EndUnavailabilityRefusal>> => {
    const { referralId, spellId, toOn, today } = command;
    const moved = await moveOn(referrals, tx, scope, command);
    if (!moved.ok) return moved;
    const spells = await waiting.readSpells(tx, referralId);
    const spell = spells.find((one) => one.spellId === spellId);
    if (spell === undefined) return refuse({ code: 'not-found' });
    if (toOn < spell.fromOn) return refuse({ code: 'spell-ends-before-it-starts' });
    const impossible = comingDayObstacle(toOn, spell.fromOn, today);
    if (impossible !== null) return refuse(impossible);
    const others = spells.filter((one) => one.spellId !== spellId);
    const overlapping = overlappingSpell(others, { fromOn: spell.fromOn, toOn });
    if (overlapping !== null)
      return refuse({ code: 'spells-overlap', fromOn: overlapping.fromOn, toOn: overlapping.toOn });
    if (!(await waiting.endSpell(tx, { referralId, spellId, before: spell.toOn }, toOn)))
      return refuse({ code: 'changed-since-you-read-it' });
    await audit(tx, {
      action: 'referrals.unavailability-ended',
      subjectKind: 'referral',
      subjectId: referralId,
      version: moved.value.version,
      before: { spellId, toOn: spell.toOn },
      after: { spellId, toOn },
    });
    await events(tx, referralChangedV1.make({ referralId }));
    return moved;
  };
