import type { ComponentChildren } from 'preact';

/** What a figure means, set small beside it. */
export const DefinitionNote = ({
  term,
  children,
}: {
  readonly term: string;
  readonly children: ComponentChildren;
}) => (
  <p class="app-note">
    <span class="app-note__term">{term}:</span> {children}
  </p>
);
