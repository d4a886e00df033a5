import { Button } from '../../../../ui/components/button.js';
import { CheckList, type PlacementCheck } from '../../../../ui/components/check-list.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { Freshness, type FreshnessModel } from '../../../../ui/components/freshness.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { SummaryList } from '../../../../ui/components/summary-list.js';
import { TagList, type TagModel } from '../../../../ui/components/tag.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** Fields: the stay, half-open (`departsOn` is the leaving day), and why it is not the bed that is suggested. */
export type MakeOfferFields = DateFields<'arrivesOn'> | DateFields<'departsOn'> | 'overrideReason';

/** The page on which a coordinator looks once more and makes the offer. */
export interface MakeOfferProps {
  readonly frame: PageFrame;
  readonly action: string;
  readonly idempotencyKey: string;
  readonly version: number;
  readonly person: {
    readonly reference: string;
    readonly name?: string | undefined;
    readonly bandText: string;
    readonly waitingText: string;
    readonly needs: readonly TagModel[];
  };
  readonly bed: {
    /** Sent with the form. */
    readonly bedId: string;
    readonly label: string;
    readonly projectName: string;
    readonly placeText: string;
    readonly tags: readonly TagModel[];
    readonly freshness: FreshnessModel;
  };
  readonly checks: readonly PlacementCheck[];
  /** Why the offer cannot be made as it stands; then there is nothing to make it with. */
  readonly blockedText?: string | undefined;
  /** Where what is missing before any offer is done. */
  readonly steps: readonly { readonly text: string; readonly href: string }[];
  /** What the day of arrival has against it without forbidding it, with what would fit better. */
  readonly warnings?: readonly string[] | undefined;
  /** "Anna Bell at King's Court has until 5pm on Tuesday 24 November to answer." */
  readonly answerDueText: string;
  /** How the bed differs from what is suggested, for which a reason is asked; absent where it does not. */
  readonly overrideText?: string | undefined;
  /** Whether an approver confirms it before it is made: then it is asked for, and nothing is held. */
  readonly isAsked: boolean;
  /** What it means that another offer to the person is open; absent where none is. */
  readonly besideText?: string | undefined;
  /** "£9,240 from the partnership's budget is held while the offer is open." Absent when no money moves yet. */
  readonly moneyHeldText?: string | undefined;
  readonly form: FormState<MakeOfferFields>;
  /** What stands in the way: the bed was taken, the person has another offer, something is missing. */
  readonly clash?:
    | {
        readonly title: string;
        readonly text: string;
        readonly links: readonly { readonly href: string; readonly text: string }[];
        /** The answer to what the person just did, as against something to know beforehand. */
        readonly isAnswer: boolean;
      }
    | undefined;
  readonly cancelHref: string;
}

/** Look once more, change the dates if need be, make the offer. */
export const MakeOfferView = (props: MakeOfferProps) => {
  const { date, field } = bindForm(props.form);
  const who = props.person.name ?? props.person.reference;
  return (
    <PageLayout
      {...props.frame}
      title={`Make an offer to ${props.person.reference}`}
      current="waiting-list"
      errorSummary={{ errors: props.form.errors }}
    >
      <p class="app-back">
        <a href={props.cancelHref}>Back to the waiting list</a>
      </p>
      <PageHeading title="Make an offer" label={props.person.reference} />
      {props.clash !== undefined && (
        <Notification kind="warning" title={props.clash.title} takesFocus={props.clash.isAnswer}>
          <p>{props.clash.text}</p>
          {props.clash.links.map((link) => (
            <p key={link.href}>
              <a href={link.href}>{link.text}</a>
            </p>
          ))}
        </Notification>
      )}
      <div class="app-columns app-columns--decide">
        <section class="app-pair" aria-label="Who and where">
          <div class="app-card">
            <h2 class="app-card__title">{who}</h2>
            <SummaryList
              items={[
                { key: 'Reference', value: props.person.reference },
                { key: 'Urgency', value: props.person.bandText },
                { key: 'Waiting', value: props.person.waitingText },
              ]}
            />
            <TagList tags={props.person.needs} label="Needs" />
          </div>
          <div class="app-card">
            <h2 class="app-card__title">{props.bed.projectName}</h2>
            <SummaryList
              items={[
                { key: 'Bed', value: props.bed.label },
                { key: 'Where', value: props.bed.placeText },
                { key: 'Availability', value: <Freshness {...props.bed.freshness} /> },
              ]}
            />
            <TagList tags={props.bed.tags} label="The bed" />
          </div>
        </section>
        <aside class="app-aside" aria-labelledby="checks-title">
          <h2 class="app-section-title" id="checks-title">
            Does the place fit?
          </h2>
          {props.checks.length > 0 && <CheckList checks={props.checks} label="Checks" />}
          {props.blockedText !== undefined && <p>{props.blockedText}</p>}
          {props.steps.length > 0 && (
            <ul>
              {props.steps.map(({ text, href }) => (
                <li key={href}>
                  <a href={href}>{text}</a>
                </li>
              ))}
            </ul>
          )}
          {props.warnings !== undefined && props.warnings.length > 0 && (
            <Notification kind="warning" title="Look at these dates">
              <ul>
                {props.warnings.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </Notification>
          )}
        </aside>
        <PostForm
          action={props.action}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={props.idempotencyKey}
          version={props.version}
          class="app-form"
        >
          <input type="hidden" name="bedId" value={props.bed.bedId} />
          <h2 class="app-section-title">The stay</h2>
          <DateInput {...date('arrivesOn')} label="Arrives" />
          <DateInput
            {...date('departsOn')}
            label="Leaves"
            hint="The leaving day: the bed is free that night"
          />
          <p>
            <Button isSecondary isSmall name="intent" value="check">
              Check these dates
            </Button>
          </p>
          {props.blockedText === undefined && props.overrideText !== undefined && (
            <>
              <h2 class="app-section-title">Not what is suggested</h2>
              <p>{props.overrideText}</p>
              <Textarea
                {...field('overrideReason')}
                label="Why you offer this bed"
                hint="Kept with the offer and shown. Write nothing about the person’s health."
                rows={2}
                maxLength={500}
              />
            </>
          )}
          {props.blockedText === undefined && (
            <div class="app-consequences">
              <h2 class="app-section-title">
                {props.isAsked ? 'What happens next, once it is confirmed' : 'What happens next'}
              </h2>
              {props.isAsked && (
                <p>
                  An approver of your partnership, other than you, confirms it first or says no. Until then
                  nothing is held, and the bed may go to somebody else.
                </p>
              )}
              <ul>
                <li>{props.answerDueText}</li>
                <li>The bed is held for these nights until then. Nobody else can be offered it.</li>
                {props.moneyHeldText !== undefined && <li>{props.moneyHeldText}</li>}
                {props.besideText !== undefined && <li>{props.besideText}</li>}
                <li>
                  They are reminded. Without an answer in time, once somebody has tried to get it, the hold
                  ends and the next person is considered.
                </li>
              </ul>
            </div>
          )}
          <div class="app-actions">
            {props.blockedText === undefined &&
              (props.isAsked ? (
                <Button name="intent" value="ask">
                  Ask an approver to confirm
                </Button>
              ) : (
                <Button>Make this offer</Button>
              ))}
            <a href={props.cancelHref}>Cancel</a>
          </div>
        </PostForm>
      </div>
    </PageLayout>
  );
};
