import type { ComponentChildren } from 'preact';

/** One fact: what it is, and its value. */
export interface SummaryItem {
  readonly key: string;
  readonly value: ComponentChildren;
}

/** Facts as a list of keys and values. */
export const SummaryList = ({ items }: { readonly items: readonly SummaryItem[] }) => (
  <dl class="app-summary">
    {items.map((item) => (
      <div class="app-summary__item" key={item.key}>
        <dt>{item.key}</dt>
        <dd>{item.value}</dd>
      </div>
    ))}
  </dl>
);
