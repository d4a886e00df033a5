import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Select } from '../../../../ui/components/select.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** One thing asked, with its answer and what would change it. */
export interface AskedModel {
  readonly key: string;
  readonly text: string;
  readonly detail: string | null;
  readonly answer: TagModel;
  /** Null where it needs no change. */
  readonly changeText: string | null;
  /** Where the rule is written down, or how many beds say so. */
  readonly sourceText: string;
}

/** The page of a person, a project and a day. */
export interface EligibilityProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly placesHref: string;
  readonly rulesHref: string | null;
  readonly title: string;
  readonly name: string | null;
  readonly stayText: string | null;
  readonly form: FormState<string>;
  readonly projectOptions: readonly Option[];
  /** Null before a project is chosen. */
  readonly verdict: { readonly tag: TagModel; readonly text: string; readonly assessmentText: string } | null;
  readonly rules: readonly AskedModel[];
  readonly bedsText: string | null;
  readonly beds: readonly AskedModel[];
}

const AskedTable = ({
  caption,
  asked,
  lastHeading,
}: {
  readonly caption: string;
  readonly asked: readonly AskedModel[];
  readonly lastHeading: string;
}) => (
  <DataTable
    caption={caption}
    isCaptionHidden
    columns={[
      { key: 'asked', heading: 'What is asked' },
      { key: 'answer', heading: 'Answer' },
      { key: 'change', heading: 'What would change it' },
      { key: 'source', heading: lastHeading },
    ]}
    rows={asked.map((one) => ({
      key: one.key,
      cells: [
        <div>
          {one.text}
          {one.detail !== null && <span class="app-sub">{one.detail}</span>}
        </div>,
        <Tag {...one.answer} />,
        one.changeText ?? <span class="app-sub">Nothing needs to change</span>,
        one.sourceText,
      ],
    }))}
  />
);

/** Why one person can come to one project on a day, why not, and what would change it. */
export const EligibilityView = (props: EligibilityProps) => {
  const { field, date } = bindForm(props.form);
  return (
    <PageLayout
      {...props.frame}
      title={props.title}
      current="waiting-list"
      isLive
      errorSummary={{ errors: props.form.errors }}
    >
      <PageHeading title={props.title}>
        <p>
          {props.name !== null && `${props.name}. `}
          {props.stayText}
        </p>
        <p>
          <a href={props.placesHref}>Back to all places</a>
        </p>
      </PageHeading>
      <form
        method="get"
        action={props.action}
        class="app-filters app-filters--row"
        aria-label="Another project or day"
        novalidate
      >
        <Select
          {...field('projectId')}
          label="Project"
          options={props.projectOptions}
          emptyText="Choose a project"
        />
        <DateInput {...date('on')} label="Arriving on" />
        <div class="app-filters__actions">
          <Button isSmall isSecondary>
            Show
          </Button>
        </div>
      </form>
      <LiveRegion id="eligibility">
        {props.verdict !== null && (
          <section aria-labelledby="verdict-title">
            <h2 class="app-section-title" id="verdict-title">
              <Tag {...props.verdict.tag} /> {props.verdict.text}
            </h2>
            <p>{props.verdict.assessmentText}</p>
            <p>Whether a bed is free on these nights is on the page of all places.</p>
          </section>
        )}
        {props.verdict !== null && (
          <section aria-labelledby="rules-title">
            <h2 class="app-section-title" id="rules-title">
              What the project asks
            </h2>
            {props.rules.length === 0 ? (
              <EmptyState title="Nothing of this person">
                <p>The project has no rule about them on this day.</p>
              </EmptyState>
            ) : (
              <AskedTable caption="What the project asks" asked={props.rules} lastHeading="Source" />
            )}
            {props.rulesHref !== null && (
              <p>
                <a href={props.rulesHref}>All rules of the project</a>
              </p>
            )}
          </section>
        )}
        {props.bedsText !== null && (
          <section aria-labelledby="beds-title">
            <h2 class="app-section-title" id="beds-title">
              What its beds ask
            </h2>
            <p>{props.bedsText}</p>
            {props.beds.length > 0 && (
              <AskedTable caption="What its beds ask" asked={props.beds} lastHeading="Beds" />
            )}
          </section>
        )}
      </LiveRegion>
    </PageLayout>
  );
};
