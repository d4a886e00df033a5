import { DataTable } from '../../../../ui/components/data-table.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Pagination } from '../../../../ui/components/pagination.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';
import type { Paging } from '../../../../ui/paging.js';

/** Offers of a partnership that were not what was suggested, the newest first. */
export interface OverridesProps {
  readonly frame: PageFrame;
  /** Those that wait for a second person, the oldest first. */
  readonly waiting: readonly {
    readonly overrideId: string;
    readonly href: string;
    readonly reference: string;
    readonly name?: string | undefined;
    readonly placeText: string;
    readonly losesText: string;
    readonly reason: string;
    readonly byText: string;
  }[];
  readonly overrides: readonly {
    readonly offerId: string;
    readonly offerHref: string;
    readonly reference: string;
    readonly name?: string | undefined;
    readonly placeText: string;
    /** "A bed suggested to somebody else, who was passed over". */
    readonly kindText: string;
    /** Of what urgency somebody lost a place by it; null where nobody did. */
    readonly losesText: string | null;
    readonly reason: string;
    /** "Catriona Muir, 2:05pm on Sunday 22 November 2026". */
    readonly byText: string;
    /** "Confirmed by Iain Bain"; null where nobody was passed over. */
    readonly confirmedText: string | null;
  }[];
  readonly paging: Paging;
}

/** Who was offered another bed than the one suggested, why, and what it meant for others. */
export const OverridesView = ({ frame, waiting, overrides, paging }: OverridesProps) => (
  <PageLayout {...frame} title="Other than suggested" current="overrides">
    <PageHeading title="Other than suggested">
      <p>Offers of another bed than the one suggested, with why and what they meant for others.</p>
    </PageHeading>
    {waiting.length > 0 && (
      <>
        <h2 class="app-section-title">Waiting for a second person</h2>
        <DataTable
          caption="Offers that wait for a second person, the oldest first"
          isCaptionHidden
          columns={[
            { key: 'person', heading: 'Person' },
            { key: 'place', heading: 'Asked for' },
            { key: 'why', heading: 'Why' },
            { key: 'by', heading: 'By' },
          ]}
          rows={waiting.map((one) => ({
            key: one.overrideId,
            cells: [
              <>
                <a href={one.href}>{one.name ?? one.reference}</a>
                {one.name !== undefined && <span class="app-sub">{one.reference}</span>}
              </>,
              one.placeText,
              <>
                {one.losesText}
                <span class="app-sub">“{one.reason}”</span>
              </>,
              one.byText,
            ],
          }))}
        />
        <h2 class="app-section-title">Made</h2>
      </>
    )}
    {overrides.length === 0 ? (
      <EmptyState title="None">
        <p>No offer of your partnership is recorded as one of another bed than the one suggested.</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Offers, the newest first"
        isCaptionHidden
        columns={[
          { key: 'person', heading: 'Person' },
          { key: 'place', heading: 'Offered' },
          { key: 'why', heading: 'Why' },
          { key: 'by', heading: 'By' },
        ]}
        rows={overrides.map((one) => ({
          key: one.offerId,
          cells: [
            <>
              <a href={one.offerHref}>{one.name ?? one.reference}</a>
              {one.name !== undefined && <span class="app-sub">{one.reference}</span>}
            </>,
            one.placeText,
            <>
              {one.kindText}
              {one.losesText !== null && <span class="app-sub">{one.losesText}</span>}
              <span class="app-sub">“{one.reason}”</span>
            </>,
            <>
              {one.byText}
              {one.confirmedText !== null && <span class="app-sub">{one.confirmedText}</span>}
            </>,
          ],
        }))}
      />
    )}
    <Pagination paging={paging} label="Pages of offers" />
  </PageLayout>
);
