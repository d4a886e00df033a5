import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** The page from which extracts are taken. */
export interface ExtractsProps {
  readonly frame: PageFrame;
  readonly notice: string;
  /** Said while the people in the service are invented. */
  readonly caution?: string | undefined;
  readonly months: readonly { readonly key: string; readonly text: string; readonly href: string }[];
  readonly nextText: string;
  /** Why a month that was asked for was not given; null where none was. */
  readonly refusedText: string | null;
}

const NotOfficial = ({ notice }: { readonly notice: string }) => (
  <Notification kind="warning" title="Not the official format">
    <p>{notice}</p>
  </Notification>
);

/** Months that are over, each as a file. */
export const ExtractsView = ({ frame, notice, caution, months, nextText, refusedText }: ExtractsProps) => (
  <PageLayout {...frame} title="Extracts" current="extracts">
    <PageHeading title="Extracts" label="Placements, one a row">
      <p>
        Each file holds the placements of the country in one month, without names. It is still about people:
        keep it, send it and delete it as a record of health.
      </p>
    </PageHeading>
    {refusedText !== null && (
      <Notification kind="error" title="No file was made" takesFocus>
        <p>{refusedText}</p>
      </Notification>
    )}
    <NotOfficial notice={notice} />
    {caution !== undefined && <p>{caution}</p>}
    <section aria-labelledby="months-title">
      <h2 class="app-section-title" id="months-title">
        Months that are over
      </h2>
      <DataTable
        caption="Months that can be taken"
        isCaptionHidden
        staysTable
        columns={[
          { key: 'month', heading: 'Month' },
          { key: 'file', heading: 'File' },
        ]}
        rows={months.map(({ key, text, href }) => ({
          key,
          cells: [
            text,
            <a key="file" href={href}>
              Take as CSV<span class="visually-hidden">: {text}</span>
            </a>,
          ],
        }))}
      />
      <p>{nextText}</p>
    </section>
    <DefinitionNote term="Which placements">
      Those that began, ran or ended in the month, and those that were to begin in it and did not. Arrivals
      and leavings after the month are left out. The planned end and the price are as they stand when the file
      is made, and corrections made since are in.
    </DefinitionNote>
    <DefinitionNote term="Keys">
      Made anew each time, so that two files cannot be joined by them. Taking the same month twice gives other
      keys.
    </DefinitionNote>
    <DefinitionNote term="Recorded">
      Who took which month is recorded, once a day, before the file is sent.
    </DefinitionNote>
    <p>
      <a href="/extracts/mapping">What each column holds, and which question it answers</a>
    </p>
  </PageLayout>
);

/** The page that says what an extract holds. */
export interface ExtractMappingProps {
  readonly frame: PageFrame;
  readonly notice: string;
  readonly versionText: string;
  readonly rows: readonly {
    readonly key: string;
    readonly question: string;
    readonly column: string;
    readonly derivation: string;
    readonly statusText: string;
  }[];
  /** Whether the reader may take extracts. */
  readonly mayTake: boolean;
}

/** Every question of the dataset, and what answers it. */
export const ExtractMappingView = ({ frame, notice, versionText, rows, mayTake }: ExtractMappingProps) => (
  <PageLayout {...frame} title="What an extract holds" current={mayTake ? 'extracts' : undefined}>
    <PageHeading title="What an extract holds" label={versionText}>
      <p>
        What a national dataset of placements must be able to answer, and what of it is kept here. Nobody is
        told of on this page.
      </p>
    </PageHeading>
    <NotOfficial notice={notice} />
    <DataTable
      caption="Questions and what answers them"
      isCaptionHidden
      columns={[
        { key: 'question', heading: 'Question' },
        { key: 'column', heading: 'Column' },
        { key: 'derivation', heading: 'How it is worked out' },
        { key: 'status', heading: 'Answered' },
      ]}
      rows={rows.map(({ key, question, column, derivation, statusText }) => ({
        key,
        cells: [question, column, derivation, statusText],
      }))}
    />
    {mayTake && (
      <p>
        <a href="/extracts">Take an extract</a>
      </p>
    )}
  </PageLayout>
);
