import type { ComponentChildren } from 'preact';

/** Said where a list has nothing in it, with what to do about it. */
export const EmptyState = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) => (
  <div class="app-empty">
    <p class="app-empty__title">{title}</p>
    {children}
  </div>
);
