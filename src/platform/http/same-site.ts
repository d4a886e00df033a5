import { timingSafeEqual } from 'node:crypto';

import type { Request } from 'express';

const equal = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** Whether a request that changes something came from a page of this service, as far as the browser says. */
export const isSameSite = (request: Request): boolean => {
  const fetchSite = request.get('sec-fetch-site');
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none';
  const origin = request.get('origin');
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.get('host');
};

/** Whether it carries the session's own token, in a header or a form field. */
export const carriesToken = (request: Request, csrfToken: string): boolean => {
  const body: unknown = request.body;
  const field = body !== null && typeof body === 'object' && 'csrfToken' in body ? body.csrfToken : undefined;
  const sent = request.get('x-csrf-token') ?? field;
  return typeof sent === 'string' && equal(sent, csrfToken);
};
