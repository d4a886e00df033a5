import { addNights } from '../../../../kernel/iso-date.js';
import type { DrugAlertsModel } from '../../../../ui/components/drug-alerts.js';
import { shortDate } from '../../../../ui/presenters/dates.js';
import type { DrugAlert } from '../../domain/alert.js';

/** Alerts as other pages show them: in short, with the way to where they are acknowledged. */
export const alertNotices = (alerts: readonly DrugAlert[]): DrugAlertsModel => ({
  alerts: alerts.map(({ alertId, headline, advice, source, untilOn }) => ({
    key: alertId,
    headline,
    advice,
    detailText: `${source}. Holds until ${shortDate(addNights(untilOn, -1))}`,
  })),
  allHref: '/alerts',
});
