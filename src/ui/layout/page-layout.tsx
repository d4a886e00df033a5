import type { ComponentChildren } from 'preact';
import { ErrorSummary, type ErrorSummaryProps } from '../components/error-summary.js';
import { Notification } from '../components/notification.js';
import { PostForm } from '../components/post-form.js';
import type { NavigationItem, PageFrame, SignedInUser } from '../page-frame.js';

/** The frame of the request together with what the page adds to it. */
export interface PageLayoutProps extends PageFrame {
  /** Said in the browser's tab before the name of the service; begins with "Error: " by itself when there are errors. */
  readonly title: string;
  /** Key of the navigation entry this page belongs to. */
  readonly current?: string | undefined;
  readonly errorSummary?: ErrorSummaryProps | undefined;
  /** Renews the page's live regions when the server reports a change. */
  readonly isLive?: boolean | undefined;
  readonly children: ComponentChildren;
}

const serviceName = 'Rehab Placements';

interface NavigationProps {
  readonly nav: readonly NavigationItem[];
  readonly current: string | undefined;
}

const Badge = ({ badge }: Pick<NavigationItem, 'badge'>) =>
  badge === undefined ? null : (
    <>
      <span class="app-navigation__badge" aria-hidden="true">
        {badge.text}
      </span>
      <span class="visually-hidden">, {badge.spokenText}</span>
    </>
  );

const hasPage = ({ pages }: NavigationItem, key: string | undefined) =>
  pages?.some((page) => page.key === key) === true;

const SectionPages = ({
  item,
  current,
}: {
  readonly item: NavigationItem;
  readonly current: string | undefined;
}) => (
  <ul class="app-navigation__list app-navigation__pages">
    {item.pages?.map((page) => (
      <li key={page.key}>
        <a
          class="app-navigation__link"
          href={page.href}
          aria-current={page.key === current ? 'page' : undefined}
        >
          {page.text}
        </a>
      </li>
    ))}
  </ul>
);

/** `isWhole`: with the pages of every section under it, for where there is room downwards only. */
const NavigationList = ({ nav, current, isWhole }: NavigationProps & { readonly isWhole: boolean }) => (
  <ul class="app-navigation__list">
    {nav.map((item) => (
      <li key={item.key}>
        {isWhole && item.pages !== undefined ? (
          <span class="app-navigation__section">{item.text}</span>
        ) : (
          <a
            class="app-navigation__link"
            href={item.href}
            aria-current={item.key === current ? 'page' : hasPage(item, current) ? 'true' : undefined}
          >
            {item.text}
            <Badge badge={item.badge} />
          </a>
        )}
        {isWhole && item.pages !== undefined && <SectionPages item={item} current={current} />}
      </li>
    ))}
  </ul>
);

/**
 * The entries in a row, and under it the pages of the section the reader is in; on a narrow screen, where they would take several, folded behind one line that says where the
 * reader is and what waits. Only one of the two is there at any width, for the eye and for who listens.
 */
const Navigation = ({ nav, current }: NavigationProps) => {
  if (nav.length === 0) return null;
  const section = nav.find((item) => hasPage(item, current));
  const here = section?.pages?.find(({ key }) => key === current) ?? nav.find(({ key }) => key === current);
  const waits = nav.find(({ badge }) => badge !== undefined);
  return (
    <nav class="app-navigation" aria-label="Main">
      <div class="ds_wrapper app-navigation__wide">
        <NavigationList nav={nav} current={current} isWhole={false} />
        {section !== undefined && <SectionPages item={section} current={current} />}
      </div>
      <details class="ds_wrapper app-navigation__narrow">
        <summary class="app-navigation__menu">
          <span class="app-navigation__menu-word">Menu</span>
          {here !== undefined && (
            <span class="app-navigation__here">
              <span class="visually-hidden">, you are at </span>
              {here.text}
            </span>
          )}
          {waits !== undefined && (
            <span class="app-navigation__waits">
              <span class="visually-hidden">, </span>
              {waits.text}
              <Badge badge={waits.badge} />
            </span>
          )}
        </summary>
        <NavigationList nav={nav} current={current} isWhole />
      </details>
    </nav>
  );
};

