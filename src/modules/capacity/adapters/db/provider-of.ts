import type { Scope } from '../../../../kernel/actor.js';

/** The provider whose projects a scope may change. Anybody else changes none from here: no provider has an empty id. */
export const providerOf = (scope: Scope): string => (scope.kind === 'provider' ? scope.providerId : '');
