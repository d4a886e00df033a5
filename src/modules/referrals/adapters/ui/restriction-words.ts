import type { MayBeRestricted } from '../../application/ports.js';
import type { RestrictionKind } from '../../domain/restriction.js';

/** Why a record is restricted, in words. */
export const restrictionTexts: Readonly<Record<RestrictionKind, string>> = {
  known_to_staff: 'Known to members of staff',
  public_person: 'Known to the public',
  victim_of_violence: 'In danger from somebody',
  other: 'Another reason',
};

/** Where it is said who may see the record of a referral's person. */
export const addressOfRestriction = (referralId: string): string => `/referrals/${referralId}/restriction`;

/** What whoever looks for somebody is told of a restricted record: whom to ask, and nothing of whose it is. */
export const mayBeRestrictedText = ({
  askPartnershipName,
}: Pick<MayBeRestricted, 'askPartnershipName'>): string =>
  `A restricted record may exist for this name and date of birth, so nothing was saved. Ask the coordinators of ${askPartnershipName}: somebody there may be named for it`;
