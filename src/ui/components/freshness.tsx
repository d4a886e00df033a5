/** How old a figure is, and whether that is too old to rely on. `text` is a whole phrase: "Confirmed 3 hours ago by Anna Bell". */
export interface FreshnessModel {
  readonly text: string;
  readonly isStale: boolean;
}

/** The age of a figure; a stale one says so in words. */
export const Freshness = ({ text, isStale }: FreshnessModel) => (
  <p class={isStale ? 'app-freshness app-freshness--stale' : 'app-freshness'}>
    {isStale && <strong>Out of date. </strong>}
    {text}
  </p>
);
