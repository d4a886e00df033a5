import type { ComponentChildren } from 'preact';

/** A part of the page that is renewed when something changes elsewhere; `id` tells the parts of a page apart. */
export const LiveRegion = ({
  id,
  children,
}: {
  readonly id: string;
  readonly children: ComponentChildren;
}) => (
  <div id={id} data-live-region>
    {children}
  </div>
);
