import { PageHeading } from '../components/page-heading.js';
import { PageLayout } from '../layout/page-layout.js';
import type { PageFrame } from '../page-frame.js';

/** The accessibility statement. */
export interface AccessibilityStatementProps {
  readonly frame: PageFrame;
  /** Whom to tell of a barrier; absent where the operator has not given one. */
  readonly contactText?: string | undefined;
  /** Day the statement was last reviewed, "22 November 2026". */
  readonly reviewedText: string;
}

/** What was done so that everyone can use the service, how it was checked, and what is not known. */
export const AccessibilityStatementView = (props: AccessibilityStatementProps) => (
  <PageLayout {...props.frame} title="Accessibility statement">
    <PageHeading title="Accessibility statement" />
    <div class="app-narrow">
      <p>
        This service is meant to be usable by everyone who works with it. It aims at level AA of the Web
        Content Accessibility Guidelines 2.2.
      </p>
      <h2 class="app-section-title">What you can count on</h2>
      <ul>
        <li>Every page can be used with a keyboard alone, and the place you are at is always visible.</li>
        <li>
          Every page works without script, and at 400% zoom. Only the bed board scrolls sideways, inside its
          own frame.
        </li>
        <li>Nothing is told by colour alone: states are words or letters too.</li>
        <li>Charts have a description and a table with the same figures.</li>
        <li>
          What you typed is kept when something needs correcting, and each problem is linked to its field.
        </li>
        <li>Pages that change by themselves keep your place and what you typed, and say so quietly.</li>
        <li>
          When a sign-in ends, an open page says so. A form sent after that is not lost: sign in, and what you
          typed comes back.
        </li>
        <li>Nothing you paste is cut off. A field says when little room is left, and what is too long.</li>
      </ul>
      <h2 class="app-section-title">How it was checked</h2>
      <p>
        Every page, in each of its states, is tested automatically with axe in Chromium at desktop and phone
        width whenever the software changes. Automatic tests find only part of the barriers there may be. It
        has not yet been audited by an independent body, nor tried with people who use screen readers every
        day.
      </p>
      <h2 class="app-section-title">The bed board</h2>
      <p>
        Nights in a row that belong together are one cell, whose text names the bed, the first night, the
        state and the night it ends. With script, the arrow keys move between cells once you are in the table.
      </p>
      <h2 class="app-section-title">If something is in your way</h2>
      <p>
        {props.contactText ??
          'Tell the person who gave you your account. They pass it on to those who look after the service.'}
      </p>
      <p class="app-note">Reviewed {props.reviewedText}.</p>
    </div>
  </PageLayout>
);
