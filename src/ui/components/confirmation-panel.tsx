import type { ComponentChildren } from 'preact';

/** The large panel that says a thing is done. It holds the page's main heading. */
export const ConfirmationPanel = ({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
}) => (
  <div class="ds_notification-panel app-panel">
    <h1 class="ds_notification-panel__title">{title}</h1>
    {children !== undefined && <div class="ds_notification-panel__content">{children}</div>}
  </div>
);
