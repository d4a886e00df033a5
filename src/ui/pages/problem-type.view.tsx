import { DataTable } from '../components/data-table.js';
import { PageHeading } from '../components/page-heading.js';
import { SummaryList } from '../components/summary-list.js';
import { PageLayout } from '../layout/page-layout.js';
import type { PageFrame } from '../page-frame.js';

/** What a problem type of the programming interface means. */
export interface ProblemTypeProps {
  readonly frame: PageFrame;
  readonly code: string;
  readonly typeUri: string;
  readonly status: number;
  readonly title: string;
  readonly meaning: string;
  /** What a caller or a person should do about it. */
  readonly remedy: string;
  /** Whether sending the same request again can succeed by itself. */
  readonly isWorthRetrying: boolean;
  /** Members the answer carries besides the standard ones. */
  readonly members: readonly { readonly name: string; readonly meaning: string }[];
}

/** The page a problem's `type` address leads to. */
export const ProblemTypeView = (props: ProblemTypeProps) => (
  <PageLayout {...props.frame} title={props.title}>
    <PageHeading title={props.title} label="Problem type">
      <p>{props.meaning}</p>
    </PageHeading>
    <div class="app-narrow">
      <h2 class="app-section-title">What to do</h2>
      <p>{props.remedy}</p>
      <SummaryList
        items={[
          { key: 'Code', value: <code>{props.code}</code> },
          { key: 'HTTP status', value: String(props.status) },
          { key: 'Type', value: <code class="app-breaks">{props.typeUri}</code> },
          {
            key: 'Trying again',
            value: props.isWorthRetrying
              ? 'The same request may succeed later'
              : 'The same request will be refused again',
          },
        ]}
      />
      {props.members.length > 0 && (
        <DataTable
          caption="Members of the answer"
          staysTable
          columns={[
            { key: 'name', heading: 'Member' },
            { key: 'meaning', heading: 'Meaning' },
          ]}
          rows={props.members.map((member) => ({
            key: member.name,
            cells: [<code>{member.name}</code>, member.meaning],
          }))}
        />
      )}
    </div>
  </PageLayout>
);
