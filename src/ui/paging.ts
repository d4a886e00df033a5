/** Keyset paging: the addresses of the neighbouring pages, where there are any. */
export interface Paging {
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
  /** "Showing 1 to 50 of 312" or the like. */
  readonly text?: string | undefined;
}
