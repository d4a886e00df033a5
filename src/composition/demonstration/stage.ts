import type { Actor, Scope } from '../../kernel/actor.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { Outcome, Refusal } from '../../kernel/outcome.js';
import type { Permission } from '../../kernel/permissions.js';
import type { Plain, Tx, UnitOfWork } from '../../kernel/unit-of-work.js';
import type { Modules } from '../modules.js';
import type { Chance } from './chance.js';
import type { World } from './world.js';

/** The stage and the players of a day. */
export interface MorningOptions {
  readonly uow: UnitOfWork;
  readonly modules: Modules;
  readonly world: World;
  readonly chance: Chance;
  readonly today: IsoDate;
}

/** Does something as a member, through the doors' own rule of who may; false when refused, by that rule or the service. */
export type Act = (
  actor: Actor | undefined,
  permission: Permission,
  work: (tx: Tx, scope: Scope, memberId: string) => Promise<Outcome<Plain, Refusal>>,
) => Promise<boolean>;
