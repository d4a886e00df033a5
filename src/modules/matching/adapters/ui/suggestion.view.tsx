import { ButtonLink } from '../../../../ui/components/button.js';
import { CheckList, type PlacementCheck } from '../../../../ui/components/check-list.js';
import { DataTable } from '../../../../ui/components/data-table.js';
import { Details } from '../../../../ui/components/details.js';
import { LiveRegion } from '../../../../ui/components/live-region.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { Tag } from '../../../../ui/components/tag.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A place, suggested or possible. */
export interface PlaceModel {
  readonly key: string;
  readonly projectName: string;
  /** "Highland, near home". */
  readonly areaText: string;
  readonly bedText: string;
  readonly stayText: string;
  readonly wishes: readonly string[];
  /** What it would mean for others. */
  readonly othersText: string;
  /** What an offer of it is asked for; absent where none is made from here, or nothing is asked. */
  readonly asksText?: string | undefined;
  readonly whyHref: string;
  /** Null where no offer can be made of it. */
  readonly offerHref: string | null;
}

/** A demand or a wish by which places are chosen. */
export interface ChosenByModel {
  readonly name: string;
  readonly levelText: string;
  readonly why: string;
  readonly source: string;
}

/** The page of what a run said of one person. */
export interface SuggestionProps {
  readonly frame: PageFrame;
  readonly reference: string;
  readonly name: string | null;
  readonly referralHref: string;
  readonly placesHref: string;
  /** "Worked out 2 minutes ago by policy 2026-11-22.2." */
  readonly workedOutText: string;
  /** Where the latest run is shown; null where this is it. */
  readonly latestHref: string | null;
  readonly heldText: string | null;
  /** An offer that waits for a second member, and where; null where none does. It keeps no other from being made. */
  readonly asked: { readonly text: string; readonly href: string } | null;
  readonly missing: readonly { readonly text: string; readonly whoActs: string }[];
  readonly faults: readonly string[];
  readonly standing: readonly string[];
  /** The place suggested; or, while something is missing, the one that would be theirs. */
  readonly place: (PlaceModel & { readonly isProvisional: boolean }) | null;
  readonly reasons: readonly string[];
  readonly checks: readonly PlacementCheck[];
  /** Why there is none. */
  readonly noPlaceText: string | null;
  readonly options: readonly PlaceModel[];
  readonly chosenBy: readonly ChosenByModel[];
  /** Beds and rules that keep people out for what is not recorded or cannot be met, each by name. */
  readonly unusable: readonly string[];
}

const Texts = ({ texts }: { readonly texts: readonly string[] }) => (
  <ul class="app-reasons">
    {texts.map((text) => (
      <li key={text}>{text}</li>
    ))}
  </ul>
);

const Project = ({ place }: { readonly place: PlaceModel }) => (
  <div>
    {place.projectName}
    <span class="app-sub">{place.areaText}</span>
    <span class="app-sub">
      <a href={place.whyHref}>
        Every rule, and what would change it<span class="visually-hidden">{`: ${place.projectName}`}</span>
      </a>
    </span>
  </div>
);

const Suggested = (props: SuggestionProps) => {
  const { place } = props;
  if (place === null) {
    return (
      <p>
        {props.noPlaceText ?? 'Nothing was suggested.'} <a href={props.placesHref}>See every place</a>
      </p>
    );
  }
  return (
    <>
      {place.isProvisional && <Tag text="Would be theirs" colour="grey" />}
      <p>
        <span class="app-suggestion__place">{place.projectName}</span>
        <span class="app-sub">{place.areaText}</span>
        <span class="app-sub">
          {place.bedText}, {place.stayText}
        </span>
      </p>
      {place.isProvisional && (
        <p>
          This is no offer, and the bed is not kept: it would be theirs today if nothing were missing.{' '}
          {place.othersText}
        </p>
      )}
      <Texts texts={place.isProvisional ? place.wishes : props.reasons} />
      {props.checks.length > 0 && (
        <Details id="checks" summary="What was checked" about={`for ${props.reference}`}>
          <CheckList checks={props.checks} label={`Checks for ${props.reference}`} />
        </Details>
      )}
      {place.offerHref !== null && (
        <ButtonLink href={place.offerHref} about={`to ${props.reference}`}>
          Make an offer
        </ButtonLink>
      )}
    </>
  );
};

