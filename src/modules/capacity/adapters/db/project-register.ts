import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import { select } from '../../../../platform/db/sql.js';
import type {
  FigureMark,
  PublishedBeds,
  PublishedCapacity,
  ReadProjectRegister,
} from '../../application/project-register.js';

const readPublishedBeds = async (tx: Tx): Promise<ReadonlyMap<string, PublishedBeds>> => {
  const rows = await select<{
    readonly project_id: string;
    readonly beds: number | null;
    readonly mark: FigureMark;
    readonly note: string | null;
    readonly retrieved_on: IsoDate;
    readonly source: string;
  }>(tx, 'SELECT project_id, beds, mark, note, retrieved_on, source FROM published_beds');
  return new Map(
    rows.map(({ project_id, retrieved_on, ...row }) => [project_id, { ...row, retrievedOn: retrieved_on }]),
  );
};

const readGeneratedUnits = async (tx: Tx): Promise<ReadonlyMap<string, number>> => {
  const rows = await select<{ readonly project_id: string; readonly units: string }>(
    tx,
    "SELECT project_id, COUNT(*) AS units FROM bed_unit WHERE origin = 'generated' GROUP BY project_id",
  );
  return new Map(rows.map(({ project_id, units }) => [project_id, Number(units)]));
};

const readCapacity = (tx: Tx): Promise<readonly PublishedCapacity[]> =>
  select<PublishedCapacity>(
    tx,
    'SELECT period, beds, facilities, measure, note, source FROM published_capacity ORDER BY period',
  );

/** What sources say of projects, and of beds in the country. */
export const readProjectRegister: ReadProjectRegister = async (tx) => ({
  publishedBeds: await readPublishedBeds(tx),
  generatedUnits: await readGeneratedUnits(tx),
  capacity: await readCapacity(tx),
});
