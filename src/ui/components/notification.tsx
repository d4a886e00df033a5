import type { ComponentChildren } from 'preact';
import { classNames } from '../class-names.js';
import { Icon, type IconName } from './icon.js';

/** How a notification is meant. */
export type NotificationKind = 'success' | 'information' | 'warning' | 'error';

const looks: Readonly<
  Record<
    NotificationKind,
    { readonly modifier: string | false; readonly icon: IconName; readonly word: string }
  >
> = {
  success: { modifier: false, icon: 'check_circle', word: 'Success' },
  information: { modifier: 'ds_notification-message--info', icon: 'info', word: 'Information' },
  warning: { modifier: 'ds_notification-message--warning', icon: 'warning', word: 'Warning' },
  error: { modifier: 'ds_notification-message--error', icon: 'error', word: 'Problem' },
};

/** A message within a page. `takesFocus` is for the answer to what the person just did. */
export interface NotificationProps {
  readonly kind: NotificationKind;
  readonly title?: string | undefined;
  readonly children?: ComponentChildren;
  readonly takesFocus?: boolean;
}

/** A boxed message whose kind is said by word, icon and colour. */
export const Notification = ({ kind, title, children, takesFocus }: NotificationProps) => {
  const look = looks[kind];
  return (
    <div
      class={classNames('ds_notification-message', look.modifier)}
      role={takesFocus === true ? 'alert' : undefined}
      tabindex={takesFocus === true ? -1 : undefined}
      data-takes-focus={takesFocus === true ? '' : undefined}
    >
      <Icon name={look.icon} class="ds_notification-message__icon" />
      {title !== undefined && (
        <h2 class="ds_notification-message__title app-notification-title">
          <span class="visually-hidden">{look.word}: </span>
          {title}
        </h2>
      )}
      {children !== undefined && (
        <div class="ds_notification-message__body">
          {title === undefined && <span class="visually-hidden">{look.word}: </span>}
          {children}
        </div>
      )}
    </div>
  );
};
