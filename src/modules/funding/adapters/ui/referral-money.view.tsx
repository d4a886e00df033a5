import type { ComponentChildren } from 'preact';

import { Button } from '../../../../ui/components/button.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Details } from '../../../../ui/components/details.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Tag, type TagModel } from '../../../../ui/components/tag.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm, type FormBinding } from '../../../../ui/forms/bind-form.js';
import { untouchedForm, type FormState, type Option } from '../../../../ui/forms/form-state.js';
import { otherPayerRows } from './payer-texts.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** The forms of the page, by what they do. */
export type MoneyFormKind =
  | 'request'
  | 'answer'
  | 'withdrawal'
  | 'approval'
  | 'decision'
  | 'proposal'
  | 'confirmation'
  | 'return'
  | 'panel'
  | 'deferral'
  | 'revocation'
  | 'notice'
  | 'lifting'
  | 'takeover'
  | 'takeover-confirmation'
  | 'takeover-return';

/** Where a form goes and what it is sent with; absent where the reader may not or need not. */
export interface MoneyForm {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version?: number;
  readonly values?: Readonly<Record<string, string>>;
}

/** Everything about the money of one referral. */
export interface ReferralMoneyProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly name?: string | undefined;
  readonly standing: TagModel;
  readonly standingText: string;
  readonly facts: readonly SummaryItem[];
  readonly forms: Readonly<Partial<Record<MoneyFormKind, MoneyForm>>>;
  readonly options: {
    readonly defer: readonly Option[];
    readonly revoke: readonly Option[];
    /** Where the money may be asked for, where there is a choice. */
    readonly fund: readonly Option[];
    /** Everybody who may pay part of a week. */
    readonly payers: readonly Option[];
  };
  /** Said where the partnership's own money does not cover what is asked for. */
  readonly fundPrompt?: string | undefined;
  /** Said to an approver whose own limit does not cover what waits. */
  readonly limitText?: string | undefined;
  /** Who is asked to pay instead, from when, how much and why. */
  readonly takeoverText?: string | undefined;
  /** What was proposed, and who is to pay it. */
  readonly proposalText?: string | undefined;
  /** Said where the funder gave notice on a booked bed. */
  readonly noticeText?: string | undefined;
  readonly failed?: { readonly kind: MoneyFormKind; readonly form: FormState<string> } | undefined;
  /** Where another decision than what was asked for is recorded; for approvers. */
  readonly decideHref?: string | undefined;
  /** Who pays what for which nights, in order of their days. */
  readonly whoPays: readonly Readonly<Record<'key' | 'fromText' | 'payerText' | 'amountText', string>>[];
  /** Entries of the budgets, the oldest first, each with what is held and spent after it. */
  readonly entries: readonly Readonly<
    Record<'key' | 'whenText' | 'whatText' | 'budgetText' | 'amountText' | 'heldText' | 'spentText', string>
  >[];
  /** What happened, newest first. */
  readonly history: readonly { readonly text: string; readonly whenText: string }[];
  readonly backHref: string;
}

const titles: Readonly<Record<MoneyFormKind, string>> = {
  request: 'Ask for funding',
  answer: 'Answer what was asked',
  withdrawal: 'Take the request back',
  approval: 'Approve as asked',
  decision: 'Approve other weeks or another price',
  proposal: 'Propose the approval to a second approver',
  confirmation: 'Confirm as second approver',
  return: 'Give the proposal back',
  panel: 'Put it on a panel’s list',
  deferral: 'Put it off',
  revocation: 'Take the approval back',
  notice: 'Give notice on the booked bed',
  lifting: 'Lift the notice',
  takeover: 'Have others pay from a day on',
  'takeover-confirmation': 'Confirm that others pay',
  'takeover-return': 'Give back that others pay',
};

