import type { Scope } from '../../../kernel/actor.js';
import type { AppendAudit } from '../../../kernel/audit.js';
import { addNights, isoDate, type IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import { monthAfter } from '../domain/measure.js';
import type { NilReason, QuietMonth } from '../domain/nil-return.js';

/** Where it is kept why nobody arrived. */
export interface NilReturnRepository {
  /** Projects that counted and had a bed in a month in which nobody arrived, by name. */
  listQuiet(tx: Tx, scope: Scope, month: IsoDate): Promise<readonly QuietMonth[]>;
  isOwn(tx: Tx, scope: Scope, projectId: string): Promise<boolean>;
  /** False where it has been said before. */
  add(tx: Tx, said: NilReturn): Promise<boolean>;
}

/** A project's word on a month in which nobody arrived. */
export interface NilReturn {
  readonly projectId: string;
  /** First day of the month. */
  readonly month: IsoDate;
  readonly reason: NilReason;
  readonly words: string | null;
  readonly memberId: string;
}

/** Why a nil return is not taken. */
export type NilReturnRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'month-still-runs'; readonly latest: string }
  | { readonly code: 'say-which-reason' }
  | { readonly code: 'month-not-quiet' }
  | { readonly code: 'nil-said-already' };

/** What saying it needs. */
export interface NilReturnDeps {
  readonly nilReturns: NilReturnRepository;
  readonly audit: AppendAudit;
}

/** The first day of the month before the one in which a day lies. */
export const monthBefore = (on: IsoDate): IsoDate =>
  isoDate(`${addNights(isoDate(`${on.slice(0, 7)}-01`), -1).slice(0, 7)}-01`);

/** So many months that are over are asked about. */
const monthsAsked = 3;

/** Months of the latest in which nobody arrived at the reader's projects, with what was said; the latest first. */
export const makeListQuietMonths =
  ({ nilReturns }: Pick<NilReturnDeps, 'nilReturns'>) =>
  async (tx: Tx, scope: Scope, today: IsoDate): Promise<readonly QuietMonth[]> => {
    const quiet: QuietMonth[] = [];
    let month = monthBefore(today);
    for (let asked = 0; asked < monthsAsked; asked += 1) {
      quiet.push(...(await nilReturns.listQuiet(tx, scope, month)));
      month = monthBefore(month);
    }
    return quiet;
  };

/** Says once why nobody arrived in a month that is over. An arrival recorded later overtakes it. */
export const makeSayNil =
  ({ nilReturns, audit }: NilReturnDeps) =>
  async (
    tx: Tx,
    scope: Scope,
    said: NilReturn,
    today: IsoDate,
  ): Promise<Outcome<{ projectId: string; month: string }, NilReturnRefusal>> => {
    const { projectId, month, reason, words } = said;
    if (!(await nilReturns.isOwn(tx, scope, projectId))) return refuse({ code: 'not-found' });
    if (monthAfter(month) > today)
      return refuse({ code: 'month-still-runs', latest: monthBefore(today).slice(0, 7) });
    if (reason === 'other' && words === null) return refuse({ code: 'say-which-reason' });
    const quiet = (await nilReturns.listQuiet(tx, scope, month)).find((one) => one.projectId === projectId);
    if (quiet === undefined) return refuse({ code: 'month-not-quiet' });
    // Of two who say it at once the key takes one.
    if (quiet.said !== null || !(await nilReturns.add(tx, said))) return refuse({ code: 'nil-said-already' });
    await audit(tx, {
      action: 'measures.nil-return-said',
      ...{ subjectKind: 'nil_return', subjectId: projectId, version: null },
      after: { month, reason, words },
    });
    return done({ projectId, month: month.slice(0, 7) });
  };
