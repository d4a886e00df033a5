import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import { providerOf } from './provider-of.js';

/** Every project by name, for choosing among. */
export const readProjectNames = async (
  tx: Tx,
): Promise<readonly { readonly projectId: string; readonly name: string }[]> => {
  const rows = await select<{ id: string; name: string }>(tx, 'SELECT id, name FROM project ORDER BY name');
  return rows.map(({ id, name }) => ({ projectId: id, name }));
};

/** Of these projects, those that are not known, in the order given. */
export const readUnknownProjects = async (
  tx: Tx,
  projectIds: readonly string[],
): Promise<readonly string[]> => {
  if (projectIds.length === 0) return [];
  const rows = await select<{ id: string }>(tx, 'SELECT id FROM project WHERE id IN (?)', [projectIds]);
  const known = new Set(rows.map(({ id }) => id));
  return projectIds.filter((id) => !known.has(id));
};

/** The name of a project, whosever it is; null for one nobody knows. */
export const readProjectName = async (tx: Tx, projectId: string): Promise<string | null> =>
  (await selectOne<{ name: string }>(tx, 'SELECT name FROM project WHERE id = ?', [projectId]))?.name ?? null;

/** Whose a project is; null for one nobody knows. */
export const readProviderOf = async (tx: Tx, projectId: string): Promise<string | null> =>
  (await selectOne<{ provider_id: string }>(tx, 'SELECT provider_id FROM project WHERE id = ?', [projectId]))
    ?.provider_id ?? null;

/** A project of the scope's own provider; null for anybody else's. */
export const readOwnProject = async (
  tx: Tx,
  scope: Scope,
  projectId: string,
): Promise<{ readonly projectId: string; readonly name: string } | null> => {
  const row = await selectOne<{ name: string }>(
    tx,
    'SELECT name FROM project WHERE id = ? AND provider_id = ?',
    [projectId, providerOf(scope)],
  );
  return row === null ? null : { projectId, name: row.name };
};
