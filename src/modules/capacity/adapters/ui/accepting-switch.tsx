import { Button } from '../../../../ui/components/button.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { Textarea } from '../../../../ui/components/textarea.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';

/** The one field of the switch. */
export type AcceptingFields = 'reason';

/** Whether a project takes referrals, and the way to change it. */
export interface AcceptingSwitchProps {
  readonly isAccepting: boolean;
  /** How it stands, since when, said by whom and why. */
  readonly text: string;
  readonly action: string;
  readonly csrfToken: string | undefined;
  readonly idempotencyKey: string;
  readonly version: number;
  readonly form: FormState<AcceptingFields>;
}

/** A form that turns the switch the other way; turning it off asks why. */
export const AcceptingSwitch = (props: AcceptingSwitchProps) => {
  const { field } = bindForm(props.form);
  return (
    <section aria-labelledby="accepting-title">
      <h2 class="app-section-title" id="accepting-title">
        Taking referrals
      </h2>
      <p>{props.text}</p>
      <PostForm
        action={props.action}
        csrfToken={props.csrfToken}
        idempotencyKey={props.idempotencyKey}
        version={props.version}
        class="app-form"
        label="Taking referrals"
      >
        <input type="hidden" name="isAccepting" value={props.isAccepting ? 'no' : 'yes'} />
        {props.isAccepting ? (
          <>
            <p>
              When you take none for now, your beds are no longer suggested or offered. Offers already made,
              and people who are with you, stay as they are.
            </p>
            <Textarea
              {...field('reason')}
              label="Why no new people can come"
              hint="Everybody who looks for a place reads this. Do not write about a person."
              rows={3}
              maxLength={500}
            />
            <Button isSecondary>Take no referrals for now</Button>
          </>
        ) : (
          <Button>Take referrals again</Button>
        )}
      </PostForm>
    </section>
  );
};
