import { DataTable } from '../../../../ui/components/data-table.js';
import { DefinitionNote } from '../../../../ui/components/definition-note.js';
import { Details } from '../../../../ui/components/details.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** The budgets of one financial year, and what they are used for. */
export interface BudgetsProps {
  readonly frame: PageFrame;
  readonly yearText: string;
  readonly budgets: readonly {
    readonly key: string;
    readonly name: string;
    /** Where it is looked at by itself, and set. */
    readonly href: string;
    /** Whose it is, where the reader sees more than one partnership's. */
    readonly partnershipText?: string | undefined;
    readonly limitText: string;
    readonly heldText: string;
    readonly committedText: string;
    readonly spentText: string;
    readonly leftText: string;
    readonly projectedText: string;
    /** Why the projection is marked: "£1,200 more than the budget". */
    readonly overText?: string | undefined;
    readonly meanText: string;
  }[];
  /** Budgets that are not set; for those who may set them. */
  readonly missing?: readonly { readonly text: string; readonly href: string }[] | undefined;
  /** Where limits of approvers are set; for those who may. */
  readonly limitsHref?: string | undefined;
  readonly previous: { readonly text: string; readonly href: string };
  readonly next: { readonly text: string; readonly href: string };
}

/** How much money there is, what is promised, what is gone, and what is left. */
export const BudgetsView = (props: BudgetsProps) => (
  <PageLayout {...props.frame} title={`Budgets ${props.yearText}`} current="budgets" isLive>
    <PageHeading title={`Budgets ${props.yearText}`}>
      <p>Stays that go over 31 March are split by night: each year pays for its own.</p>
    </PageHeading>
    <p>
      <a href={props.previous.href}>{props.previous.text}</a> <a href={props.next.href}>{props.next.text}</a>
    </p>
    <LiveRegion id="budgets">
      {props.budgets.length === 0 ? (
        <EmptyState title={`No budget is set for ${props.yearText}`}>
          <p>Without one, no money can be held and no offer made on it.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={`Budgets ${props.yearText}`}
          isCaptionHidden
          columns={[
            { key: 'budget', heading: 'Budget' },
            { key: 'limit', heading: 'Limit', isNumber: true },
            { key: 'held', heading: 'Held', isNumber: true },
            { key: 'committed', heading: 'Committed', isNumber: true },
            { key: 'spent', heading: 'Spent', isNumber: true },
            { key: 'left', heading: 'Left', isNumber: true },
            { key: 'projected', heading: 'Projected to 31 March', isNumber: true },
            { key: 'mean', heading: 'Mean cost of a stay', isNumber: true },
          ]}
          rows={props.budgets.map((budget) => ({
            key: budget.key,
            cells: [
              <>
                <a href={budget.href}>{budget.name}</a>
                {budget.partnershipText !== undefined && (
                  <span class="app-sub">{budget.partnershipText}</span>
                )}
              </>,
              budget.limitText,
              budget.heldText,
              budget.committedText,
              budget.spentText,
              budget.leftText,
              <>
                {budget.projectedText}
                {budget.overText !== undefined && <strong class="app-sub">{budget.overText}</strong>}
              </>,
              budget.meanText,
            ],
          }))}
        />
      )}
      {props.missing !== undefined && props.missing.length > 0 && (
        <Details id="missing-budgets" summary="Set a budget that is not there yet">
          <ul>
            {props.missing.map(({ text, href }) => (
              <li key={href}>
                <a href={href}>{text}</a>
              </li>
            ))}
          </ul>
        </Details>
      )}
      {props.limitsHref !== undefined && (
        <p>
          <a href={props.limitsHref}>What each approver may approve alone</a>
        </p>
      )}
      <DefinitionNote term="Held">
        for offers that wait for an answer: in full for each where somebody has several open.
      </DefinitionNote>
      <DefinitionNote term="Committed">for beds that are booked, before the person arrives.</DefinitionNote>
      <DefinitionNote term="Spent">
        for people who arrived; what was paid for nights nobody slept has come back.
      </DefinitionNote>
      <DefinitionNote term="Projected">
        held, committed and spent, and what approvals without an offer would need by 31 March if their stays
        began today. Nobody is assumed to leave early, and nobody new to ask.
      </DefinitionNote>
      <DefinitionNote term="Mean cost">
        of the whole stay, over stays that began in the year and have a cost, with how many those are.
      </DefinitionNote>
    </LiveRegion>
  </PageLayout>
);
