import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** The runs of the matcher, for whoever places people. */
export interface MatchRunsProps {
  readonly frame: PageFrame;
  readonly runs: readonly {
    readonly runId: string;
    readonly href: string;
    readonly whenText: string;
    readonly causeText: string;
    /** Places that could not be used; null where there are none. */
    readonly faultsText: string | null;
    readonly policyText: string;
    /** "12 of your people; 3 with a place". */
    readonly ownText: string;
  }[];
  /** How long runs are kept. */
  readonly keptText: string;
  readonly paging: Paging;
}

/** When places were worked out, and what came of it for the reader's own people. */
export const MatchRunsView = ({ frame, runs, keptText, paging }: MatchRunsProps) => (
  <PageLayout {...frame} title="What was suggested before" current="runs">
    <PageHeading title="What was suggested before">
      <p>Each time places were worked out because something had changed. {keptText}</p>
    </PageHeading>
    {runs.length === 0 ? (
      <EmptyState title="Places have not been worked out yet">
        <p>It happens by itself when somebody is referred.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Runs, the newest first"
        isCaptionHidden
        columns={[
          { key: 'when', heading: 'When' },
          { key: 'cause', heading: 'Because' },
          { key: 'own', heading: 'Your people' },
          { key: 'policy', heading: 'Policy' },
        ]}
        rows={runs.map((run) => ({
          key: run.runId,
          cells: [
            <a href={run.href}>{run.whenText}</a>,
            <>
              {run.causeText}
              {run.faultsText !== null && <span class="app-sub">{run.faultsText}</span>}
            </>,
            run.ownText,
            run.policyText,
          ],
        }))}
      />
    )}
    <Pagination paging={paging} label="Pages of runs" />
  </PageLayout>
);

/** What one run said of the reader's own people. */
export interface MatchRunProps {
  readonly frame: PageFrame;
  readonly whenText: string;
  /** Sentences: why it ran, by which policy, over how many. */
  readonly facts: readonly string[];
  readonly people: readonly {
    readonly referralId: string;
    readonly href: string;
    readonly reference: string;
    readonly name?: string | undefined;
    readonly rankText: string;
    readonly saidText: string;
    readonly reasons: readonly string[];
  }[];
  /** Beds and rules of projects that keep people out for what is not recorded or cannot be met, and where each is seen. */
  readonly unusable: readonly {
    readonly text: string;
    readonly projectName: string;
    readonly mend: { readonly text: string; readonly href: string } | null;
  }[];
  readonly backHref: string;
  readonly paging: Paging;
}

const Unusable = ({ unusable }: Pick<MatchRunProps, 'unusable'>) =>
  unusable.length === 0 ? null : (
    <section aria-labelledby="unusable">
      <h2 class="app-section-title" id="unusable">
        Beds and rules to put right
      </h2>
      <p>
        Everything else went on without them. Whoever manages the project has it as a task, and puts it right
        on the sheet of beds or the page of its rules.
      </p>
      <ul class="app-reasons">
        {unusable.map(({ text, projectName, mend }) => (
          <li key={text}>
            {text}{' '}
            {mend !== null && (
              <a href={mend.href}>
                {mend.text}
                <span class="visually-hidden">{`: ${projectName}`}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  );

/** One run, person by person in the order of the list. */
export const MatchRunView = ({
  frame,
  whenText,
  facts,
  people,
  unusable,
  backHref,
  paging,
}: MatchRunProps) => (
  <PageLayout {...frame} title={`Suggested ${whenText}`} current="runs">
    <p>
      <a href={backHref}>All runs</a>
    </p>
    <PageHeading title={`Suggested ${whenText}`}>
      {facts.map((fact) => (
        <p key={fact}>{fact}</p>
      ))}
    </PageHeading>
    {people.length === 0 ? (
      <EmptyState title="None of your people">
        <p>Nobody of your partnership waited when it ran, or they are shown on the page before.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Your people, in the order of the list"
        columns={[
          { key: 'person', heading: 'Person' },
          { key: 'rank', heading: 'Place on the list', isNumber: true },
          { key: 'said', heading: 'Suggested' },
        ]}
        rows={people.map((person) => ({
          key: person.referralId,
          cells: [
            <>
              <a href={person.href}>{person.name ?? person.reference}</a>
              {person.name !== undefined && <span class="app-sub">{person.reference}</span>}
            </>,
            person.rankText,
            <>
              {person.saidText}
              {person.reasons.map((reason) => (
                <span class="app-sub" key={reason}>
                  {reason}
                </span>
              ))}
            </>,
          ],
        }))}
      />
    )}
    <Pagination paging={paging} label="Pages of people" />
    <Unusable unusable={unusable} />
  </PageLayout>
);

/** What was suggested for one person over time. */
export interface SuggestedBeforeProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly name?: string | undefined;
  readonly referralHref: string;
  readonly spells: readonly {
    readonly key: string;
    readonly whenText: string;
    readonly href: string;
    readonly saidText: string;
    readonly rankText: string;
    readonly policyText: string;
    readonly reasons: readonly string[];
  }[];
  readonly keptText: string;
  readonly paging: Paging;
}

/** One person over many runs: what was the same from one to the next is told once. */
export const SuggestedBeforeView = (props: SuggestedBeforeProps) => (
  <PageLayout {...props.frame} title={`What was suggested for ${props.reference}`} current="waiting-list">
    <p>
      <a href={props.referralHref}>{props.name ?? props.reference}</a>
    </p>
    <PageHeading title="What was suggested before" label={props.reference}>
      <p>For this person, the newest first. {props.keptText}</p>
    </PageHeading>
    {props.spells.length === 0 ? (
      <Notification kind="information" title="Nothing yet">
        <p>No run has seen this person, or those that did are not kept any more.</p>
      </Notification>
    ) : (
      <DataTable
        caption="Suggestions, the newest first"
        isCaptionHidden
        columns={[
          { key: 'when', heading: 'When' },
          { key: 'said', heading: 'Suggested' },
          { key: 'rank', heading: 'Place on the list', isNumber: true },
          { key: 'policy', heading: 'Policy' },
        ]}
        rows={props.spells.map((spell) => ({
          key: spell.key,
          cells: [
            <a href={spell.href}>{spell.whenText}</a>,
            <>
              {spell.saidText}
              {spell.reasons.map((reason) => (
                <span class="app-sub" key={reason}>
                  {reason}
                </span>
              ))}
            </>,
            spell.rankText,
            spell.policyText,
          ],
        }))}
      />
    )}
    <Pagination paging={props.paging} label="Pages of suggestions" />
  </PageLayout>
);
