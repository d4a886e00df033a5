/** A reason, as data a page can show: what a demand or a wish is, how hard, counted in what, and why it is there. */
export interface Justified {
  readonly name: string;
  /** `must`: without it a place is none. `may-be-unknown`: as `must`, but a fact that is missing is asked for. `wish`: weighed. */
  readonly level: 'must' | 'may-be-unknown' | 'wish';
  /** What it is counted in. */
  readonly unit: 'yes or no' | 'nights' | 'place among those named' | 'days';
  readonly why: string;
  /** Where it comes from; house rules say so. */
  readonly source: string;
}
