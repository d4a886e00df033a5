import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import { untouchedForm, type FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** What each approver may approve alone. */
export interface ApprovalLimitsProps {
  readonly frame: PageFrame;
  /** What counts for whom none was set: "£40,000". */
  readonly usualText: string;
  readonly approvers: readonly {
    readonly memberId: string;
    readonly name: string;
    /** Whose they are, where the reader sees more than one partnership's. */
    readonly partnershipText?: string | undefined;
    readonly limitText: string;
    readonly sinceText: string;
    readonly nextText?: string | undefined;
    /** Absent where the reader may not set it. */
    readonly form?: {
      readonly action: string;
      readonly idempotencyKey: string;
      readonly version: number;
      readonly values: Readonly<Record<string, string>>;
    };
  }[];
  readonly failed?: { readonly memberId: string; readonly form: FormState<string> } | undefined;
}

/** Everybody's limit, and the form that sets another. */
export const ApprovalLimitsView = ({ frame, usualText, approvers, failed }: ApprovalLimitsProps) => (
  <PageLayout
    {...frame}
    title="Approval limits"
    current="funding"
    errorSummary={{
      errors: failed?.form.errors ?? [],
      idPrefix: failed === undefined ? undefined : `${failed.memberId}-`,
    }}
  >
    <PageHeading title="Approval limits">
      <p>
        What each approver may approve alone, for the whole of one approval. Above it a second approver
        confirms. Where none is set it is {usualText}.
      </p>
    </PageHeading>
    {approvers.length === 0 ? (
      <EmptyState title="No approver yet">
        <p>An administrator adds members.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Approvers and their limits"
        isCaptionHidden
        columns={[
          { key: 'name', heading: 'Approver' },
          { key: 'limit', heading: 'Limit', isNumber: true },
          { key: 'since', heading: 'Since' },
          { key: 'set', heading: 'Another limit' },
        ]}
        rows={approvers.map((approver) => ({
          key: approver.memberId,
          cells: [
            <>
              {approver.name}
              {approver.partnershipText !== undefined && (
                <span class="app-sub">{approver.partnershipText}</span>
              )}
            </>,
            approver.limitText,
            <>
              {approver.sinceText}
              {approver.nextText !== undefined && <span class="app-sub">{approver.nextText}</span>}
            </>,
            approver.form === undefined ? (
              'Somebody else sets yours'
            ) : (
              <LimitForm frame={frame} approver={{ ...approver, form: approver.form }} failed={failed} />
            ),
          ],
        }))}
      />
    )}
  </PageLayout>
);

type Approver = ApprovalLimitsProps['approvers'][number];

const LimitForm = ({
  frame,
  approver: { memberId, name, form },
  failed,
}: {
  readonly frame: PageFrame;
  readonly approver: Approver & Required<Pick<Approver, 'form'>>;
  readonly failed: ApprovalLimitsProps['failed'];
}) => {
  const own = failed?.memberId === memberId ? failed.form : undefined;
  const { field, date } = bindForm<string>(own ?? { ...untouchedForm, values: form.values }, `${memberId}-`);
  return (
    <Details id={`limit-${memberId}`} summary="Set" about={`for ${name}`} isOpen={own !== undefined}>
      <PostForm
        action={form.action}
        csrfToken={frame.csrfToken}
        idempotencyKey={form.idempotencyKey}
        version={form.version}
        label={`Set the limit of ${name}`}
      >
        <TextInput
          {...field('limit')}
          label="Limit in pounds"
          hint="For example, 40,000"
          widthCharacters={10}
        />
        <DateInput {...date('fromOn')} label="From" />
        <Button isSmall isSecondary>
          Set the limit
        </Button>
      </PostForm>
    </Details>
  );
};
