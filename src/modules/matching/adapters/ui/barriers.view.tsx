import { BarChart, type BarChartProps } from '../../../../ui/charts/bar-chart.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** One barrier, in words. */
export interface BarrierRow {
  readonly key: string;
  readonly name: string;
  readonly asIf: string;
  readonly whoCouldAct: string;
  readonly gainText: string;
  readonly loseText: string;
}

/** What was counted on one day. */
export interface CountedBarriers {
  readonly chart: BarChartProps;
  readonly rows: readonly BarrierRow[];
  /** The one that holds most people back, or that none does. */
  readonly summary: string;
  readonly listText: string;
  readonly asAtText: string;
  readonly policyText: string;
  /** How counts of the country are protected; absent for a partnership's own list. */
  readonly protectedText?: string | undefined;
}

/** The page of barriers. */
export interface BarriersProps {
  readonly frame: PageFrame;
  readonly whose: string;
  /** Absent while nothing was counted yet. */
  readonly counted?: CountedBarriers | undefined;
  readonly earlier?: { readonly text: string; readonly href: string } | undefined;
}

const Counted = ({ counted }: { readonly counted: CountedBarriers }) => (
  <>
    <p>{counted.summary}</p>
    <BarChart {...counted.chart} />
    <DataTable
      caption="Each barrier, taken away for everybody at once"
      columns={[
        { key: 'name', heading: 'Barrier' },
        { key: 'gain', heading: 'Would have a place', isNumber: true },
        { key: 'lose', heading: 'Would lose theirs', isNumber: true },
        { key: 'who', heading: 'Who could act' },
      ]}
      rows={counted.rows.map(({ key, name, asIf, gainText, loseText, whoCouldAct }) => ({
        key,
        cells: [
          <>
            {name}
            <span class="app-sub">As if {asIf}</span>
          </>,
          gainText,
          loseText,
          whoCouldAct,
        ],
      }))}
    />
    <DefinitionNote term="List">{counted.listText}</DefinitionNote>
    <DefinitionNote term="Would have a place">
      People who wait, have no place suggested, and would have one if this barrier alone were gone and all
      places were given anew. Somebody held by two barriers is counted at neither.
    </DefinitionNote>
    <DefinitionNote term="Would lose theirs">
      People whose place would go to somebody ahead of them, who could then have it. Beds are not made by
      taking a barrier away.
    </DefinitionNote>
    {counted.protectedText !== undefined && (
      <DefinitionNote term="Protected">{counted.protectedText}</DefinitionNote>
    )}
    <DefinitionNote term="As at">{counted.asAtText}</DefinitionNote>
    <DefinitionNote term="By">{counted.policyText}</DefinitionNote>
  </>
);

/** Which single barrier holds most people back, counted by taking one away at a time. */
export const BarriersView = (props: BarriersProps) => (
  <PageLayout {...props.frame} title="What holds people back" current="barriers">
    <PageHeading title="What holds people back" label={props.whose}>
      <p>
        One barrier at a time is taken away for everybody, and all places are given anew. What is counted is
        who has a place only then. It shows where to act, and promises nobody a place.
      </p>
    </PageHeading>
    {props.counted === undefined ? (
      <p>
        Nothing is counted for this day. Barriers are counted early each day, once the list has been matched.
      </p>
    ) : (
      <Counted counted={props.counted} />
    )}
    {props.earlier !== undefined && (
      <p>
        <a href={props.earlier.href}>{props.earlier.text}</a>
      </p>
    )}
  </PageLayout>
);
