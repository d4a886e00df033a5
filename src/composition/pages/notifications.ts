import { notificationPages } from '../../modules/notifications/adapters/ui/notifications.page.js';
import type { Form, Page } from '../../platform/http/define-page.js';
import type { Modules } from '../modules.js';

/** What each member was told. */
export const createNotificationPages = ({
  notifications,
}: Modules): { readonly pages: readonly Page[]; readonly forms: readonly Form[] } =>
  notificationPages(notifications);
