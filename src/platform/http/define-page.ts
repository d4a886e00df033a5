import type { VNode } from 'preact';

import type { Actor, Scope } from '../../kernel/actor.js';
import type { AuditEntry } from '../../kernel/audit.js';
import type { IsoDate } from '../../kernel/iso-date.js';
import type { Outcome, Refusal } from '../../kernel/outcome.js';
import type { Permission } from '../../kernel/permissions.js';
import type { Plain, Tx } from '../../kernel/unit-of-work.js';
import type { FieldError } from '../../ui/forms/form-state.js';
import type { PageFrame } from '../../ui/page-frame.js';
import type { AuditedRead } from './audited-read.js';
import type { CommonProblem } from './problem.js';

/** What every page is given: who asks, how far they may see, and what time it is by the database. */
export interface PageInput {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly actor: Actor;
  readonly scope: Scope;
  readonly frame: PageFrame;
  readonly now: Date;
  readonly today: IsoDate;
  /** For the forms on the page: the same form sent twice acts once. */
  readonly newKey: () => string;
}

/** What a page answers with: itself, a file, another address, or a problem. */
export type PageReply =
  | {
      readonly kind: 'page';
      readonly page: VNode;
      readonly status?: number;
      /** What the page tells of somebody beyond what was declared, for the record; absent or null where nothing. */
      readonly told?: AuditEntry | readonly AuditEntry[] | null;
    }
  /** A file to keep, behind a page's own door: whoever is signed out by then is asked to sign in, as at any page. */
  | {
      readonly kind: 'file';
      readonly fileName: string;
      readonly mediaType: 'text/csv';
      readonly text: string;
    }
  | {
      readonly kind: 'file';
      readonly fileName: string;
      readonly mediaType: 'application/pdf';
      readonly bytes: Buffer;
    }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'problem'; readonly code: CommonProblem };

/** A declared page: where it is, who may see it, whose data it shows, and how it is made from one read. */
export interface Page {
  readonly path: string;
  readonly permission: Permission;
  /** Whose data the page shows; left out where it is nobody's. */
  readonly auditedRead?: AuditedRead;
  /** Answers also about a restricted record to whoever is not named for it, and tells nothing of it. */
  readonly answersWhenRestricted?: boolean;
  read(tx: Tx, input: PageInput): Promise<PageReply>;
}

/** What was typed, every field as text. */
export type Typed = Readonly<Record<string, string>>;

/** What was typed, read: a command, or every field at fault; none where only room for more was asked for. */
export type ReadForm<Command> =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

interface FormSpec<Command, V extends Plain, R extends Refusal> {
  readonly path: string;
  readonly permission: Permission;
  readonly auditEvent: string;
  /** Whose data the page shows when it comes again; left out where it shows only what was typed. */
  readonly auditedRead?: AuditedRead;
  /** As for a page. */
  readonly answersWhenRestricted?: boolean;
  /** The page the form stands on, where that has another address; opening the form's own address leads there. */
  readonly standsOn?: (params: Readonly<Record<string, string>>) => string;
  /** From text to a command, or every field at fault. */
  parse(typed: Typed, input: PageInput & { readonly expectedVersion: number }): ReadForm<Command>;
  act(tx: Tx, input: PageInput, command: Command): Promise<Outcome<V, R>>;
  /** Where to go when it is done. */
  done(value: V, input: PageInput): string;
  /** A refusal as errors of fields; an empty field name stands for the form as a whole. */
  explain(refusal: R): readonly FieldError[];
  /** The page again, with what was typed and what is wrong. */
  again(
    tx: Tx,
    input: PageInput,
    form: {
      readonly typed: Typed;
      readonly errors: readonly FieldError[];
      readonly refusal: Refusal | null;
      /** The version that stood in the form when it was opened; 0 where it has none. */
      readonly openedAtVersion: number;
    },
  ): Promise<PageReply>;
}

/** A form with its types folded away. */
export interface Form {
  readonly path: string;
  readonly permission: Permission;
  readonly auditEvent: string;
  readonly auditedRead?: AuditedRead;
  readonly answersWhenRestricted?: boolean;
  readonly standsOn?: (params: Readonly<Record<string, string>>) => string;
  parse(typed: Typed, input: PageInput & { readonly expectedVersion: number }): ReadForm<unknown>;
  act(tx: Tx, input: PageInput, command: unknown): Promise<Outcome<Plain, Refusal>>;
  done(value: Plain, input: PageInput): string;
  explain(refusal: Refusal): readonly FieldError[];
  again: FormSpec<unknown, Plain, Refusal>['again'];
}

/** Declares a form: post, redirect, get; nothing typed is lost. */
export const defineForm = <Command, V extends Plain, R extends Refusal>(
  spec: FormSpec<Command, V, R>,
): Form =>
  // The server hands `act` what `parse` read, and `done` and `explain` what `act` answered.
  spec;
