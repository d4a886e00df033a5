import type { IsoDate } from '../../../../kernel/iso-date.js';
import { scopeFor } from '../../../../kernel/permissions.js';
import type { Page } from '../../../../platform/http/define-page.js';
import { longDate, monthAndYear } from '../../../../ui/presenters/dates.js';
import {
  mappingOf,
  monthsToTake,
  type Extract,
  type ExtractDefinition,
  type TakeExtract,
} from '../../application/take-extract.js';
import { isOver, monthNamed, monthOf } from '../../domain/month.js';
import { ExtractMappingView, ExtractsView } from './extracts.view.js';

const statusTexts: Readonly<Record<string, string>> = {
  answered: 'Yes',
  partly: 'In part',
  'not told': 'No: not told',
  'not kept': 'No: not kept here',
};

/** What the pages need. */
export interface ExtractPageDeps {
  readonly definition: ExtractDefinition;
  readonly takeExtract: TakeExtract;
  /** An extract as a file. */
  readonly writeExtract: (definition: ExtractDefinition, extract: Extract) => string;
}

/** Why a month that was asked for was not given, as of today; null where none was asked for. */
const refusedText = (asked: string, today: IsoDate): string | null => {
  const month = monthNamed(asked);
  if (month === null) return null;
  return isOver(month, today)
    ? `${monthAndYear(month.startsOn)} has more placements than there can be. Tell whoever runs the service.`
    : `${monthAndYear(month.startsOn)} is not over. It can be taken from ${longDate(month.endsOn)} on.`;
};

/** Where extracts are taken, and what they hold. */
export const extractPages = ({ definition, takeExtract, writeExtract }: ExtractPageDeps): readonly Page[] => [
  {
    path: '/extracts',
    permission: 'take-extracts',
    read: (_tx, { frame, today, query }) =>
      Promise.resolve({
        kind: 'page',
        page: ExtractsView({
          frame,
          notice: definition.notice,
          ...(frame.banner === undefined
            ? {}
            : { caution: 'Everybody in these files is invented. They say nothing about Scotland.' }),
          months: monthsToTake(definition, today).map(({ name, startsOn }) => ({
            key: name,
            text: monthAndYear(startsOn),
            href: `/extracts/${name}`,
          })),
          refusedText: refusedText(query['month'] ?? '', today),
          nextText: `${monthAndYear(today)} can be taken from ${longDate(monthOf(today).endsOn)} on.`,
        }),
      }),
  },
  {
    path: '/extracts/mapping',
    permission: 'see-measures',
    read: (_tx, { frame, actor }) =>
      Promise.resolve({
        kind: 'page',
        page: ExtractMappingView({
          frame,
          notice: definition.notice,
          versionText: `Mapping ${definition.version}`,
          rows: mappingOf(definition).map(({ column, question, derivation, status }) => ({
            key: column ?? question,
            question,
            column: column ?? 'None',
            derivation,
            statusText: statusTexts[status] ?? status,
          })),
          mayTake: scopeFor(actor, 'take-extracts') !== null,
        }),
      }),
  },
  {
    path: '/extracts/:month',
    permission: 'take-extracts',
    auditedRead: { subject: 'national-extract', param: 'month' },
    async read(tx, { params: { month = '' }, now, today }) {
      const outcome = await takeExtract(tx, month, { at: now, today });
      if (!outcome.ok) {
        return outcome.refusal.code === 'not-found'
          ? { kind: 'problem', code: 'not-found' }
          : { kind: 'redirect', to: `/extracts?month=${month}` };
      }
      return {
        kind: 'file',
        fileName: `placements-${outcome.value.month.name}.csv`,
        mediaType: 'text/csv',
        text: writeExtract(definition, outcome.value),
      };
    },
  },
];
