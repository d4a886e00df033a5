/** The kinds of work a member of staff does here; `system` is the service itself. */
export const roles = [
  'provider_staff',
  'provider_manager',
  'coordinator',
  'approver',
  'planner',
  'information_governance',
  'administrator',
  'system',
] as const;

/** One kind of work; a member has exactly one. */
export type Role = (typeof roles)[number];

/** Whose rows may be touched. Repositories take one with every read and write of a scoped row. */
export type Scope =
  | { readonly kind: 'national' }
  | {
      readonly kind: 'partnership';
      readonly partnershipId: string;
      /** Who looks: a restricted record is known to members named for it. Left out, none of them is. */
      readonly memberId?: string;
    }
  | { readonly kind: 'provider'; readonly providerId: string };

/** Who acts. `home` is the widest scope the membership gives; a permission may narrow it, never widen it. */
export interface Actor {
  readonly memberId: string;
  readonly role: Role;
  readonly home: Scope;
}

/** The service acting by itself: expiries, matching, the demonstration's loading. */
export const systemActor: Actor = { memberId: 'system', role: 'system', home: { kind: 'national' } };