const Account = ({
  user,
  csrfToken,
}: {
  readonly user: SignedInUser;
  readonly csrfToken: string | undefined;
}) => (
  <div class="app-account">
    <p class="app-account__who">
      <span class="visually-hidden">Signed in as </span>
      <span class="app-account__name">{user.name}</span>
      <span class="app-account__role">{user.roleText}</span>
    </p>
    <PostForm action="/sign-out" csrfToken={csrfToken}>
      <button class="app-account__sign-out" type="submit">
        Sign out
      </button>
    </PostForm>
  </div>
);

/**
 * The whole document around a page: skip link, header, navigation, messages, content, footer. No inline style or script, so
 * the strictest content security policy holds; everything works without script.
 */
export const PageLayout = (props: PageLayoutProps) => {
  const hasErrors = (props.errorSummary?.errors.length ?? 0) > 0;
  return (
    <html lang={props.lang ?? 'en-GB'}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${hasErrors ? 'Error: ' : ''}${props.title} – ${serviceName}`}</title>
        <link rel="icon" href="/assets/app/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/design-system/css/design-system.min.css" />
        <link rel="stylesheet" href="/assets/app/app.css" />
        <script type="module" src="/assets/app/main.js" />
      </head>
      <body
        data-live={props.isLive === true ? '/events' : undefined}
        data-answers-faults={hasErrors ? '' : undefined}
      >
        <div class="ds_page">
          <div class="ds_skip-links">
            <ul class="ds_skip-links__list">
              <li class="ds_skip-links__item">
                <a class="ds_skip-links__link" href="#main-content">
                  Skip to main content
                </a>
              </li>
            </ul>
          </div>
          <div class="ds_page__top">
            <header class="ds_site-header ds_site-header--gradient app-header">
              <div class="ds_wrapper">
                <div class="app-header__content">
                  <a class="app-header__name" href="/">
                    <svg class="app-header__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                      <path d="M4 15 16 5l12 10v13H4z" fill="#0065bd" />
                      <path
                        d="M9 25v-8M9 22h14v3M13 22v-3h7a3 3 0 0 1 3 3"
                        fill="none"
                        stroke="#ffffff"
                        stroke-width="2.2"
                        stroke-linecap="round"
                        stroke-linejoin="round"
                      />
                    </svg>
                    {serviceName}
                  </a>
                  {props.user !== undefined && <Account user={props.user} csrfToken={props.csrfToken} />}
                </div>
              </div>
              <Navigation nav={props.nav} current={props.current} />
            </header>
            {props.banner !== undefined && (
              <section class="app-demonstration" aria-label="Demonstration">
                <div class="ds_wrapper">
                  <p>
                    <strong class="ds_tag ds_tag--yellow app-tag">Demonstration</strong> {props.banner}
                  </p>
                </div>
              </section>
            )}
          </div>
          <div class="ds_page__middle">
            <main id="main-content" class="app-main" tabindex={-1}>
              <div class="ds_wrapper">
                {props.flash !== undefined && (
                  <Notification kind={props.flash.kind} title={props.flash.title} takesFocus>
                    {props.flash.text !== undefined && <p>{props.flash.text}</p>}
                  </Notification>
                )}
                {props.notice !== undefined && (
                  <Notification kind="warning" title={props.notice.title}>
                    <p>{props.notice.text}</p>
                  </Notification>
                )}
                {props.errorSummary !== undefined && <ErrorSummary {...props.errorSummary} />}
                {props.children}
                {props.isLive === true && <p class="app-live-status" role="status" data-live-status />}
              </div>
            </main>
          </div>
          <div class="ds_page__bottom">
            <footer class="ds_site-footer app-footer">
              <div class="ds_wrapper">
                <ul class="app-footer__list">
                  <li>
                    <a href="/accessibility-statement">Accessibility statement</a>
                  </li>
                </ul>
                <p>Beds, people waiting and placements in residential rehabilitation in Scotland.</p>
              </div>
            </footer>
          </div>
        </div>
      </body>
    </html>
  );
};
