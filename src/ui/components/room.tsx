/**
 * Where it is said how much more may be written in a field, once little room is left. Empty without script, and in fields
 * whose length has no limit of its own it is left out. What is too long is never cut off: the server says so, with all of it.
 */
export const Room = ({ id, longest }: { readonly id: string; readonly longest: number | undefined }) =>
  longest === undefined ? null : <p class="app-room" id={`${id}-room`} role="status" />;
