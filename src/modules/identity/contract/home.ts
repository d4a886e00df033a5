import type { Scope } from '../../../kernel/actor.js';

/**
 * The condition on `member` by which somebody is at home in a scope: a member of its organisation, or, where it is national,
 * of none.
 */
export const atHomeIn = (
  scope: Scope,
): { readonly condition: string; readonly values: readonly string[] } => {
  switch (scope.kind) {
    case 'partnership':
      return { condition: 'partnership_id = ?', values: [scope.partnershipId] };
    case 'provider':
      return { condition: 'provider_id = ?', values: [scope.providerId] };
    case 'national':
      return { condition: 'partnership_id IS NULL AND provider_id IS NULL', values: [] };
  }
};
