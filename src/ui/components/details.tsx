import type { ComponentChildren } from 'preact';

/** Something that can be opened. `id` keeps it open when the page is refreshed by a live change. */
export interface DetailsProps {
  readonly id: string;
  readonly summary: string;
  /** Said after the summary to those who hear it alone: "for RP-0042". */
  readonly about?: string | undefined;
  readonly isOpen?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** A native disclosure. */
export const Details = ({ id, summary, about, isOpen, children }: DetailsProps) => (
  <details class="ds_details app-details" id={id} open={isOpen === true}>
    <summary class="ds_details__summary">
      {summary}
      {about !== undefined && <span class="visually-hidden"> {about}</span>}
    </summary>
    <div class="ds_details__text">{children}</div>
  </details>
);
