import type { Scope } from '../../../../kernel/actor.js';
import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { KnownPolicyChange, OwnMove } from '../../application/policy-reading.js';
import { policyChangeColumns, policyChangeOf, type PolicyChangeRow } from './policy-repository.js';

interface ListRow extends PolicyChangeRow {
  readonly partnership_name: string | null;
  readonly proposed_by_name: string | null;
  readonly proposed_at: Date;
  readonly decided_by_name: string | null;
  readonly decided_at: Date | null;
}

const readChanges = async (
  tx: Tx,
  where: string,
  values: readonly string[],
  limit: number,
): Promise<readonly KnownPolicyChange[]> => {
  const rows = await select<ListRow>(
    tx,
    `SELECT ${policyChangeColumns}, c.proposed_at, c.decided_at, p.name AS partnership_name,
            m.display_name AS proposed_by_name, d.display_name AS decided_by_name
       FROM matching_policy_change c
       LEFT JOIN partnership p ON p.id = c.partnership_id
       LEFT JOIN member m ON m.id = c.proposed_by
       LEFT JOIN member d ON d.id = c.decided_by
      WHERE ${where} ORDER BY c.proposed_at DESC, c.id DESC LIMIT ?`,
    [...values, limit],
  );
  return rows.map((row) => ({
    ...policyChangeOf(row),
    partnershipName: row.partnership_name,
    proposedByName: row.proposed_by_name,
    proposedAt: row.proposed_at,
    decidedByName: row.decided_by_name,
    decidedAt: row.decided_at,
  }));
};

const ofScope = (scope: Scope): { readonly where: string; readonly values: readonly string[] } => {
  switch (scope.kind) {
    case 'national':
      return { where: 'TRUE', values: [] };
    case 'partnership':
      return {
        where: '(c.partnership_id IS NULL OR c.partnership_id = ?)',
        values: [scope.partnershipId],
      };
    case 'provider':
      return { where: 'FALSE', values: [] };
  }
};

/** Changes told at most; the country and a partnership have a few a year. */
const changesAtMost = 100;
/** Looks of the last days among which a measurement is sought. */
const looksAtMost = 20;

/** What was asked for, confirmed or taken back: of the country, and of the scope's own partnership. The latest first. */
export const readPolicyChanges = (tx: Tx, scope: Scope): Promise<readonly KnownPolicyChange[]> => {
  const { where, values } = ofScope(scope);
  return readChanges(
    tx,
    `${where} AND c.state IN ('waiting', 'applied', 'withdrawn')`,
    values,
    changesAtMost,
  );
};

/** One change of the country or of the scope's own partnership, in any state; null for anybody else's. */
export const readPolicyChange = async (
  tx: Tx,
  scope: Scope,
  changeId: string,
): Promise<KnownPolicyChange | null> => {
  const { where, values } = ofScope(scope);
  const [change] = await readChanges(tx, `${where} AND c.id = ?`, [...values, changeId], 1);
  return change ?? null;
};

/** The latest changes of the country's policy that a shadow run has looked at, whatever became of them. */
export const readLatestLooks = (tx: Tx): Promise<readonly KnownPolicyChange[]> =>
  readChanges(tx, 'c.partnership_id IS NULL AND c.preview IS NOT NULL', [], looksAtMost);

interface MoveRow {
  readonly referral_id: string;
  readonly now_name: string | null;
  readonly now_arrives_on: IsoDate | null;
  readonly then_name: string | null;
  readonly then_arrives_on: IsoDate | null;
}

const whereOf = (projectName: string | null, arrivesOn: IsoDate | null) =>
  projectName === null || arrivesOn === null ? null : { projectName, arrivesOn };

/** Of these referrals, those that a change would move, and from where to where. One statement. */
export const readMovesOf = async (
  tx: Tx,
  changeId: string,
  referralIds: readonly string[],
): Promise<readonly OwnMove[]> => {
  if (referralIds.length === 0) return [];
  const rows = await select<MoveRow>(
    tx,
    `SELECT v.referral_id, n.name AS now_name, v.now_arrives_on, t.name AS then_name, v.then_arrives_on
       FROM matching_policy_move v
       LEFT JOIN project n ON n.id = v.now_project_id
       LEFT JOIN project t ON t.id = v.then_project_id
      WHERE v.change_id = ? AND v.referral_id IN (?)`,
    [changeId, referralIds],
  );
  return rows.map((row) => ({
    referralId: row.referral_id,
    now: whereOf(row.now_name, row.now_arrives_on),
    then: whereOf(row.then_name, row.then_arrives_on),
  }));
};
