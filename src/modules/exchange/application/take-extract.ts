import type { IsoDate } from '../../../kernel/iso-date.js';
import { done, refuse, type Outcome } from '../../../kernel/outcome.js';
import type { Tx } from '../../../kernel/unit-of-work.js';
import {
  inOrderOfKeys,
  toRow,
  type ExtractColumn,
  type ExtractRow,
  type MakeKey,
  type PlacementFact,
} from '../domain/extract.js';
import { isOver, monthNamed, monthsOver, type Month } from '../domain/month.js';

/** What one column answers, and how. */
export interface ExtractMapping {
  /** Null where a question of the dataset has no column. */
  readonly column: ExtractColumn | null;
  readonly question: string;
  readonly derivation: string;
  readonly status: string;
}

/** What an extract is: data with its source, see config. */
export interface ExtractDefinition {
  readonly version: number;
  readonly notice: string;
  readonly mostRows: number;
  readonly monthsOffered: number;
  readonly columns: readonly (ExtractMapping & { readonly column: ExtractColumn })[];
  readonly unanswered: readonly Omit<ExtractMapping, 'column'>[];
}

/** What taking an extract needs. */
export interface TakeExtractDeps {
  readonly definition: ExtractDefinition;
  /** Placements that began, ran, ended or were to begin in a month, at most so many. */
  readonly readPlacements: (tx: Tx, month: Month, limit: number) => Promise<readonly PlacementFact[]>;
  /** A maker of keys with a secret of its own, which nothing keeps. */
  readonly newKeys: () => MakeKey;
}

/** One month's placements. */
export interface Extract {
  readonly month: Month;
  readonly takenAt: Date;
  readonly rows: readonly ExtractRow[];
}

/** Why there is no extract. */
export type ExtractRefusal =
  | { readonly code: 'not-found' }
  | { readonly code: 'month-not-over'; readonly overOn: IsoDate }
  | { readonly code: 'extract-too-large'; readonly mostRows: number };

/** Takes the extract of a month that is over. */
export type TakeExtract = (
  tx: Tx,
  name: string,
  now: { readonly at: Date; readonly today: IsoDate },
) => Promise<Outcome<Extract, ExtractRefusal>>;

/** One row a placement, as each stood at the end of the month; whoever takes it twice gets other keys. */
export const makeTakeExtract =
  ({ definition: { mostRows }, readPlacements, newKeys }: TakeExtractDeps): TakeExtract =>
  async (tx, name, { at, today }) => {
    const month = monthNamed(name);
    if (month === null) return refuse({ code: 'not-found' });
    if (!isOver(month, today)) return refuse({ code: 'month-not-over', overOn: month.endsOn });
    const facts = await readPlacements(tx, month, mostRows + 1);
    if (facts.length > mostRows) return refuse({ code: 'extract-too-large', mostRows });
    const makeKey = newKeys();
    return done({
      month,
      takenAt: at,
      rows: inOrderOfKeys(facts.map((fact) => toRow(fact, month, makeKey))),
    });
  };

/** The months that can be taken from the page, the latest first. */
export const monthsToTake = ({ monthsOffered }: ExtractDefinition, today: IsoDate): readonly Month[] =>
  monthsOver(today, monthsOffered);

/** Every question, those without a column last. */
export const mappingOf = ({ columns, unanswered }: ExtractDefinition): readonly ExtractMapping[] => [
  ...columns,
  ...unanswered.map((question) => ({ ...question, column: null })),
];