const MoneyFormPart = ({
  kind,
  props,
  fields,
  isOpen,
}: {
  readonly kind: MoneyFormKind;
  readonly props: ReferralMoneyProps;
  readonly fields: (bound: FormBinding) => ComponentChildren;
  readonly isOpen?: boolean;
}) => {
  const form = props.forms[kind];
  if (form === undefined) return null;
  const failed = props.failed?.kind === kind ? props.failed.form : undefined;
  const state = failed ?? (form.values === undefined ? untouchedForm : { values: form.values, errors: [] });
  return (
    <Details
      id={`money-${kind}`}
      summary={titles[kind]}
      isOpen={failed !== undefined || (isOpen === true && props.failed === undefined)}
    >
      <PostForm
        action={form.action}
        csrfToken={props.frame.csrfToken}
        idempotencyKey={form.idempotencyKey}
        version={form.version}
        label={titles[kind]}
      >
        {fields(bindForm<string>(state, `${kind}-`))}
        <Button isSmall isSecondary={isOpen !== true}>
          {titles[kind]}
        </Button>
      </PostForm>
    </Details>
  );
};

const CoordinatorForms = ({ props }: { readonly props: ReferralMoneyProps }) => (
  <>
    <MoneyFormPart
      kind="request"
      props={props}
      isOpen
      fields={({ field }) => (
        <>
          <TextInput
            {...field('weeks')}
            label="Weeks"
            hint="Of the whole stay"
            widthCharacters={4}
            inputMode="numeric"
          />
          <TextInput
            {...field('weeklyRate')}
            label="Price of a week, in pounds"
            hint="For example, 1,150"
            widthCharacters={10}
          />
          {props.options.fund.length > 1 && (
            <Select {...field('fund')} label="Paid from" options={props.options.fund} />
          )}
          <Textarea
            {...field('reason')}
            label="Why this place and this long"
            hint="For whoever decides. They see the referral besides"
            rows={3}
            maxLength={500}
          />
        </>
      )}
    />
    <MoneyFormPart
      kind="answer"
      props={props}
      isOpen
      fields={({ field }) => (
        <Textarea
          {...field('note')}
          label="What the approver wanted to know"
          hint="The request goes back to the approver with it"
          rows={3}
          maxLength={500}
        />
      )}
    />
    <MoneyFormPart
      kind="takeover"
      props={props}
      fields={({ field, date }) => (
        <>
          <p>
            For the rest of a stay that runs. Nights gone by stay with whoever paid for them, and nothing
            moves until an approver confirms it.
          </p>
          <DateInput {...date('fromOn')} label="First night they pay for" />
          <Select
            {...field('payer')}
            label="Who pays"
            options={props.options.payers}
            emptyText="Choose who pays"
          />
          <TextInput
            {...field('weeklyRate')}
            label="Price of a week, in pounds"
            hint="For example, 1,150"
            widthCharacters={10}
          />
          <OtherPayers field={field} payers={props.options.payers} />
          <Textarea {...field('reason')} label="Why others pay" rows={2} maxLength={500} />
        </>
      )}
    />
    <MoneyFormPart
      kind="withdrawal"
      props={props}
      fields={({ field }) => (
        <Textarea {...field('note')} label="Why it is taken back" rows={2} maxLength={500} />
      )}
    />
  </>
);

const OtherPayers = ({
  field,
  payers,
}: Pick<FormBinding, 'field'> & { readonly payers: readonly Option[] }) => (
  <fieldset>
    <legend>Who else pays part of a week</legend>
    <p class="ds_hint-text">May be left empty. The fund the money is asked from pays the rest.</p>
    {otherPayerRows.map((row) => (
      <div key={row}>
        <Select
          {...field(`payer${row}`)}
          label={row === 1 ? 'Another payer' : 'A third payer'}
          options={payers}
          emptyText="Nobody"
        />
        <TextInput
          {...field(`payerWeek${row}`)}
          label={
            row === 1 ? 'What they pay of a week, in pounds' : 'What the third pays of a week, in pounds'
          }
          widthCharacters={10}
        />
      </div>
    ))}
  </fieldset>
);

const ApprovalFields = ({ field, date, payers }: FormBinding & { readonly payers: readonly Option[] }) => (
  <>
    <TextInput
      {...field('weeks')}
      label="Weeks"
      hint="Of the whole stay"
      widthCharacters={4}
      inputMode="numeric"
    />
    <TextInput
      {...field('weeklyRate')}
      label="Price of a week, in pounds"
      hint="For example, 1,150"
      widthCharacters={10}
    />
    <OtherPayers field={field} payers={payers} />
    <DateInput {...date('decidedOn')} label="Decided on" />
    <Textarea
      {...field('exceptionalReason')}
      label="Why it is exceptional"
      hint="Only where it is needed beyond every approver’s limit, such as for somebody’s safety. It needs a second approver and stays visible with the money. May be left empty"
      rows={2}
      maxLength={500}
    />
  </>
);

