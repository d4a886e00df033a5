import type { Role } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import type { IdSource } from '../../../kernel/ids.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { emailOf } from './email-address.js';

/** The roles of people, each with the kind of organisation its members belong to; null for national ones. */
export const memberRoles = {
  provider_staff: 'provider',
  provider_manager: 'provider',
  coordinator: 'partnership',
  approver: 'partnership',
  planner: null,
  information_governance: null,
  administrator: null,
} as const satisfies Readonly<Record<Exclude<Role, 'system'>, 'provider' | 'partnership' | null>>;

type MemberRole = keyof typeof memberRoles;
type OrganisationKind = 'provider' | 'partnership';

const isMemberRole = (text: string): text is MemberRole => Object.keys(memberRoles).includes(text);

/** What adding a member needs. */
export interface AddMemberDeps {
  /** Organisations of a kind, by name. */
  readonly organisations: (tx: Tx, kind: OrganisationKind) => Promise<ReadonlyMap<string, string>>;
  /** False when the address is taken. */
  readonly insertMember: (
    tx: Tx,
    member: {
      readonly memberId: string;
      readonly email: string;
      readonly displayName: string;
      readonly role: Role;
      readonly partnershipId: string | null;
      readonly providerId: string | null;
      readonly passwordHash: string;
    },
  ) => Promise<boolean>;
  readonly hashPassword: (password: string) => Promise<string>;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
}

/** Somebody to be given an account, as typed. */
export interface AddMember {
  readonly email: string;
  readonly displayName: string;
  readonly role: string;
  /** The provider's or the partnership's name; null for a national role. */
  readonly organisation: string | null;
  readonly password: string;
}

/** Why nobody was added. Each carries what would have been accepted. */
export type AddMemberRefusal =
  | { readonly code: 'email-not-valid' }
  | { readonly code: 'name-not-valid'; readonly longest: number }
  | { readonly code: 'role-unknown'; readonly roles: readonly string[] }
  | { readonly code: 'password-not-valid'; readonly shortest: number; readonly longest: number }
  | {
      readonly code: 'organisation-unknown';
      readonly kind: OrganisationKind;
      readonly known: readonly string[];
    }
  | { readonly code: 'organisation-not-wanted' }
  | { readonly code: 'email-taken' };

/** Unit: characters. Source of the shortest: NCSC password guidance, three random words; longer than any single one. */
export const passwordLengths = { shortest: 12, longest: 200 };
const longestName = 120;
const controlCharacter = /[\u0000-\u001F\u007F]/u;

/**
 * Gives somebody an account: one role, and the organisation whose rows it reaches. A second account for one address
 * is refused, and the first left as it is. Only the argon2id hash of the password is kept.
 */
export const makeAddMember =
  ({ organisations, insertMember, hashPassword, newId, audit }: AddMemberDeps) =>
  async (
    tx: Tx,
    { email: typedEmail, displayName: typedName, role, organisation, password }: AddMember,
  ): Promise<Outcome<{ readonly memberId: string }, AddMemberRefusal>> => {
    const email = emailOf(typedEmail);
    const displayName = typedName.trim();
    if (email === null) return refuse({ code: 'email-not-valid' });
    if (displayName === '' || displayName.length > longestName || controlCharacter.test(displayName)) {
      return refuse({ code: 'name-not-valid', longest: longestName });
    }
    if (!isMemberRole(role)) return refuse({ code: 'role-unknown', roles: Object.keys(memberRoles) });
    const { shortest, longest } = passwordLengths;
    if (password.length < shortest || password.length > longest) {
      return refuse({ code: 'password-not-valid', shortest, longest });
    }
    const kind = memberRoles[role];
    if (kind === null && organisation !== null) return refuse({ code: 'organisation-not-wanted' });
    const known = kind === null ? new Map<string, string>() : await organisations(tx, kind);
    const organisationId = known.get((organisation ?? '').trim()) ?? null;
    if (kind !== null && organisationId === null) {
      return refuse({ code: 'organisation-unknown', kind, known: [...known.keys()] });
    }
    const memberId = newId();
    const isAdded = await insertMember(tx, {
      memberId,
      email,
      displayName,
      role,
      partnershipId: kind === 'partnership' ? organisationId : null,
      providerId: kind === 'provider' ? organisationId : null,
      passwordHash: await hashPassword(password),
    });
    if (!isAdded) return refuse({ code: 'email-taken' });
    await audit(tx, {
      action: 'identity.member-added',
      subjectKind: 'member',
      subjectId: memberId,
      version: 1,
      after: { role, organisationId },
    });
    return done({ memberId });
  };
