/** One entry of the main navigation. `key` is what a page names as its own place (`current`). */
export interface NavigationItem {
  readonly key: string;
  readonly text: string;
  readonly href: string;
  /** How much waits there: what is seen, and what is spoken in its place. */
  readonly badge?: { readonly text: string; readonly spokenText: string } | undefined;
  /** The pages of a section, shown in a second line while the reader is in it; `href` is the first of them. */
  readonly pages?: readonly SectionPage[] | undefined;
}

/** A page of a section. `key` is what the page names as its own place (`current`). */
export interface SectionPage {
  readonly key: string;
  readonly text: string;
  readonly href: string;
}

/** Who is signed in, as the header shows it. */
export interface SignedInUser {
  readonly name: string;
  readonly roleText: string;
}

/** The answer to what the person did on the page before. */
export interface Flash {
  readonly kind: 'success' | 'information' | 'warning';
  readonly title: string;
  readonly text?: string | undefined;
}

/** What every page needs from the request, whatever the page is about. */
export interface PageFrame {
  /** Language of the page, as a BCP 47 tag; English when not given. */
  readonly lang?: string | undefined;
  readonly user?: SignedInUser | undefined;
  readonly nav: readonly NavigationItem[];
  /** Put in every form that changes something. */
  readonly csrfToken?: string | undefined;
  readonly flash?: Flash | undefined;
  /** What the reader must know before they act on what this page shows. */
  readonly notice?: { readonly title: string; readonly text: string } | undefined;
  /** The demonstration notice; shown on every page while the people in the system are invented. */
  readonly banner?: string | undefined;
}
