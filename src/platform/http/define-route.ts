import type { AuditEntry } from '../../kernel/audit.js';
import type { z } from 'zod';

import type { Actor, Scope } from '../../kernel/actor.js';
import type { Outcome, Refusal } from '../../kernel/outcome.js';
import type { Permission } from '../../kernel/permissions.js';
import type { Plain, Tx } from '../../kernel/unit-of-work.js';
import type { AuditedRead } from './audited-read.js';
import type { ProblemSpec, ProblemTable } from './problem.js';

type Shape = z.ZodObject;
type RefusalOf<O> = O extends { readonly ok: false; readonly refusal: infer R extends Refusal } ? R : never;
type Read<S> = S extends Shape ? z.output<S> : undefined;

/** What a handler is given: the parsed request, who asks, and how far they may reach. */
export interface RouteInput<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly actor: Actor;
  /** The scope in which this actor holds the route's permission. Repositories take it. */
  readonly scope: Scope;
  /** From If-Match; 0 on routes that do not ask for it. */
  readonly expectedVersion: number;
}

interface RouteFacts {
  readonly method: 'get' | 'post';
  /** With parameters as `{name}`, as OpenAPI writes them. */
  readonly path: `/api/${string}`;
  /** Verb and noun, unique: `makeOffer`. */
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly permission: Permission;
  /** The action written to the audit record; null where nothing is changed. */
  readonly auditEvent: string | null;
  /** Whose data an answer shows; left out where it is nobody's. */
  readonly auditedRead?: AuditedRead;
  /** What a refusal tells of somebody, for the record; null where it tells nothing. */
  readonly toldByRefusal?: (refusal: Refusal, scope: Scope) => AuditEntry | null;
  /** Whether If-Match must name the version being changed. */
  readonly needsVersion?: boolean;
  readonly replyStatus?: 200 | 201;
  /** What the answer is sent as, where another standard names it; `text/csv` sends a reply that is text, as a file. */
  readonly mediaType?: 'application/fhir+json' | 'text/csv';
  /** The name a browser keeps an answer under, by the parts of its address; left out where it shows it. */
  readonly fileName?: (params: Readonly<Record<string, string>>) => string;
  /** Answers also about a restricted record to whoever is not named for it, and tells nothing of it. */
  readonly answersWhenRestricted?: boolean;
}

interface RouteSpec<P, Q, B, V extends z.ZodType<Plain>, R extends Refusal> extends RouteFacts {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply: V;
  readonly refusals: ProblemTable<R>;
}

/** A declared route, with its types folded away: what the router, the document and the tests walk over. */
export interface Route extends RouteFacts {
  readonly params: Shape | undefined;
  readonly query: Shape | undefined;
  readonly body: Shape | undefined;
  readonly reply: z.ZodType<Plain>;
  readonly refusals: Readonly<Record<string, ProblemSpec>>;
  handle(tx: Tx, input: RouteInput<unknown, unknown, unknown>): Promise<Outcome<Plain, Refusal>>;
}

/**
 * The single declaration of an endpoint: validation, the handler's types, permission, audit event, problem
 * types and the API document all come from it. `handle` runs inside one unit of work (POST) or one read (GET).
 */
export const defineRoute = <
  V extends z.ZodType<Plain>,
  O extends Outcome<z.input<V>, Refusal>,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(
  spec: RouteSpec<P, Q, B, V, RefusalOf<O>>,
  handle: (tx: Tx, input: RouteInput<Read<P>, Read<Q>, Read<B>>) => Promise<O>,
): Route => ({
  ...spec,
  params: spec.params,
  query: spec.query,
  body: spec.body,
  // The router has parsed the input with these very schemas, and looks a refusal up by its own code.
  refusals: spec.refusals,
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions
  handle: handle as Route['handle'],
});
