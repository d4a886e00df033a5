import type { Role, Scope } from '../../../kernel/actor.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import type {
  DayFacts,
  Moment,
  OfferToAnswer,
  ProjectToConfirm,
  RepairToConfirm,
  RuleChangeToConfirm,
  StayToRecord,
} from '../domain/task.js';

/** Everything that tasks of a scope are derived from. A bounded number of statements, however much there is to do. */
export type ReadDayFacts = (tx: Tx, scope: Scope, moment: Moment) => Promise<DayFacts>;

/** What a provider has to do that no other context lists: answers, arrivals, leavings, availability, rules. */
export type ReadProviderDay = (
  tx: Tx,
  scope: Scope,
  moment: Moment,
) => Promise<{
  readonly offers: readonly OfferToAnswer[];
  readonly stays: readonly StayToRecord[];
  readonly projects: readonly ProjectToConfirm[];
  readonly ruleChanges: readonly RuleChangeToConfirm[];
}>;

/** Repairs that wait for a second person, of the provider’s stays, or of all by reference alone. */
export type ReadRepairs = (tx: Tx, scope: Scope) => Promise<readonly RepairToConfirm[]>;

/** Somebody of an organisation who can be given a task. */
export interface TeamMember {
  readonly memberId: string;
  readonly name: string;
  readonly role: Role;
}

/** The members of a partnership or provider who may sign in, by name; those of neither for a national scope. */
export type ReadTeam = (tx: Tx, scope: Scope) => Promise<readonly TeamMember[]>;

/** Who has taken a task; `version` counts from 1 and moves with every change. `memberId` is null once it was given back. */
export interface Holding {
  readonly taskKey: string;
  readonly memberId: string | null;
  readonly version: number;
}

/** Who has taken which task of an organisation, or of the service’s own members. Version 0 is a task nobody has ever taken. */
export interface TaskHolderRepository {
  /** Of these tasks, those somebody has or had. */
  read(tx: Tx, scope: Scope, taskKeys: readonly string[]): Promise<ReadonlyMap<string, Holding>>;
  /** False when it is at another version: of two who take it at once, one is told. */
  give(
    tx: Tx,
    scope: Scope,
    task: { readonly taskKey: string; readonly version: number },
    to: string | null,
  ): Promise<boolean>;
}
