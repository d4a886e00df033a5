import type { Scope } from '../../../../kernel/actor.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { identifier } from '../../../../platform/http/schemas.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import { urgencyBandTexts } from '../../../referrals/contract/words.js';
import type { ListOverrides, ListWaitingOverrides } from '../../application/override.js';
import { addressOfOverride } from './make-offer.page.js';
import { overrideKindTexts } from './override-words.js';
import { OverridesView } from './overrides.view.js';

/** What the page of overrides needs. */
export interface OverridesPageDeps {
  readonly listOverrides: ListOverrides;
  readonly listWaitingOverrides: ListWaitingOverrides;
  readonly readNames: (
    tx: Tx,
    scope: Scope,
    clientIds: readonly string[],
  ) => Promise<ReadonlyMap<string, string>>;
}

const path = '/overrides';
const rowsOfPage = 25;

/** Offers of the reader's partnership that were not what was suggested. */
export const overridesPage = ({
  listOverrides,
  listWaitingOverrides,
  readNames,
}: OverridesPageDeps): Page => ({
  path,
  permission: 'see-referrals',
  auditedRead: { list: 'overrides' },
  async read(tx, { scope, query, frame }) {
    const before = identifier.safeParse(query['before']).data ?? null;
    const found = await listOverrides(tx, scope, { before, limit: rowsOfPage + 1 });
    const shown = found.slice(0, rowsOfPage);
    const waiting = before === null ? await listWaitingOverrides(tx, scope) : [];
    const names = await readNames(
      tx,
      scope,
      [...shown, ...waiting].map(({ clientId }) => clientId),
    );
    return {
      kind: 'page',
      page: OverridesView({
        frame,
        waiting: waiting.map((one) => ({
          ...{ overrideId: one.overrideId, reference: one.reference, reason: one.reason },
          href: addressOfOverride(one.referralId),
          name: names.get(one.clientId),
          placeText: `${one.projectName}, ${one.bedLabel}, from ${shortDate(one.arrivesOn)}`,
          losesText: `Somebody whose urgency is ${urgencyBandTexts[one.losesBand].toLowerCase()} would lose the place suggested to them`,
          byText: `${one.askedByName ?? 'Somebody who is not here any more'}, ${timeOfDayAndYear(one.askedAt)}`,
        })),
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
          confirmedText: one.confirmedBy === null ? null : `Confirmed by ${one.confirmedBy}`,
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
