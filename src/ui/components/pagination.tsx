import type { Paging } from '../paging.js';
import { Icon } from './icon.js';

/** Links to the neighbouring pages of a list. Nothing when the list has one page and no text. */
export const Pagination = ({ paging, label }: { readonly paging: Paging; readonly label: string }) => {
  const { previousHref, nextHref, text } = paging;
  if (previousHref === undefined && nextHref === undefined && text === undefined) return null;
  return (
    <nav class="app-pagination" aria-label={label}>
      {text !== undefined && <p class="app-pagination__text">{text}</p>}
      <ul class="app-pagination__links">
        {previousHref !== undefined && (
          <li>
            <a href={previousHref} rel="prev">
              <Icon name="chevron_left" />
              Previous page
            </a>
          </li>
        )}
        {nextHref !== undefined && (
          <li>
            <a href={nextHref} rel="next">
              Next page
              <Icon name="chevron_right" />
            </a>
          </li>
        )}
      </ul>
    </nav>
  );
};
