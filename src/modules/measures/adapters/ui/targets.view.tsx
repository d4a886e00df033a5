import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A target in the list. */
export interface TargetRow {
  readonly targetId: string;
  readonly name: string;
  readonly measure: string;
  readonly levelText: string;
  readonly yearsText: string;
  readonly source: string;
  /** Where it can be ended by the reader; null where it cannot. */
  readonly ending: {
    readonly action: string;
    readonly idempotencyKey: string;
    readonly version: number;
    readonly form: FormState<string>;
  } | null;
}

/** The page of targets. */
export interface TargetsProps {
  readonly frame: PageFrame;
  readonly targets: readonly TargetRow[];
  readonly years: readonly Option[];
  /** The form for a new one; null for readers who may not set one. */
  readonly setting: {
    readonly action: string;
    readonly idempotencyKey: string;
    readonly form: FormState<string>;
    readonly measures: readonly Option[];
  } | null;
  /** What is wrong with any form of the page. */
  readonly errors: FormState<string>['errors'];
  /** Before the ids of the form that is wrong, where it is one of the list's. */
  readonly errorPrefix: string;
}

const Ending = ({
  row,
  years,
  frame,
}: {
  readonly row: TargetRow;
  readonly years: readonly Option[];
  readonly frame: PageFrame;
}) => {
  if (row.ending === null) return null;
  const { field } = bindForm(row.ending.form, `${row.targetId}-`);
  return (
    <PostForm
      action={row.ending.action}
      csrfToken={frame.csrfToken}
      idempotencyKey={row.ending.idempotencyKey}
      version={row.ending.version}
    >
      <Select {...field('toYear')} label="Last year" options={years} emptyText="Choose a year" />
      <Button isSmall isSecondary about={row.name}>
        End it
      </Button>
    </PostForm>
  );
};

const Setting = ({ setting, years, frame }: Pick<TargetsProps, 'setting' | 'years' | 'frame'>) => {
  if (setting === null) return null;
  const { field } = bindForm(setting.form);
  return (
    <section aria-labelledby="set-title">
      <h2 class="app-section-title" id="set-title">
        Set a target
      </h2>
      <PostForm
        action={setting.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={setting.idempotencyKey}
        class="app-form"
      >
        <TextInput {...field('name')} label="What it is called" maxLength={200} />
        <Select
          {...field('measureId')}
          label="Measure"
          options={setting.measures}
          emptyText="Choose a measure"
        />
        <TextInput
          {...field('level')}
          label="Level"
          hint="How many in a financial year"
          widthCharacters={10}
          inputMode="numeric"
        />
        <Select {...field('fromYear')} label="First year" options={years} emptyText="Choose a year" />
        <Select {...field('toYear')} label="Last year" options={years} emptyText="No end known" />
        <TextInput
          {...field('source')}
          label="Source"
          hint="Who set it, and where it can be read"
          maxLength={500}
        />
        <Button>Set the target</Button>
      </PostForm>
    </section>
  );
};

/** Every target with its measure, years and source; whoever may, sets and ends them here. */
export const TargetsView = (props: TargetsProps) => (
  <PageLayout
    {...props.frame}
    title="Targets"
    current="progress"
    errorSummary={{ errors: props.errors, idPrefix: props.errorPrefix }}
  >
    <p class="app-back">
      <a href="/target">Back to the target</a>
    </p>
    <PageHeading title="Targets">
      <p>One measure has one target a year. A target always names its measure, its years and who set it.</p>
    </PageHeading>
    {props.targets.length === 0 ? (
      <p>No target is set.</p>
    ) : (
      <DataTable
        caption="Targets by measure"
        isCaptionHidden
        columns={[
          { key: 'name', heading: 'Target' },
          { key: 'measure', heading: 'Measure' },
          { key: 'level', heading: 'Level', isNumber: true },
          { key: 'years', heading: 'Years' },
          { key: 'source', heading: 'Source' },
          ...(props.setting === null ? [] : [{ key: 'end', heading: 'End' }]),
        ]}
        rows={props.targets.map((row) => ({
          key: row.targetId,
          cells: [
            row.name,
            row.measure,
            row.levelText,
            row.yearsText,
            row.source,
            ...(props.setting === null ? [] : [<Ending row={row} years={props.years} frame={props.frame} />]),
          ],
        }))}
      />
    )}
    <Setting setting={props.setting} years={props.years} frame={props.frame} />
  </PageLayout>
);
