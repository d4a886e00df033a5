import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { AppendEvent } from '../../../kernel/events.js';
import type { IdSource } from '../../../kernel/ids.js';
import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { referralChangedV1 } from '../contract/events.js';
import {
  birthObstacle,
  receivedObstacle,
  type BirthObstacle,
  type ReceivedObstacle,
  type Sex,
  type UrgencyBand,
} from '../domain/referral.js';
import { apartFrom, type SaidApart } from './tell-apart.js';
import { recordable, type RecordableRefusal } from './recordable.js';
import type { MayBeRestricted, NewReferral, OpenElsewhere, ReferralRepository } from './ports.js';

/** What recording a referral needs. */
export interface RecordReferralDeps {
  readonly referrals: ReferralRepository;
  /** Of these projects, those that are not known. Capacity answers. */
  readonly readUnknownProjects: (tx: Tx, projectIds: readonly string[]) => Promise<readonly string[]>;
  /** When an urgency is looked at again, unless whoever sets it names a day. Unit: days. */
  readonly urgencyReviewDays: Readonly<Record<UrgencyBand, number>>;
  readonly newId: IdSource;
  /** A short reference people can say on the telephone. */
  readonly newReference: IdSource;
  readonly audit: AppendAudit;
  readonly events: AppendEvent;
}

/** Why a referral cannot be recorded, with what would be accepted. */
export type RecordReferralRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'open-referral-exists'; readonly referralId: string }
  | MayBeRestricted
  | ({ readonly code: 'open-referral-elsewhere' } & OpenElsewhere)
  | { readonly code: 'person-recorded-as-died'; readonly reference: string }
  | { readonly code: 'recorded-with-another-sex'; readonly reference: string; readonly recordedSex: Sex }
  | BirthObstacle
  | RecordableRefusal
  | ReceivedObstacle
  | { readonly code: 'project-unknown'; readonly projectIds: readonly string[] };

/**
 * Records the episode of asking, for a person known here or a new one. One open referral a person: the one there
 * is is named instead of a second being made, also where another partnership holds it: unless whoever records says why
 * the two are two people, of each there is. Of somebody known, a sex that was not is filled in; another than was recorded
 * is refused, since it is a slip or somebody else.
 */
export const makeRecordReferral =
  ({
    referrals,
    readUnknownProjects,
    urgencyReviewDays,
    newId,
    newReference,
    audit,
    events,
  }: RecordReferralDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    {
      memberId,
      today,
      referral: asked,
      ...said
    }: {
      readonly memberId: string;
      readonly today: IsoDate;
      readonly referral: NewReferral;
    } & SaidApart,
  ): Promise<Outcome<{ referralId: string; reference: string; version: number }, RecordReferralRefusal>> => {
    if (scope.kind !== 'partnership') return refuse({ code: 'not-found' });
    const impossible = receivedObstacle(asked.receivedOn, today) ?? birthObstacle(asked, asked.receivedOn);
    if (impossible !== null) return refuse(impossible);
    const read = recordable(asked, { today, isUrgencySet: true, urgencyReviewDays });
    if (!read.ok) return read;
    const referral = read.value;
    const projectIds = await readUnknownProjects(tx, referral.preferredProjectIds);
    if (projectIds.length > 0) return refuse({ code: 'project-unknown', projectIds });
    const { partnershipId } = scope;
    // Two who record the same new person at once meet here, before either looks.
    await referrals.takePartnership(tx, partnershipId);
    const known = await referrals.findPerson(tx, scope, referral);
    if (known !== null && known.askInstead !== null) {
      return refuse({ code: 'restricted-record-may-exist', askPartnershipName: known.askInstead });
    }
    if (known?.openReferralId != null) {
      return refuse({ code: 'open-referral-exists', referralId: known.openReferralId });
    }
    // Whoever records meanwhile that the person has died meets this in the person's row.
    if (known !== null && (known.hasDied || !(await referrals.takeLivingClient(tx, known.clientId)))) {
      return refuse({ code: 'person-recorded-as-died', reference: known.reference });
    }
    await referrals.takeName(tx, referral);
    const { told, next } = apartFrom(await referrals.findOpenElsewhere(tx, scope, referral), said);
    if (next !== null) return refuse({ code: 'open-referral-elsewhere', ...next });

    if (known !== null && referral.sex !== 'not_known' && referral.sex !== known.sex) {
      const version =
        known.sex === 'not_known' ? await referrals.fillSex(tx, known.clientId, referral.sex) : null;
      if (version === null) {
        const { reference, sex: recordedSex } = known;
        return refuse({ code: 'recorded-with-another-sex', reference, recordedSex });
      }
      await audit(tx, {
        action: 'referrals.client-corrected',
        subjectKind: 'client',
        subjectId: known.clientId,
        version,
        before: { sex: known.sex },
        after: { sex: referral.sex },
      });
    }

    const clientId = known?.clientId ?? newId();
    const referralId = newId();
    if (known === null) {
      await referrals.insertClient(tx, { clientId, reference: newReference(), partnershipId }, referral);
      await audit(tx, {
        action: 'referrals.client-recorded',
        subjectKind: 'client',
        subjectId: clientId,
        version: 1,
      });
    }
    const ids = { clientId, referralId, partnershipId };
    switch (await referrals.insert(tx, ids, memberId, referral, told)) {
      case 'inserted':
        break;
      case 'open-here': {
        const other = await referrals.findPerson(tx, scope, referral);
        return refuse({ code: 'open-referral-exists', referralId: other?.openReferralId ?? referralId });
      }
      case 'open-elsewhere': {
        // Another partnership recorded the same person in the same moment, and has committed: the key waited for it.
        const [other] = await referrals.findOpenElsewhere(tx, scope, referral);
        if (other === undefined) throw new Error(`Nobody holds the key that referral ${referralId} met.`);
        return refuse({ code: 'open-referral-elsewhere', ...other });
      }
    }
    await audit(tx, {
      action: 'referrals.referral-recorded',
      subjectKind: 'referral',
      subjectId: referralId,
      version: 1,
      after: { clientId, urgencyBand: referral.urgencyBand, route: referral.route },
      ...(told[0] === undefined
        ? {}
        : { reason: `Somebody else, though name and birth agree: ${told[0].reason}` }),
    });
    await events(tx, referralChangedV1.make({ referralId }));
    const recorded = await referrals.find(tx, scope, referralId);
    return done({ referralId, reference: recorded?.reference ?? '', version: 1 });
  };
