import { ConfirmationPanel } from '../../../../ui/components/confirmation-panel.js';
import { SummaryList } from '../../../../ui/components/summary-list.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** What a coordinator sees after making an offer. */
export interface OfferMadeProps {
  readonly frame: PageFrame;
  readonly offerReference: string;
  readonly personText: string;
  readonly placeText: string;
  readonly stayText: string;
  /** "Answer due by 5pm on Tuesday 24 November". */
  readonly answerDueText: string;
  readonly waitingListHref: string;
  readonly referralHref: string;
}

/** Confirmation that the offer is made and the bed held. */
export const OfferMadeView = (props: OfferMadeProps) => (
  <PageLayout {...props.frame} title="Offer made" current="waiting-list">
    <ConfirmationPanel title="Offer made">
      <p>The bed is held. {props.answerDueText}.</p>
    </ConfirmationPanel>
    <div class="app-narrow">
      <SummaryList
        items={[
          { key: 'Offer', value: props.offerReference },
          { key: 'Person', value: <a href={props.referralHref}>{props.personText}</a> },
          { key: 'Place', value: props.placeText },
          { key: 'Stay', value: props.stayText },
        ]}
      />
      <h2 class="app-section-title">What happens next</h2>
      <p>The provider has been told. You will see the answer on the waiting list as soon as it is given.</p>
      <p>
        <a href={props.waitingListHref}>Back to the waiting list</a>
      </p>
    </div>
  </PageLayout>
);
