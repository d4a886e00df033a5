import { identifier } from '../../../../platform/http/schemas.js';

/** An id as it stands in an address, or null where what stands there can be nobody's id. */
export const identifierInAddress = (text: string | undefined): string | null => {
  const read = identifier.safeParse(text);
  return read.success ? read.data : null;
};