const ApproverForms = ({ props }: { readonly props: ReferralMoneyProps }) => (
  <>
    <MoneyFormPart
      kind="approval"
      props={props}
      isOpen
      fields={({ date }) => (
        <DateInput
          {...date('decidedOn')}
          label="Decided on"
          hint="The weeks and the price stay as asked for"
        />
      )}
    />
    <MoneyFormPart
      kind="confirmation"
      props={props}
      isOpen
      fields={() => (
        <>
          {props.proposalText !== undefined && <p>{props.proposalText}</p>}
          <p>What was proposed is approved as it stands, and can be used from now on.</p>
        </>
      )}
    />
    <MoneyFormPart
      kind="return"
      props={props}
      fields={({ field }) => (
        <Textarea {...field('note')} label="Why it is given back" rows={2} maxLength={500} />
      )}
    />
    <MoneyFormPart
      kind="proposal"
      props={props}
      isOpen
      fields={(bound) => (
        <>
          <p>
            It costs more than you may approve alone, so it pays for nothing until a second approver confirms
            it.
          </p>
          <ApprovalFields {...bound} payers={props.options.payers} />
        </>
      )}
    />
    <MoneyFormPart
      kind="decision"
      props={props}
      fields={(bound) => <ApprovalFields {...bound} payers={props.options.payers} />}
    />
    <MoneyFormPart
      kind="panel"
      props={props}
      fields={({ date }) => <DateInput {...date('panelOn')} label="The panel sits on" />}
    />
    <MoneyFormPart
      kind="deferral"
      props={props}
      fields={({ field }) => (
        <>
          <Select
            {...field('reason')}
            label="Why"
            options={props.options.defer}
            emptyText="Choose a reason"
          />
          <Textarea
            {...field('note')}
            label="What is needed"
            hint="For the coordinator. May be left empty"
            rows={2}
            maxLength={500}
          />
        </>
      )}
    />
    {props.decideHref !== undefined && (
      <p>
        <a href={props.decideHref}>Decline, on the page of the referral</a>
      </p>
    )}
    <MoneyFormPart
      kind="revocation"
      props={props}
      fields={({ field }) => (
        <>
          <Select
            {...field('reason')}
            label="Why"
            hint="An offer that waits for its answer is taken back with it. Not possible once a bed is booked"
            options={props.options.revoke}
            emptyText="Choose a reason"
          />
          <Textarea
            {...field('note')}
            label="More about it"
            hint="For the coordinator. May be left empty"
            rows={2}
            maxLength={500}
          />
        </>
      )}
    />
    <MoneyFormPart
      kind="takeover-confirmation"
      props={props}
      isOpen
      fields={() => (
        <>
          {props.takeoverText !== undefined && <p>{props.takeoverText}</p>}
          <p>
            What was asked for pays from that day to the planned end of the stay. What was spent on those
            nights comes back to whoever paid; nights gone by stay as they are.
          </p>
        </>
      )}
    />
    <MoneyFormPart
      kind="takeover-return"
      props={props}
      fields={({ field }) => (
        <Textarea {...field('note')} label="Why it is given back" rows={2} maxLength={500} />
      )}
    />
    <MoneyFormPart
      kind="notice"
      props={props}
      fields={({ field }) => (
        <>
          <p>
            The bed stays booked and its money held: nobody loses a bed by a notice. The coordinator and the
            provider see it at once, and the provider records an arrival only by saying that they know.
          </p>
          <Select
            {...field('reason')}
            label="Why"
            options={props.options.revoke}
            emptyText="Choose a reason"
          />
          <Textarea
            {...field('note')}
            label="More about it"
            hint="For the coordinator. May be left empty"
            rows={2}
            maxLength={500}
          />
        </>
      )}
    />
    <MoneyFormPart
      kind="lifting"
      props={props}
      fields={({ field }) => (
        <Textarea
          {...field('note')}
          label="What has changed"
          hint="For the coordinator. May be left empty"
          rows={2}
          maxLength={500}
        />
      )}
    />
  </>
);

