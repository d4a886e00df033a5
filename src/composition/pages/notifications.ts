import { mailPages } from '../../modules/notifications/adapters/ui/mail.page.js';
import { notificationPages } from '../../modules/notifications/adapters/ui/notifications.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** What each member was told, and when they want mail about it. */
export const createNotificationPages = ({
  notifications,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } => {
  const told = notificationPages(notifications);
  const mail = mailPages(notifications.mail);
  return { pages: [...told.pages, ...mail.pages], forms: [...told.forms, ...mail.forms] };
};
