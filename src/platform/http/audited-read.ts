import type { Actor, Scope } from '../../kernel/actor.js';
import type { AuditEntry } from '../../kernel/audit.js';
import { done } from '../../kernel/outcome.js';
import type { CommandContext, UnitOfWork } from '../../kernel/unit-of-work.js';
import { appendAudit } from '../db/audit-writer.js';
import { recordAccess, type Access } from '../db/access-writer.js';

/**
 * What a door shows of people: one of them, by the parameter of its path that names them, or a list of those in the
 * member's scope. Declared on the route, page or form; the doors record it (docs/adr/0012).
 */
export type AuditedRead =
  | {
      /** What the parameter names: `referral`, `offer`, `placement`. */
      readonly subject: string;
      readonly param: string;
    }
  | {
      /** What the list is called: `waiting-list`. */
      readonly list: string;
    };

const ownerOf = (scope: Scope): string => {
  switch (scope.kind) {
    case 'national':
      return 'national';
    case 'partnership':
      return scope.partnershipId;
    case 'provider':
      return scope.providerId;
  }
};

/**
 * Whom a reading concerned. A list is recorded as the list of its owner, a partnership or provider: who stood on it
 * on that day follows from the referrals and placements themselves.
 *
 * @throws when the path has no such parameter: a slip in the declaration.
 */
const subjectOf = (
  declared: AuditedRead,
  params: unknown,
  scope: Scope,
): Pick<Access, 'subjectKind' | 'subjectId'> => {
  if ('list' in declared) return { subjectKind: declared.list, subjectId: ownerOf(scope) };
  const found = new Map<string, unknown>(Object.entries(params ?? {})).get(declared.param);
  if (typeof found !== 'string') throw new Error(`The path has no parameter ${declared.param} to record.`);
  return { subjectKind: declared.subject, subjectId: found };
};

/** Who reads what, where. */
export interface Reading {
  /** The path pattern of a page, or the operation of the API. */
  readonly door: string;
  readonly actor: Actor;
  readonly scope: Scope;
  /** The parameters of the path, by name. */
  readonly params: unknown;
  readonly requestId: string;
}

/**
 * Records that somebody is about to be shown what a door declared; nothing for doors that show nobody. Called after
 * the read and before the answer is sent: what cannot be recorded is not shown.
 */
export const recordReading = async (
  uow: UnitOfWork,
  declared: AuditedRead | undefined,
  { door, actor, scope, params, requestId }: Reading,
): Promise<void> => {
  if (declared === undefined) return;
  await recordAccess(uow, { actor, requestId }, { door, ...subjectOf(declared, params, scope) });
};

/**
 * Records what an answer tells of somebody beyond what its door declared, in a transaction of its own, since a refusal undoes
 * its. Called before the answer is sent: what cannot be recorded is not told.
 */
export const recordTold = async (
  uow: UnitOfWork,
  told: AuditEntry | readonly AuditEntry[] | null | undefined,
  context: CommandContext,
): Promise<void> => {
  const entries = [told ?? []].flat();
  if (entries.length === 0) return;
  await uow.run(context, async (tx) => {
    for (const entry of entries) await appendAudit(tx, entry);
    return done(true);
  });
};
