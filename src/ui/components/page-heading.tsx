import type { ComponentChildren } from 'preact';

/** The main heading of a page with, when given, a line above it and an introduction beneath. */
export const PageHeading = (props: {
  readonly title: string;
  readonly label?: string | undefined;
  readonly children?: ComponentChildren;
}) => (
  <header class="app-heading">
    {props.label !== undefined && <p class="app-heading__label">{props.label}</p>}
    <h1 class="app-heading__title">{props.title}</h1>
    {props.children !== undefined && <div class="app-heading__lead">{props.children}</div>}
  </header>
);
