import { Button } from '../../../../ui/components/button.js';
import { DateInput } from '../../../../ui/components/date-input.js';
import { EmptyState } from '../../../../ui/components/empty-state.js';
import { Notification } from '../../../../ui/components/notification.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { SummaryList, type SummaryItem } from '../../../../ui/components/summary-list.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { DateFields, FieldError, FormState, Option } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A proposed move as both sides see it. */
export interface MoveCard {
  readonly moveId: string;
  readonly title: string;
  readonly reference: string;
  readonly texts: readonly string[];
  readonly reason: string;
  readonly byText: string;
  readonly version: number;
  readonly stayHref: string;
  /** Whether the reader answers it. */
  readonly isAsked: boolean;
  /** Whether the reader may take it back. */
  readonly isOwn: boolean;
  readonly decline: FormState<'reason' | 'note'>;
}

/** Moves that wait for an answer. */
export interface ProviderMovesProps {
  readonly frame: PageFrame;
  readonly idempotencyKey: string;
  readonly declineOptions: readonly Option[];
  readonly moves: readonly MoveCard[];
  readonly nextHref?: string | undefined;
  readonly errors: readonly FieldError[];
  readonly idPrefix?: string | undefined;
}

/** What the ids of the form of a move begin with. */
export const movePrefixOf = (moveId: string): string => `m${moveId.slice(-12)}-`;

const Answer = ({ move, props }: { readonly move: MoveCard; readonly props: ProviderMovesProps }) => {
  const { field } = bindForm<'reason' | 'note'>(move.decline, movePrefixOf(move.moveId));
  const post = (step: string) => ({
    action: `/provider-moves/${move.moveId}/${step}`,
    csrfToken: props.frame.csrfToken,
    idempotencyKey: `${props.idempotencyKey}-${move.moveId.slice(-12)}-${step}`,
    version: move.version,
  });
  if (move.isAsked) {
    return (
      <>
        <PostForm {...post('acceptance')} label={`Take ${move.reference}`}>
          <Button>Take the person from that day</Button>
        </PostForm>
        <PostForm {...post('decline')} label={`Decline ${move.reference}`}>
          <Select
            {...field('reason')}
            label="Why you decline"
            options={props.declineOptions}
            emptyText="Choose a reason"
          />
          <Textarea {...field('note')} label="More about it (optional)" rows={2} maxLength={500} />
          <Button isSecondary>Decline</Button>
        </PostForm>
      </>
    );
  }
  return move.isOwn ? (
    <PostForm {...post('withdrawal')} label={`Take back the move of ${move.reference}`}>
      <Button isSecondary isSmall>
        Take it back
      </Button>
    </PostForm>
  ) : null;
};

