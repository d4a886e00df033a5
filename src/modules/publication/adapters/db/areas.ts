import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type { Area } from '../../domain/catalogue.js';

/** Every partnership with its health board, by name. There are thirty. */
export const readAreas = (tx: Tx): Promise<Area[]> =>
  select<Area>(
    tx,
    `SELECT id AS partnershipId, name, health_board AS board, health_board_code AS boardCode
       FROM partnership ORDER BY name, id`,
  );
