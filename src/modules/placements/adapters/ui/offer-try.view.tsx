import { Button } from '../../../../ui/components/button.js';
import { Details } from '../../../../ui/components/details.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Select } from '../../../../ui/components/select.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState, Option } from '../../../../ui/forms/form-state.js';

/** Fields of the form that records a try to get an answer. */
export type TryFields = 'whom' | 'channel' | 'outcome' | 'when';

/** The form that records a try, and what was tried before. */
export interface OfferTryModel {
  readonly action: string;
  readonly idempotencyKey: string;
  readonly options: Readonly<Record<TryFields, readonly Option[]>>;
  /** "10am on Monday 23 November: the provider, by telephone, left a message"; latest first. */
  readonly tried: readonly string[];
  readonly form: FormState<TryFields>;
}

/** Records that somebody tried to get an answer; `about` tells the forms of several offers apart. */
export const OfferTry = ({
  model,
  csrfToken,
  idPrefix = '',
  about,
}: {
  readonly model: OfferTryModel;
  readonly csrfToken: string | undefined;
  readonly idPrefix?: string;
  readonly about?: string;
}) => {
  const { field } = bindForm(model.form, idPrefix);
  return (
    <Details
      id={`${idPrefix}tried`}
      summary="Record that you tried to get an answer"
      about={about}
      isOpen={model.form.errors.length > 0}
    >
      {model.tried.length > 0 && (
        <ul class="app-plain-list">
          {model.tried.map((text) => (
            <li key={text}>Tried at {text}</li>
          ))}
        </ul>
      )}
      <PostForm
        action={model.action}
        csrfToken={csrfToken}
        idempotencyKey={model.idempotencyKey}
        class="app-form"
        label={about === undefined ? 'Record a try' : `Record a try for ${about}`}
      >
        <Select {...field('whom')} label="Whom" options={model.options.whom} emptyText="Choose" />
        <Select {...field('channel')} label="How" options={model.options.channel} emptyText="Choose" />
        <Select
          {...field('outcome')}
          label="What came of it"
          options={model.options.outcome}
          emptyText="Choose"
        />
        <Select {...field('when')} label="When" options={model.options.when} emptyText="Choose" />
        <Button isSecondary isSmall about={about}>
          Record this try
        </Button>
      </PostForm>
    </Details>
  );
};
