import { done } from '../kernel/outcome.js';
import type { UnitOfWork } from '../kernel/unit-of-work.js';
import { workOutLaterWeeksAside } from '../modules/matching/adapters/thread/later-weeks-aside.js';
import { greatestGainAside } from '../platform/linear-program-aside.js';
import type { Modules } from './modules.js';
import { serviceContext } from './service-context.js';

/** The bound of a plan is worked out for so long; after that a looser one is told. Unit: seconds. */
const boundSeconds = 20;
/** The same for the bound of one urgency, of which there are four. Unit: seconds. */
const bandSeconds = 5;

/**
 * Makes a plan for later weeks: read in one transaction, worked out with its bound in threads while none is open,
 * kept in another. Two at once make two plans, of which the newer is shown.
 */
export const createPlanLaterWeeks =
  (uow: UnitOfWork, { laterWeeks }: Pick<Modules, 'laterWeeks'>) =>
  async (): Promise<void> => {
    const facts = await uow.read(laterWeeks.readLaterFacts);
    if (facts === null) return;
    const draft = await workOutLaterWeeksAside(facts);
    const all = await greatestGainAside(draft.program, boundSeconds);
    const bands: (number | null)[] = [];
    for (const { program } of draft.bands) {
      bands.push(program === null ? null : await greatestGainAside(program, bandSeconds));
    }
    await uow.run(serviceContext('plan-later-weeks'), async (tx) =>
      done(await laterWeeks.keepLaterPlan(tx, draft, { all, bands })),
    );
  };