const Options = ({ options }: Pick<SuggestionProps, 'options'>) =>
  options.length === 0 ? null : (
    <section aria-labelledby="options">
      <h2 class="app-section-title" id="options">
        Other places, and the difference each makes
      </h2>
      <DataTable
        caption="Other places, the nearest to their wishes first"
        isCaptionHidden
        columns={[
          { key: 'project', heading: 'Project' },
          { key: 'when', heading: 'Which bed, from when' },
          { key: 'wishes', heading: 'For the person' },
          { key: 'others', heading: 'For others' },
        ]}
        rows={options.map((place) => ({
          key: place.key,
          cells: [
            <Project place={place} />,
            <div>
              {place.bedText}
              <span class="app-sub">{place.stayText}</span>
              {place.offerHref !== null && (
                <a href={place.offerHref}>
                  Prepare an offer
                  <span class="visually-hidden">{` of ${place.projectName}, ${place.bedText}`}</span>
                </a>
              )}
            </div>,
            place.wishes.length === 0 ? 'They named no wish' : <Texts texts={place.wishes} />,
            <>
              {place.othersText}
              {place.asksText !== undefined && <span class="app-sub">{place.asksText}</span>}
            </>,
          ],
        }))}
      />
    </section>
  );

const First = ({ heldText, asked, missing, faults, latestHref }: SuggestionProps) => (
  <>
    {latestHref !== null && (
      <Notification kind="information" title="This is what an earlier run said">
        <p>
          Nothing is worked out again here. <a href={latestHref}>See what the latest run says</a>
        </p>
      </Notification>
    )}
    {heldText !== null && (
      <Notification kind="information" title="No other place can be offered now">
        <p>{heldText}</p>
      </Notification>
    )}
    {asked !== null && (
      <Notification kind="information" title="An offer waits for a second person">
        <p>
          <a href={asked.href}>{asked.text}</a>
        </p>
      </Notification>
    )}
    {faults.length > 0 && (
      <Notification kind="warning" title="Something recorded cannot be used">
        <Texts texts={faults} />
      </Notification>
    )}
    {missing.length > 0 && (
      <Notification kind="warning" title="Before any place can be offered">
        <Texts texts={missing.map(({ text, whoActs }) => `${text}. ${whoActs}.`)} />
      </Notification>
    )}
  </>
);

/** Where one person stands, the place suggested to them, what else there is, and why. */
export const SuggestionView = (props: SuggestionProps) => {
  const title = `Suggestion for ${props.reference}`;
  return (
    <PageLayout {...props.frame} title={title} current="waiting-list" isLive>
      <PageHeading title={title}>
        <p>
          {props.name !== null && `${props.name}. `}
          {props.workedOutText}
        </p>
        <p>
          <a href={props.referralHref}>Back to the referral</a>
        </p>
      </PageHeading>
      <LiveRegion id="suggestion">
        <First {...props} />
        <section aria-labelledby="place">
          <h2 class="app-section-title" id="place">
            The place
          </h2>
          <Suggested {...props} />
        </section>
        <Options options={props.options} />
        {props.standing.length > 0 && (
          <section aria-labelledby="standing">
            <h2 class="app-section-title" id="standing">
              Where they stand, and why
            </h2>
            <Texts texts={props.standing} />
          </section>
        )}
      </LiveRegion>
      <p>
        <a href={props.placesHref}>See every place</a>
      </p>
      {props.unusable.length > 0 && (
        <Details id="unusable" summary="Beds and rules to put right, as this run saw them">
          <Texts texts={props.unusable} />
        </Details>
      )}
      <Details id="how" summary="How places are chosen">
        <p>
          Who comes first is decided by urgency, then by the day of receipt, then by when it was recorded. Who
          somebody is decides nothing.
        </p>
        <dl>
          {props.chosenBy.map(({ name, levelText, why, source }) => (
            <div key={name}>
              <dt>
                {name} ({levelText})
              </dt>
              <dd>
                {why} {source}.
              </dd>
            </div>
          ))}
        </dl>
      </Details>
    </PageLayout>
  );
};
