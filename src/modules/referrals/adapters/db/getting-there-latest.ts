import type { IsoDate } from '../../../../kernel/iso-date.js';
import { select, selectOne } from '../../../../platform/db/sql.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { ReadGettingThere } from '../../application/getting-there.js';
import type { Escort, HomeAnswer, TravelPlan } from '../../domain/arrival.js';

interface ToldRow {
  readonly note: string | null;
  readonly recorded_by_name: string | null;
  readonly recorded_at: Date;
}

const toldOf = ({ note, recorded_by_name, recorded_at }: ToldRow) => ({
  note,
  recordedBy: recorded_by_name,
  recordedAt: recorded_at,
});

/** The latest that was arranged for an arrival, with who recorded it. Two statements. */
export const readGettingThere: ReadGettingThere = async (tx, referralId) => {
  const travel = await selectOne<
    ToldRow & {
      readonly travels_on: IsoDate;
      readonly brought_by: Escort;
      readonly is_confirmed: number;
    }
  >(
    tx,
    `SELECT t.travels_on, t.brought_by, t.note, t.is_confirmed, t.recorded_at, m.display_name AS recorded_by_name
         FROM travel_plan t LEFT JOIN member m ON m.id = t.recorded_by
        WHERE t.referral_id = ? ORDER BY t.recorded_at DESC, t.id DESC LIMIT 1`,
    [referralId],
  );
  const home = await selectOne<ToldRow & { readonly answer: HomeAnswer }>(
    tx,
    `SELECT h.answer, h.note, h.recorded_at, m.display_name AS recorded_by_name
         FROM home_while_away h LEFT JOIN member m ON m.id = h.recorded_by
        WHERE h.referral_id = ? ORDER BY h.recorded_at DESC, h.id DESC LIMIT 1`,
    [referralId],
  );
  return {
    travel:
      travel === null
        ? null
        : {
            ...toldOf(travel),
            travelsOn: travel.travels_on,
            broughtBy: travel.brought_by,
            isConfirmed: travel.is_confirmed === 1,
          },
    home: home === null ? null : { ...toldOf(home), answer: home.answer },
  };
};

/** How the way to a place was arranged last, by referral; a referral without a plan has no entry. One statement. */
export const readTravelPlans = async (
  tx: Tx,
  referralIds: readonly string[],
): Promise<ReadonlyMap<string, Omit<TravelPlan, 'note'>>> => {
  if (referralIds.length === 0) return new Map();
  const rows = await select<{
    readonly referral_id: string;
    readonly travels_on: IsoDate;
    readonly brought_by: Escort;
    readonly is_confirmed: number;
  }>(
    tx,
    `SELECT t.referral_id, t.travels_on, t.brought_by, t.is_confirmed FROM travel_plan t
      WHERE t.referral_id IN (?) ORDER BY t.referral_id, t.recorded_at, t.id`,
    [referralIds],
  );
  // In the order in which they were recorded: the last one counts.
  return new Map(
    rows.map(({ referral_id, travels_on, brought_by, is_confirmed }) => [
      referral_id,
      { travelsOn: travels_on, broughtBy: brought_by, isConfirmed: is_confirmed === 1 },
    ]),
  );
};
