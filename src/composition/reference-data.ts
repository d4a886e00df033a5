import type { AppendAudit } from '../kernel/audit.js';
import type { IdSource } from '../kernel/ids.js';
import { done } from '../kernel/outcome.js';
import type { CommandContext, UnitOfWork } from '../kernel/unit-of-work.js';
import { loadAdmissionRules, readAdmissionRuleRows } from './reference-rules.js';
import { loadExpansion, loadExpansionStatements } from './reference-expansion.js';
import { readReferenceData } from './reference-data-files.js';
import {
  loadCapacity,
  loadFigures,
  loadPartnerships,
  loadProjects,
  loadProviders,
  loadPublishedBeds,
} from './reference-data-rows.js';

/** What loading needs: the database, who is recorded as doing it, and where the files are. */
export interface LoadReferenceDataDeps {
  readonly uow: UnitOfWork;
  readonly context: CommandContext;
  readonly newId: IdSource;
  readonly audit: AppendAudit;
  /** Folder of the CSV files. */
  readonly folder: string;
}

/** How many rows of each kind were new. All nought when everything was there. */
export type LoadedReferenceData = {
  readonly partnerships: number;
  readonly providers: number;
  readonly projects: number;
  readonly bedUnits: number;
  readonly publishedBeds: number;
  readonly admissionRules: number;
  readonly publishedFigures: number;
  readonly publishedCapacity: number;
  readonly expansionProjects: number;
  readonly expansionStatements: number;
};

/**
 * Brings the reference data into the database, in one unit of work: partnerships, providers, projects with their
 * standing and generated bed units, and what others have published. Rows are known by their names or numbers;
 * what is there already is left as it is, so a second run changes nothing. Run it from one process.
 *
 * @throws Error when the files hold a fault; all of them are listed and nothing is loaded.
 */
export const loadReferenceData = async ({
  uow,
  context,
  newId,
  audit,
  folder,
}: LoadReferenceDataDeps): Promise<LoadedReferenceData> => {
  const reference = await readReferenceData(folder);
  const rules = await readAdmissionRuleRows(folder);
  const { facilities } = reference;
  const outcome = await uow.run<LoadedReferenceData, never>(context, async (tx) =>
    done({
      partnerships: await loadPartnerships(tx, newId, reference.partnerships),
      providers: await loadProviders(tx, newId, facilities),
      ...(await loadProjects(tx, { newId, audit }, facilities)),
      publishedBeds: await loadPublishedBeds(tx, facilities),
      admissionRules: await loadAdmissionRules(tx, { newId, audit }, rules),
      publishedFigures: await loadFigures(tx, reference),
      publishedCapacity: await loadCapacity(tx, reference),
      expansionProjects: await loadExpansion(tx, reference),
      expansionStatements: await loadExpansionStatements(tx, newId, reference),
    }),
  );
  if (!outcome.ok) throw new Error(`The reference data was refused: ${outcome.refusal.code}`);
  return outcome.value;
};
