import { DataTable } from '../../../../ui/components/data-table.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A table of the page; where it has no rows its words stand instead. */
export interface QualitySection {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly href?: string;
    readonly cells: readonly string[];
  }[];
}

/** The page of what stands in the way of trusting the figures. */
export interface DataQualityProps {
  readonly frame: PageFrame;
  readonly sections: readonly QualitySection[];
}

const Section = ({ section: { key, title, text, columns, rows } }: { readonly section: QualitySection }) => (
  <section aria-labelledby={`${key}-title`}>
    <h2 class="app-section-title" id={`${key}-title`}>
      {title}
    </h2>
    <p>{text}</p>
    {rows.length > 0 && (
      <DataTable
        caption={title}
        isCaptionHidden
        columns={columns.map((heading) => ({ key: heading, heading }))}
        rows={rows.map((row) => ({
          key: row.key,
          cells: row.cells.map((cell, index) =>
            index === 0 && row.href !== undefined ? <a href={row.href}>{cell}</a> : cell,
          ),
        }))}
      />
    )}
  </section>
);

/** Which sites are silent, what does not count and why, what was put right, and whether two ways of counting agree. */
export const DataQualityView = ({ frame, sections }: DataQualityProps) => (
  <PageLayout {...frame} title="Data quality" current="quality">
    <PageHeading title="Data quality">
      <p>What stands in the way of trusting the figures, as it is now.</p>
    </PageHeading>
    {sections.map((section) => (
      <Section key={section.key} section={section} />
    ))}
  </PageLayout>
);
