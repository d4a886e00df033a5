/** Why a record is kept from most who could read it. Source: the issue's own words; the list is the service's. */
export const restrictionKinds = ['known_to_staff', 'public_person', 'victim_of_violence', 'other'] as const;
/** One of {@link restrictionKinds}. */
export type RestrictionKind = (typeof restrictionKinds)[number];

/**
 * For how long a record that somebody opened with a reason stays open to them: a working day and the evening after it.
 * Unit: hours. Source: house rule (docs/adr/0033).
 */
export const openedForHours = 12;

/** A member of the partnership who could be named. */
export interface Colleague {
  readonly memberId: string;
  readonly name: string;
  readonly role: 'coordinator' | 'approver';
}

/** Why these members cannot be those who see a record. */
export type ReadersObstacle =
  | { readonly code: 'member-not-of-partnership'; readonly memberIds: readonly string[] }
  | { readonly code: 'no-coordinator-named' };

/**
 * Whoever is named belongs to the partnership and can still sign in, as `colleagues` do; and one of them is a coordinator, since
 * approvers record nothing and the person must be looked after.
 */
export const readersObstacle = (
  named: readonly string[],
  colleagues: readonly Colleague[],
): ReadersObstacle | null => {
  const strangers = named.filter((id) => !colleagues.some(({ memberId }) => memberId === id));
  if (strangers.length > 0) return { code: 'member-not-of-partnership', memberIds: strangers };
  return colleagues.some(({ memberId, role }) => role === 'coordinator' && named.includes(memberId))
    ? null
    : { code: 'no-coordinator-named' };
};
