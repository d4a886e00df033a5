import type { Actor } from '../../kernel/actor.js';
import { addNights, type IsoDate } from '../../kernel/iso-date.js';
import type { UnitOfWork } from '../../kernel/unit-of-work.js';
import { selectOne } from '../../platform/db/sql.js';
import type { Modules } from '../modules.js';

/** Said in the first words of every invented alert, so that nobody takes it for a warning. */
const mark = 'SYNTHETIC, not a real alert';
const source = 'Invented for the demonstration; no drug information system said this';

/**
 * Two alerts that hold today, one for Glasgow and one for the country, published by the invented administrator. Nothing
 * where there are alerts already, so that a load cut short does not publish them twice.
 */
export const publishInventedAlerts = async ({
  uow,
  modules,
  today,
}: {
  readonly uow: UnitOfWork;
  readonly modules: Modules;
  readonly today: IsoDate;
}): Promise<void> => {
  const found = await uow.read(async (tx) => ({
    administrator: await selectOne<{ id: string }>(
      tx,
      `SELECT id FROM member WHERE role = 'administrator' ORDER BY email LIMIT 1`,
    ),
    glasgow: await selectOne<{ id: string }>(tx, `SELECT id FROM partnership WHERE name = 'Glasgow City'`),
    alert: await selectOne(tx, 'SELECT 1 AS yes FROM drug_alert LIMIT 1'),
  }));
  const { administrator, glasgow } = found;
  if (administrator === null || glasgow === null || found.alert !== null) return;
  const actor: Actor = { memberId: administrator.id, role: 'administrator', home: { kind: 'national' } };
  for (const alert of [
    {
      headline: `${mark}: very strong tablets sold as diazepam`,
      advice:
        'Expect slow and shallow breathing that comes back. Carry more than one naloxone kit, and call 999 whatever it does.',
      isNational: false,
      partnershipIds: [glasgow.id],
      days: 21,
    },
    {
      headline: `${mark}: heroin mixed with a nitazene`,
      advice:
        'Several doses of naloxone may be needed. Tell everybody who leaves that what they used before may kill now.',
      isNational: true,
      partnershipIds: [],
      days: 10,
    },
  ]) {
    const { days, ...said } = alert;
    await uow.run({ actor, requestId: `demonstration-${today}` }, (tx) =>
      modules.alerts.publishAlert(tx, {
        memberId: actor.memberId,
        alert: { ...said, source, fromOn: addNights(today, -2), untilOn: addNights(today, days) },
      }),
    );
  }
};
