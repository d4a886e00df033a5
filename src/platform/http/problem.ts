import type { Request, Response } from 'express';

import type { Refusal } from '../../kernel/outcome.js';

/** How one refusal is told: its status, its words, and what would make the request succeed. */
export interface ProblemSpec<R extends Refusal = Refusal> {
  readonly status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 500 | 503;
  readonly title: string;
  /** What would make it succeed, in plain words; also the text of the problem type's page. */
  readonly remedy: string;
  /** The sentence for this one case, from the refusal's own facts. */
  detail?(refusal: R): string;
  /** The field at fault, as a JSON pointer into the body. */
  readonly pointer?: string;
}

/** One row for every refusal a route can give: a missing row does not compile. */
export type ProblemTable<R extends Refusal> = {
  readonly [C in R['code']]: ProblemSpec<Extract<R, { readonly code: C }>>;
};

/** One field at fault, and what would be accepted. */
export interface FieldProblem {
  /** JSON pointer, such as `/arrivesOn`. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** Refusals any route can give, whatever it does. */
export const commonProblems = {
  'invalid-request': {
    status: 400,
    title: 'The request is not in the right form',
    remedy: 'Mend the fields named in errors and send it again. Nothing was changed.',
  },
  'malformed-json': {
    status: 400,
    title: 'The body is not JSON',
    remedy: 'Send one JSON object with the content type application/json.',
  },
  'key-missing': {
    status: 400,
    title: 'An Idempotency-Key is needed',
    remedy:
      'Send an Idempotency-Key header of 22 to 64 letters, digits, - or _, new for each thing you want done, and the same when you repeat a request.',
  },
  'key-not-understood': {
    status: 400,
    title: 'This Idempotency-Key is not in the form that is taken',
    remedy:
      'Send an Idempotency-Key header of 22 to 64 letters, digits, - or _, such as 16 random bytes in hexadecimal.',
  },
  'not-signed-in': {
    status: 401,
    title: 'You are not signed in',
    remedy: 'Sign in and try again.',
  },
  'sign-in-failed': {
    status: 401,
    title: 'The email address and password do not match an account',
    remedy: 'Check both and try again. After five failed tries there is a wait, longer after each one more.',
  },
  'not-permitted': {
    status: 403,
    title: 'Your role may not do this',
    remedy: 'Ask somebody whose role may, or ask an administrator to change yours.',
  },
  'cross-site': {
    status: 403,
    title: 'The request did not come from this service',
    remedy: 'Open the page again and repeat what you did; programs send the X-CSRF-Token they were given.',
  },
  'not-found': {
    status: 404,
    title: 'There is nothing here that you can see',
    remedy: 'Check the address. It may never have existed, or belong to another organisation.',
  },
  'restricted-record': {
    status: 403,
    title: 'This record is restricted, and you are not named for it',
    remedy:
      'Ask the coordinators of your partnership: whoever is named can name you. If somebody’s safety cannot wait, open the record with a reason at /referrals/{referralId}/restriction; those named are told.',
  },
  'changed-since-you-read-it': {
    status: 412,
    title: 'Somebody changed this after you read it',
    remedy: 'Read it again, check that your change still makes sense, and repeat it with the new ETag.',
  },
  'too-large': {
    status: 413,
    title: 'The request is too large',
    remedy: 'Send less at once: 100 kB for a request, 1 MB and 2,000 rows for a sheet of beds.',
  },
  'unsupported-content': {
    status: 415,
    title: 'The content type is not one this address reads',
    remedy: 'Send application/json.',
  },
  'key-used-for-another-request': {
    status: 422,
    title: 'This Idempotency-Key was used for another request',
    remedy: 'Use a new key for a new request; use the same key only to repeat the same one.',
  },
  'version-missing': {
    status: 428,
    title: 'Say which version you are changing',
    remedy: 'Send If-Match with the ETag you were given when you read it.',
  },
  'version-not-understood': {
    status: 400,
    title: 'This If-Match does not name a version',
    remedy:
      'Send If-Match with the one ETag you were given when you read it, as it was given, in quotation marks: "v3".',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests in a short time',
    remedy: 'Wait for the number of seconds in Retry-After.',
  },
  'internal-fault': {
    status: 500,
    title: 'Something went wrong on our side',
    remedy:
      'Repeat the request with the same Idempotency-Key: it will not be done twice. If it goes on, tell us the reference in instance.',
  },
  unavailable: {
    status: 503,
    title: 'The service is busy',
    remedy: 'Repeat the request with the same Idempotency-Key after the number of seconds in Retry-After.',
  },
  'queue-away': {
    status: 503,
    title: 'The queue does not answer',
    remedy:
      'Nothing is lost: while Redis is away messages are delivered without it, some seconds later. Look at the messages page for any that failed, and come back when Redis answers.',
  },
} as const satisfies Record<string, ProblemSpec>;

/** The code of a refusal that any route can give. */
export type CommonProblem = keyof typeof commonProblems;

/** Answers a request with a problem, in the form its sender reads. */
export type SendProblem = (request: Request, response: Response, code: CommonProblem) => void;

/** A problem as it is sent (RFC 9457), with the refusal's own facts beside the standard members. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly remedy: string;
  readonly errors?: readonly FieldProblem[];
  readonly [fact: string]: unknown;
}

/** Builds the RFC 9457 body; the refusal's own facts stand beside the standard members. */
export const problemBody = (
  spec: ProblemSpec,
  refusal: Refusal & { readonly errors?: readonly FieldProblem[] },
  requestId: string,
): ProblemBody => {
  const { code, ...facts } = refusal;
  const detail = spec.detail?.(refusal) ?? spec.title;
  return {
    ...facts,
    type: `/problems/${code}`,
    title: spec.title,
    status: spec.status,
    detail,
    instance: `/requests/${requestId}`,
    remedy: spec.remedy,
    ...(spec.pointer === undefined ? {} : { errors: [{ pointer: spec.pointer, code, detail }] }),
  };
};

/** Sends a declared refusal as problem+json. */
export const sendProblem = (
  response: Response,
  spec: ProblemSpec,
  refusal: Refusal & { readonly errors?: readonly FieldProblem[] },
): void => {
  response
    .status(spec.status)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(spec, refusal, response.locals.requestId)));
};

/** Sends a refusal that any route can give as problem+json. */
export const sendCommonProblem = (
  response: Response,
  code: CommonProblem,
  facts: { readonly errors?: readonly FieldProblem[] } = {},
): void => {
  sendProblem(response, commonProblems[code], { code, ...facts });
};
