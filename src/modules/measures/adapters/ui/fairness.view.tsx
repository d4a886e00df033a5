import { IntervalChart, type IntervalChartProps } from '../../../../ui/charts/interval-chart.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** One group in a quarter, in words. */
export interface FairnessRow {
  readonly key: string;
  readonly name: string;
  /** What about it is not by chance; empty for nothing. */
  readonly warningText: string;
  readonly referredText: string;
  readonly placedText: string;
  readonly shareText: string;
  readonly beforeText: string;
  readonly waitText: string;
}

/** One dimension: its chart, null where no group's share is told, and the table that says the same and names every group. */
export interface FairnessSection {
  readonly key: string;
  readonly title: string;
  readonly chart: IntervalChartProps | null;
  readonly rows: readonly FairnessRow[];
}

/** What a change of the policy did. */
export interface FairnessChange {
  readonly key: string;
  readonly title: string;
  /** Null for readers who may not see the policy. */
  readonly href: string | null;
  /** Why nothing can be said yet; then there are no rows. */
  readonly tooSoonText: string | null;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly warningText: string;
    readonly beforeText: string;
    readonly afterText: string;
  }[];
}

/** The page of who is placed, by group. */
export interface FairnessProps {
  readonly frame: PageFrame;
  readonly whose: string;
  readonly quarterText: string;
  readonly caution?: string | undefined;
  /** Each group whose access is lower or has fallen, and not by chance. */
  readonly warnings: readonly string[];
  readonly everybodyText: string;
  readonly sections: readonly FairnessSection[];
  /** Offers that were not what was suggested. */
  readonly besideSuggestion: {
    readonly madeText: string;
    readonly rows: readonly { readonly key: string; readonly name: string; readonly offersText: string }[];
  };
  /** Of those placed, how many in another health board than their own. */
  readonly elsewhere: {
    readonly text: string;
    readonly rows: readonly {
      readonly key: string;
      readonly name: string;
      readonly placedText: string;
      readonly elsewhereText: string;
      readonly shareText: string;
    }[];
  };
  readonly changes: readonly FairnessChange[];
  readonly notes: readonly { readonly term: string; readonly text: string }[];
  readonly earlier: { readonly text: string; readonly href: string };
  readonly later: { readonly text: string; readonly href: string } | null;
}

const Name = ({ name, warningText }: Pick<FairnessRow, 'name' | 'warningText'>) => (
  <>
    {name}
    {warningText !== '' && <strong class="app-sub">{warningText}</strong>}
  </>
);

const Section = ({ section: { key, title, chart, rows } }: { readonly section: FairnessSection }) => (
  <section aria-labelledby={`${key}-title`}>
    <h2 class="app-section-title" id={`${key}-title`}>
      {title}
    </h2>
    {chart !== null && <IntervalChart {...chart} />}
    <DataTable
      caption={`By ${title.toLowerCase()}`}
      columns={[
        { key: 'group', heading: 'Group' },
        { key: 'referred', heading: 'Referred', isNumber: true },
        { key: 'placed', heading: 'Placed', isNumber: true },
        { key: 'share', heading: 'Share placed', isNumber: true },
        { key: 'before', heading: 'Quarter before', isNumber: true },
        { key: 'wait', heading: 'Half had arrived after', isNumber: true },
      ]}
      rows={rows.map((row) => ({
        key: row.key,
        cells: [
          <Name {...row} />,
          row.referredText,
          row.placedText,
          row.shareText,
          row.beforeText,
          row.waitText,
        ],
      }))}
    />
  </section>
);

const Change = ({ change }: { readonly change: FairnessChange }) => (
  <>
    <h3>{change.href === null ? change.title : <a href={change.href}>{change.title}</a>}</h3>
    {change.tooSoonText === null ? (
      <DataTable
        caption={`Share placed before and after. ${change.title}`}
        isCaptionHidden
        columns={[
          { key: 'group', heading: 'Group' },
          { key: 'before', heading: 'Before', isNumber: true },
          { key: 'after', heading: 'After', isNumber: true },
        ]}
        rows={change.rows.map((row) => ({
          key: row.key,
          cells: [<Name {...row} />, row.beforeText, row.afterText],
        }))}
      />
    ) : (
      <p>{change.tooSoonText}</p>
    )}
  </>
);

/** Who was placed and after how long, by group, with how sure that is; and what changes of the policy did to it. */
export const FairnessView = (props: FairnessProps) => (
  <PageLayout {...props.frame} title="Who is placed" current="fairness">
    <PageHeading title="Who is placed" label={`${props.whose}, ${props.quarterText}`}>
      <p>
        Whether some groups of people are placed less than others, and whether that changes. Nothing here
        ranks anybody: it shows where to look.
      </p>
    </PageHeading>
    {props.caution !== undefined && <p>{props.caution}</p>}
    {props.warnings.length === 0 ? (
      <p>No group that is large enough to tell is placed less than everybody else, or less than before.</p>
    ) : (
      <Notification kind="warning" title="Look at these">
        <ul>
          {props.warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      </Notification>
    )}
    <p>{props.everybodyText}</p>
    {props.sections.map((section) => (
      <Section key={section.key} section={section} />
    ))}
    <section aria-labelledby="elsewhere-title">
      <h2 class="app-section-title" id="elsewhere-title">
        How far from home
      </h2>
      <p>{props.elsewhere.text}</p>
      {props.elsewhere.rows.length > 0 && (
        <DataTable
          caption="Placed in another health board, by what the person’s own area is like"
          columns={[
            { key: 'area', heading: 'Area' },
            { key: 'placed', heading: 'Placed', isNumber: true },
            { key: 'elsewhere', heading: 'In another board', isNumber: true },
            { key: 'share', heading: 'Share', isNumber: true },
          ]}
          rows={props.elsewhere.rows.map(({ key, name, placedText, elsewhereText, shareText }) => ({
            key,
            cells: [name, placedText, elsewhereText, shareText],
          }))}
        />
      )}
    </section>
    <section aria-labelledby="beside-title">
      <h2 class="app-section-title" id="beside-title">
        Offers that were not what was suggested
      </h2>
      <p>
        {props.besideSuggestion.madeText} Each of these says why; where somebody is passed over, two people
        decide.
      </p>
      <DataTable
        caption="Offers that were not what was suggested, by kind"
        isCaptionHidden
        columns={[
          { key: 'kind', heading: 'Kind' },
          { key: 'offers', heading: 'Offers', isNumber: true },
        ]}
        rows={props.besideSuggestion.rows.map(({ key, name, offersText }) => ({
          key,
          cells: [name, offersText],
        }))}
      />
    </section>
    <section aria-labelledby="changes-title">
      <h2 class="app-section-title" id="changes-title">
        Before and after changes of how people are matched
      </h2>
      {props.changes.length === 0 ? (
        <p>The policy was not changed in the year up to the end of this quarter.</p>
      ) : (
        props.changes.map((change) => <Change key={change.key} change={change} />)
      )}
    </section>
    {props.notes.map(({ term, text }) => (
      <DefinitionNote key={term} term={term}>
        {text}
      </DefinitionNote>
    ))}
    <p>
      <a href={props.earlier.href}>{props.earlier.text}</a>
    </p>
    {props.later !== null && (
      <p>
        <a href={props.later.href}>{props.later.text}</a>
      </p>
    )}
  </PageLayout>
);
