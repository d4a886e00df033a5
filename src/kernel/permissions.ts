import type { Actor, Role, Scope } from './actor.js';

/**
 * How far a permission reaches: `own` is the member's own provider or partnership,
 * `national` is everything (tables without people, or people's data protected before it is shown).
 */
type Reach = 'own' | 'national';

/**
 * The whole of authorisation. A role not named in a row is refused; a route without a row does not compile.
 * Source: authorisation matrix agreed for the service (docs/adr/0008); a change here is a change of policy.
 */
export const permissions = {
  'see-availability': {
    provider_staff: 'national',
    provider_manager: 'national',
    coordinator: 'national',
    approver: 'national',
    planner: 'national',
    information_governance: 'national',
    administrator: 'national',
  },
  'keep-availability': { provider_staff: 'own', provider_manager: 'own' },
  'edit-admission-rules': { provider_manager: 'own' },
  'edit-beds': { provider_manager: 'own' },
  'see-bed-changes': {
    provider_staff: 'own',
    provider_manager: 'own',
    planner: 'national',
    information_governance: 'national',
    administrator: 'national',
  },
  'look-at-bed-changes': { provider_staff: 'own', provider_manager: 'own', administrator: 'national' },
  'plan-bed-changes': { provider_staff: 'own', provider_manager: 'own' },
  'confirm-bed-changes': { provider_manager: 'own', administrator: 'national' },
  'set-rehab-standing': { administrator: 'national' },
  'set-budgets': { approver: 'own', administrator: 'national' },
  'set-approval-limits': { approver: 'own', administrator: 'national' },
  'see-budgets': { coordinator: 'own', approver: 'own', administrator: 'national' },
  'see-referrals': { coordinator: 'own', approver: 'own' },
  'edit-referrals': { coordinator: 'own' },
  'keep-equality': { coordinator: 'own' },
  'restrict-records': { coordinator: 'own' },
  'open-restricted-records': { coordinator: 'own', approver: 'own' },
  'name-record-readers': { administrator: 'national' },
  'decide-funding': { approver: 'own' },
  'make-offers': { coordinator: 'own', approver: 'own' },
  'confirm-overrides': { approver: 'own' },
  'see-offers': { coordinator: 'own', approver: 'own', provider_staff: 'own', provider_manager: 'own' },
  'record-tries': { coordinator: 'own', approver: 'own', provider_staff: 'own', provider_manager: 'own' },
  'decline-offers': { coordinator: 'own', approver: 'own', provider_staff: 'own', provider_manager: 'own' },
  'answer-offers': { provider_staff: 'own', provider_manager: 'own' },
  'answer-suitability': { provider_staff: 'own', provider_manager: 'own' },
  'see-placements': { coordinator: 'own', approver: 'own', provider_staff: 'own', provider_manager: 'own' },
  'run-placements': { provider_staff: 'own', provider_manager: 'own' },
  'change-bookings': { coordinator: 'own', provider_staff: 'own', provider_manager: 'own' },
  'propose-repairs': { administrator: 'national' },
  'confirm-repairs': { administrator: 'national', provider_manager: 'own' },
  'follow-up-placements': { coordinator: 'own' },
  'see-alerts': {
    provider_staff: 'national',
    provider_manager: 'national',
    coordinator: 'national',
    approver: 'national',
    planner: 'national',
    information_governance: 'national',
    administrator: 'national',
  },
  'acknowledge-alerts': { provider_staff: 'own', provider_manager: 'own', coordinator: 'own' },
  'publish-alerts': { administrator: 'national' },
  'see-barriers': {
    coordinator: 'own',
    approver: 'own',
    planner: 'national',
    information_governance: 'national',
  },
  'see-fairness': {
    coordinator: 'own',
    approver: 'own',
    planner: 'national',
    information_governance: 'national',
  },
  'see-flow': {
    coordinator: 'own',
    approver: 'own',
    planner: 'national',
    information_governance: 'national',
  },
  'see-measures': {
    provider_manager: 'national',
    coordinator: 'national',
    approver: 'national',
    planner: 'national',
    information_governance: 'national',
    administrator: 'national',
  },
  'see-measure-rows': {
    provider_manager: 'own',
    coordinator: 'own',
    approver: 'own',
    planner: 'national',
    information_governance: 'national',
    administrator: 'national',
  },
  'see-forecast': { planner: 'national', information_governance: 'national' },
  'keep-scenarios': { planner: 'national' },
  'see-expansions': {
    provider_manager: 'national',
    coordinator: 'national',
    approver: 'national',
    planner: 'national',
    information_governance: 'national',
    administrator: 'national',
  },
  'keep-expansions': { planner: 'national', administrator: 'national' },
  'link-expansions': { administrator: 'national' },
  'see-releases': {
    provider_manager: 'national',
    coordinator: 'national',
    approver: 'national',
    planner: 'national',
    information_governance: 'national',
    administrator: 'national',
  },
  'draft-releases': { planner: 'national' },
  'check-releases': { planner: 'national', information_governance: 'national' },
  'take-extracts': { information_governance: 'national' },
  'set-targets': { administrator: 'national' },
  'keep-published-figures': { planner: 'national', administrator: 'national' },
  'see-matching-policy': {
    coordinator: 'own',
    approver: 'own',
    planner: 'national',
    administrator: 'national',
  },
  'look-at-matching-policy': { planner: 'national', administrator: 'national' },
  'change-matching-policy': { administrator: 'national' },
  'propose-matching-choices': { approver: 'own' },
  'confirm-matching-choices': { coordinator: 'own', approver: 'own' },
  'operate-service': { administrator: 'national' },
  'do-tasks': {
    coordinator: 'own',
    approver: 'own',
    provider_staff: 'own',
    provider_manager: 'own',
    administrator: 'national',
  },
  'read-own-notifications': {
    coordinator: 'own',
    approver: 'own',
    provider_staff: 'own',
    provider_manager: 'own',
    administrator: 'national',
  },
  'use-own-session': {
    provider_staff: 'own',
    provider_manager: 'own',
    coordinator: 'own',
    approver: 'own',
    planner: 'own',
    information_governance: 'own',
    administrator: 'own',
  },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>;

/** One thing that may be done; each route, page and form asks for exactly one. */
export type Permission = keyof typeof permissions;

/** The scope in which `actor` may use `permission`, or null when the role may not use it at all. */
export const scopeFor = (actor: Actor, permission: Permission): Scope | null => {
  if (actor.role === 'system') return { kind: 'national' };
  const row: Partial<Record<Role, Reach>> = permissions[permission];
  const reach = row[actor.role];
  if (reach === undefined) return null;
  if (reach === 'national') return { kind: 'national' };
  // A member without an organisation has no own rows: only the session is theirs.
  return actor.home.kind === 'national' && permission !== 'use-own-session' ? null : actor.home;
};
