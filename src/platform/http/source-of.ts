import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/**
 * Where a request comes from, for limits: the address, as far as the proxies in front are believed. Of an IPv6 address
 * the part that one customer has for themselves, or they would have limits without end.
 */
export const sourceOf = (request: Request): string => ipKeyGenerator(request.ip ?? '0.0.0.0');