/** Where moves to another provider are answered and taken back. */
export const ProviderMovesView = (props: ProviderMovesProps) => (
  <PageLayout
    {...props.frame}
    title="Moves between providers"
    current="provider-moves"
    errorSummary={{ errors: props.errors, idPrefix: props.idPrefix }}
  >
    <PageHeading title="Moves between providers">
      <p>
        Somebody who is in a place and could go on to another provider. Nothing is held until that provider
        takes them; then bed and money change hands at once.
      </p>
    </PageHeading>
    {props.moves.length === 0 ? (
      <EmptyState title="No move waits for an answer">
        <p>A move is proposed from the page of a stay, under its dates and bed.</p>
      </EmptyState>
    ) : (
      props.moves.map((move) => (
        <section key={move.moveId} class="app-card" aria-labelledby={`title-${move.moveId}`}>
          <h2 class="app-card__title" id={`title-${move.moveId}`}>
            {move.title}
          </h2>
          <ul>
            {move.texts.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <p>
            {move.reason} <span class="app-sub">{move.byText}</span>
          </p>
          {!move.isAsked && (
            <p>
              <a href={move.stayHref}>The stay of {move.reference}</a>
            </p>
          )}
          <Answer move={move} props={props} />
        </section>
      ))
    )}
    {props.nextHref !== undefined && (
      <p>
        <a href={props.nextHref}>More that wait</a>
      </p>
    )}
  </PageLayout>
);

/** Fields of a proposed move. */
export type OnwardFields =
  DateFields<'movesOn'> | DateFields<'departsOn'> | 'bedId' | 'weeklyRate' | 'reason';

/** Somebody who is here, and where they could go on to. */
export interface OnwardProps {
  readonly frame: PageFrame;
  readonly current: string;
  readonly backHref: string;
  readonly address: string;
  readonly reference: string;
  readonly summary: readonly SummaryItem[];
  readonly version: number;
  readonly idempotencyKey: string;
  /** How the last proposal stands; absent when there was none. */
  readonly last?: { readonly title: string; readonly texts: readonly string[] } | undefined;
  /** Absent where nobody can go on now. */
  readonly days?: { readonly form: FormState<OnwardFields>; readonly hint: string } | undefined;
  /** Absent before days were asked for. */
  readonly places?:
    | {
        readonly title: string;
        readonly obstacle: string | null;
        readonly options: readonly Option[];
        readonly rateHint: string;
      }
    | undefined;
  readonly errors: readonly FieldError[];
}

const dayParts = ['day', 'month', 'year'] as const;

const Places = ({ props }: { readonly props: OnwardProps }) => {
  const { places, days } = props;
  if (places === undefined || days === undefined) return null;
  const { field } = bindForm<OnwardFields>(days.form);
  const hidden = (['movesOn', 'departsOn'] as const).flatMap((name) =>
    dayParts.map((part): `${typeof name}-${typeof part}` => `${name}-${part}`),
  );
  return (
    <section aria-labelledby="places-title">
      <h2 class="app-section-title" id="places-title">
        {places.title}
      </h2>
      {places.obstacle !== null && (
        <Notification kind="warning" title="This stands in the way">
          <p>{places.obstacle}</p>
        </Notification>
      )}
      {places.obstacle === null && places.options.length === 0 && (
        <EmptyState title="No free place fits">
          <p>Ask for other days. Beds are shown that are free throughout and whose rules take the person.</p>
        </EmptyState>
      )}
      {places.options.length > 0 && (
        <PostForm
          action={props.address}
          csrfToken={props.frame.csrfToken}
          idempotencyKey={props.idempotencyKey}
          version={props.version}
          label={`Propose a move of ${props.reference}`}
        >
          {hidden.map((name) => (
            <input key={name} type="hidden" name={name} value={days.form.values[name] ?? ''} />
          ))}
          <Select {...field('bedId')} label="Place" options={places.options} emptyText="Choose a place" />
          <TextInput
            {...field('weeklyRate')}
            label="Price of a week there, in pounds"
            hint={places.rateHint}
            widthCharacters={10}
          />
          <Textarea
            {...field('reason')}
            label="Why they go on"
            hint="Without names. Both providers and the partnership read it"
            rows={2}
            maxLength={500}
          />
          <Button>Propose it to the provider</Button>
        </PostForm>
      )}
    </section>
  );
};

/** Where a move to another provider is proposed. */
export const OnwardView = (props: OnwardProps) => {
  const { days, last } = props;
  const dates = days === undefined ? null : bindForm<OnwardFields>(days.form);
  return (
    <PageLayout
      {...props.frame}
      title={`Move ${props.reference} to another provider`}
      current={props.current}
      errorSummary={{ errors: props.errors }}
    >
      <p class="app-back">
        <a href={props.backHref}>Back to the stay</a>
      </p>
      <PageHeading title="Move to another provider" label={props.reference} />
      <SummaryList items={props.summary} />
      {last !== undefined && (
        <Notification kind="information" title={last.title}>
          {last.texts.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Notification>
      )}
      {days === undefined || dates === null ? (
        <EmptyState title="Nothing can be proposed now">
          <p>Only somebody who has arrived and not left goes on, to one place at a time.</p>
        </EmptyState>
      ) : (
        <form
          method="get"
          action={props.address}
          class="app-form"
          aria-label={`Look for places for ${props.reference}`}
          novalidate
        >
          <DateInput {...dates.date('movesOn')} label="First night there" hint={days.hint} />
          <DateInput {...dates.date('departsOn')} label="Leaves there" hint="The planned leaving day" />
          <Button isSmall isSecondary>
            See free places
          </Button>
        </form>
      )}
      <Places props={props} />
    </PageLayout>
  );
};
