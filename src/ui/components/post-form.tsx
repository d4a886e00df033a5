import type { ComponentChildren } from 'preact';

/** A form that changes something: where it goes, and what makes it safe to send. */
export interface PostFormProps {
  readonly action: string;
  readonly csrfToken: string | undefined;
  /** Sent as `idempotencyKey`: the same form sent twice acts once. */
  readonly idempotencyKey?: string | undefined;
  /** Sent as `version`: what the person saw, so that a change since then is noticed. */
  readonly version?: number | undefined;
  readonly class?: string;
  readonly label?: string;
  /** Whether a file can be chosen in it. */
  readonly hasFile?: boolean;
  readonly children: ComponentChildren;
}

/**
 * A POST form with its hidden fields. Browser validation is off: the server's answers are the ones people read. The browser
 * keeps none of it: going back to a form that was sent finds it empty, and not half filled in.
 */
export const PostForm = (props: PostFormProps) => (
  <form
    method="post"
    action={props.action}
    class={props.class}
    aria-label={props.label}
    enctype={props.hasFile === true ? 'multipart/form-data' : undefined}
    novalidate
    autocomplete="off"
    data-submit-once
  >
    {props.csrfToken !== undefined && <input type="hidden" name="csrfToken" value={props.csrfToken} />}
    {props.idempotencyKey !== undefined && (
      <input type="hidden" name="idempotencyKey" value={props.idempotencyKey} />
    )}
    {props.version !== undefined && <input type="hidden" name="version" value={String(props.version)} />}
    {props.children}
  </form>
);
