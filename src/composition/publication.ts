import { disclosurePolicy } from '../../config/disclosure.js';
import { protect, type Known } from '../modules/publication/domain/protect.js';
import type { TableSystem } from '../modules/publication/domain/tables.js';
import { leastCost } from '../platform/linear-program.js';

/** What may be told of tables of one period, beside what was told before and what partnerships know of their own. */
export const protectTables = (system: TableSystem, known: Known) =>
  protect(system, disclosurePolicy, leastCost, known);
