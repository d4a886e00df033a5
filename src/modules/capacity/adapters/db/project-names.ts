import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';

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
