import type { IsoDate } from '../../../../kernel/iso-date.js';
import type { Tx } from '../../../../kernel/unit-of-work.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { agoText } from '../../../../ui/presenters/ago-text.js';
import { countOf, plainNumber } from '../../../../ui/presenters/numbers.js';
import { monthAndYear } from '../../../../ui/presenters/dates.js';
import { saidText } from './nil-return-texts.js';
import { timeOfDayAndYear } from '../../../../ui/presenters/time-of-day.js';
import { correctionDays, type CountedTwice, type DataQuality } from '../../application/read-data-quality.js';
import type { LateKind } from '../../domain/late-facts.js';
import { DataQualityView } from './data-quality.view.js';

/** What the page needs. */
export interface DataQualityPageDeps {
  readonly readDataQuality: (
    tx: Tx,
    now: { readonly at: Date; readonly today: IsoDate },
  ) => Promise<DataQuality>;
  /** What is recorded more days after it happened is late. */
  readonly lateAfterDays: number;
  /** A step of the record in words. */
  readonly actionText: (action: string) => string;
}

const countedText = (counted: CountedTwice | null): string => {
  if (counted === null) return 'Every measure is counted twice each night. The first night is still to come.';
  const { checkedAt, questions, revised, disagreeing } = counted;
  const kept =
    revised === 0
      ? 'Everything had been kept when it was recorded'
      : `${countOf(revised, 'fact')} had not been kept when recorded, and ${revised === 1 ? 'was' : 'were'} then`;
  return `Counted at ${timeOfDayAndYear(checkedAt)}: two ways of counting ${disagreeing === 0 ? 'agree' : `differ in ${plainNumber(disagreeing)}`} in ${disagreeing === 0 ? 'all ' : 'of '}${plainNumber(questions)} questions. ${kept}.`;
};

const lateTexts: Readonly<Record<LateKind, string>> = {
  referral: 'Referrals received',
  approval: 'Approvals',
  arrival: 'Arrivals',
  leaving: 'Ends of stays',
};

const peopleText = (people: number | null): string =>
  people === null ? 'Fewer than 5' : plainNumber(people);

/** What stands in the way of trusting the figures. */
export const dataQualityPage = (deps: DataQualityPageDeps): Page => ({
  path: '/measures/quality',
  permission: 'see-measures',
  async read(tx, { frame, now, today }) {
    const quality = await deps.readDataQuality(tx, { at: now, today });
    const { sites, stale, notCounted, corrections, late, countedTwice, quiet } = quality;
    return {
      kind: 'page',
      page: DataQualityView({
        frame,
        sections: [
          {
            key: 'counted-twice',
            title: 'Two ways of counting',
            text: countedText(countedTwice),
            columns: [],
            rows: [],
          },
          {
            key: 'stale',
            title: 'Silent sites',
            text: `${plainNumber(stale.length)} of ${countOf(sites, 'project')} that count ${stale.length === 1 ? 'has' : 'have'} not said within a day how many beds are free.`,
            columns: ['Project', 'Health board', 'Last said'],
            rows: stale.map(({ projectId, name, healthBoard, saidAt }) => ({
              ...{ key: projectId, href: `/projects/${projectId}` },
              cells: [name, healthBoard, saidAt === null ? 'Never' : agoText(saidAt, now)],
            })),
          },
          {
            key: 'quiet',
            title: 'Nobody arrived',
            text:
              quiet.projects.length === 0
                ? `Somebody arrived in ${monthAndYear(quiet.month)} at every project that counts.`
                : `Nobody arrived in ${monthAndYear(quiet.month)} at ${countOf(quiet.projects.length, 'project')}; ${plainNumber(quiet.projects.filter(({ said }) => said === null).length)} of them told nothing of why.`,
            columns: ['Project', 'What it said'],
            rows: quiet.projects.map(({ projectId, name, said }) => ({
              ...{ key: projectId, href: `/projects/${projectId}` },
              cells: [name, said === null ? 'Nothing' : saidText(said)],
            })),
          },
          {
            key: 'not-counted',
            title: 'Not residential rehabilitation',
            text:
              notCounted.length === 0
                ? 'Every project counts.'
                : `${countOf(notCounted.length, 'project')} ${notCounted.length === 1 ? 'is' : 'are'} here and in no count of starts, beds or nights.`,
            columns: ['Project', 'Open beds', 'Why'],
            rows: notCounted.map(({ projectId, name, beds, reason }) => ({
              ...{ key: projectId, href: `/projects/${projectId}` },
              cells: [name, plainNumber(beds), reason ?? 'Nobody has decided'],
            })),
          },
          {
            key: 'corrections',
            title: 'Put right',
            text:
              corrections.length === 0
                ? `Nothing that is counted was put right in the last ${correctionDays} days.`
                : `What is counted and was put right in the last ${correctionDays} days; of people to the nearest five. Each measure says on its own page what that changed.`,
            columns: ['What was done', 'Of', 'How many'],
            rows: corrections.map(({ cause, of, facts }) => ({
              key: `${cause}-${of}`,
              cells: [deps.actionText(cause), of, peopleText(facts)],
            })),
          },
          {
            key: 'late',
            title: 'Recorded late',
            text:
              late.length === 0
                ? `Nothing was recorded in the last ${correctionDays} days.`
                : `What was recorded in the last ${correctionDays} days, and more than ${countOf(deps.lateAfterDays, 'day')} after it happened; of people to the nearest five. Figures of the latest weeks may still rise.`,
            columns: ['What', 'Recorded', 'Late', 'Half of the late within'],
            rows: late.map(({ kind, recorded, late: count, medianDays }) => ({
              key: kind,
              cells: [
                ...[lateTexts[kind], peopleText(recorded), peopleText(count)],
                medianDays === null ? 'Too few to tell' : countOf(medianDays, 'day'),
              ],
            })),
          },
        ],
      }),
    };
  },
});
