import type { Scope } from '../../../../kernel/actor.js';
import type { SqlValue } from '../../../../platform/db/sql.js';

/**
 * The condition that keeps a statement to a scope: a provider reaches what concerns its beds, a partnership what
 * concerns its clients. `alias` names the table of offers or placements in the statement.
 */
export const inScope = (
  scope: Scope,
  alias: string,
): { readonly condition: string; readonly values: SqlValue[] } => {
  switch (scope.kind) {
    case 'national':
      return { condition: 'TRUE', values: [] };
    case 'partnership':
      return { condition: `${alias}.partnership_id = ?`, values: [scope.partnershipId] };
    case 'provider':
      return { condition: `${alias}.provider_id = ?`, values: [scope.providerId] };
  }
};
