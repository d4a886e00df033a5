import { timingSafeEqual } from 'node:crypto';

import type { Request } from 'express';

/** Compared as bytes: of two texts of one length, one may have more of them. */
const equal = (a: string, b: string): boolean => {
  const [first, second] = [Buffer.from(a), Buffer.from(b)];
  return first.length === second.length && timingSafeEqual(first, second);
};

/** At which addresses pages of this service stand. */
export interface OwnOrigin {
  readonly publicOrigin: string;
  /** Whether it is also reached by other names, which a demonstration on a machine of one's own is. */
  readonly hasOtherNames: boolean;
}

const isOwn = (origin: string, request: Request, { publicOrigin, hasOtherNames }: OwnOrigin): boolean =>
  origin === publicOrigin ||
  (hasOtherNames && origin === `${request.protocol}://${request.get('host') ?? ''}`);

/** Whether a request that changes something came from a page of this service, as far as the browser says. */
export const isSameSite = (request: Request, own: OwnOrigin): boolean => {
  const origin = request.get('origin');
  if (origin !== undefined && !isOwn(origin, request, own)) return false;
  const fetchSite = request.get('sec-fetch-site');
  return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
};

/** Whether it carries the session's own token, in a header or a form field. */
export const carriesToken = (request: Request, csrfToken: string): boolean => {
  const body: unknown = request.body;
  const field = body !== null && typeof body === 'object' && 'csrfToken' in body ? body.csrfToken : undefined;
  const sent = request.get('x-csrf-token') ?? field;
  return typeof sent === 'string' && equal(sent, csrfToken);
};
