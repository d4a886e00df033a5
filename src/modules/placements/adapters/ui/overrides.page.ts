import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import type { ListOverrides } from '../../application/override.js';
import { overrideKindTexts } from './override-words.js';
import { OverridesView } from './overrides.view.js';

/** What the page of overrides needs. */
export interface OverridesPageDeps {
  readonly listOverrides: ListOverrides;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const path = '/overrides';
const rowsOfPage = 25;

/** Offers of the reader's partnership that were not what was suggested. */
export const overridesPage = ({ listOverrides, readNames }: OverridesPageDeps): Page => ({
  path,
  permission: 'see-referrals',
  auditedRead: { list: 'overrides' },
  async read(tx, { scope, query, frame }) {
    const before = identifier.safeParse(query['before']).data ?? null;
    const found = await listOverrides(tx, scope, { before, limit: rowsOfPage + 1 });
    const shown = found.slice(0, rowsOfPage);
    const names = await readNames(
      tx,
      scope,
      shown.map(({ clientId }) => clientId),
    );
    return {
      kind: 'page',
      page: OverridesView({
        frame,
        overrides: shown.map((one) => ({
          ...{ offerId: one.offerId, reference: one.reference, reason: one.reason },
          offerHref: `/offers/${one.offerId}/made`,
          name: names.get(one.clientId),
          placeText: `${one.projectName}, ${one.bedLabel}`,
          kindText: overrideKindTexts[one.kind],
          losesText:
            one.losesBand === null
              ? null
              : `Somebody whose urgency was ${urgencyBandTexts[one.losesBand].toLowerCase()} lost the place suggested to them`,
          byText: `${one.madeBy ?? 'The service'}, ${timeOfDayAndYear(one.madeAt)}`,
        })),
        paging: {
          ...(before === null ? {} : { previousHref: path }),
          ...(found.length > shown.length
            ? { nextHref: `${path}?before=${shown.at(-1)?.offerId ?? ''}` }
            : {}),
        },
      }),
    };
  },
});
