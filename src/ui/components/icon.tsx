/** Names of the design system's icons that these pages use. */
export type IconName = 'check_circle' | 'chevron_left' | 'chevron_right' | 'error' | 'info' | 'warning';

/** A decorative icon: hidden from screen readers, so the text beside it must say the same. */
export const Icon = ({ name, class: className }: { readonly name: IconName; readonly class?: string }) => (
  <svg class={`ds_icon ${className ?? ''}`.trim()} aria-hidden="true" focusable="false">
    <use href={`/assets/design-system/images/icons/icons.stack.svg#${name}`} />
  </svg>
);