/** What was asked for, what stands, who acts next, and all that happened before. */
export const ReferralMoneyView = (props: ReferralMoneyProps) => (
  <PageLayout
    {...props.frame}
    title={`Funding for ${props.reference}`}
    current="funding"
    isLive
    errorSummary={{
      errors: props.failed?.form.errors ?? [],
      idPrefix: props.failed === undefined ? undefined : `${props.failed.kind}-`,
    }}
  >
    <p class="app-back">
      <a href={props.backHref}>Back to the referral</a>
    </p>
    <PageHeading title="Funding" label={props.name ?? props.reference}>
      <p>
        <Tag {...props.standing} /> {props.standingText}
      </p>
    </PageHeading>
    {props.noticeText !== undefined && (
      <Notification kind="warning" title="Funding for the booked bed is in doubt">
        <p>{props.noticeText}</p>
      </Notification>
    )}
    {props.fundPrompt !== undefined && (
      <Notification kind="warning" title="The partnership’s own money does not cover this">
        <p>{props.fundPrompt}</p>
      </Notification>
    )}
    <div class="app-columns">
      <div>
        <LiveRegion id="money-forms">
          {props.limitText !== undefined && <p>{props.limitText}</p>}
          <CoordinatorForms props={props} />
          <ApproverForms props={props} />
        </LiveRegion>
        {props.whoPays.length > 0 && (
          <section aria-labelledby="who-pays-title">
            <h2 class="app-section-title" id="who-pays-title">
              Who pays
            </h2>
            <p>Held or spent for the nights from each day on, less what came back.</p>
            <LiveRegion id="money-who-pays">
              <DataTable
                caption="Who pays"
                isCaptionHidden
                columns={[
                  { key: 'from', heading: 'From' },
                  { key: 'payer', heading: 'Payer' },
                  { key: 'amount', heading: 'Amount', isNumber: true },
                ]}
                rows={props.whoPays.map(({ key, fromText, payerText, amountText }) => ({
                  key,
                  cells: [fromText, payerText, amountText],
                }))}
              />
            </LiveRegion>
          </section>
        )}
        {props.entries.length > 0 && (
          <section aria-labelledby="entries-title">
            <h2 class="app-section-title" id="entries-title">
              Entries
            </h2>
            <p>Every movement of money for this referral, the oldest first. No entry is ever changed.</p>
            <LiveRegion id="money-entries">
              <DataTable
                caption="Entries of the budgets"
                isCaptionHidden
                columns={[
                  { key: 'when', heading: 'Day' },
                  { key: 'what', heading: 'What' },
                  { key: 'amount', heading: 'Amount', isNumber: true },
                  { key: 'held', heading: 'Held then', isNumber: true },
                  { key: 'spent', heading: 'Spent then', isNumber: true },
                ]}
                rows={props.entries.map((entry) => ({
                  key: entry.key,
                  cells: [
                    entry.whenText,
                    <>
                      {entry.whatText}
                      <span class="app-sub">{entry.budgetText}</span>
                    </>,
                    entry.amountText,
                    entry.heldText,
                    entry.spentText,
                  ],
                }))}
              />
            </LiveRegion>
          </section>
        )}
        <section aria-labelledby="history-title">
          <h2 class="app-section-title" id="history-title">
            What has happened
          </h2>
          <LiveRegion id="money-history">
            {props.history.length === 0 ? (
              <p>Nothing yet.</p>
            ) : (
              <ol class="app-history">
                {props.history.map((entry) => (
                  <li key={`${entry.whenText}${entry.text}`}>
                    {entry.text}
                    <span class="app-sub">{entry.whenText}</span>
                  </li>
                ))}
              </ol>
            )}
          </LiveRegion>
        </section>
      </div>
      <div class="app-aside">
        <LiveRegion id="money-facts">
          {props.facts.length > 0 && (
            <>
              <h2 class="app-section-title">The money</h2>
              <SummaryList items={props.facts} />
            </>
          )}
        </LiveRegion>
      </div>
    </div>
  </PageLayout>
);
