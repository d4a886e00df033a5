import { Buffer, isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

import express, { type RequestHandler } from 'express';

import { sendCommonProblem, type FieldProblem, type SendProblem } from './problem.js';
import { sheetText } from '../csv/read-sheet.js';
import { repeatedMembers } from './repeated-members.js';

/** A body that says something else than was meant, or can be read in two ways. */
class UnreadableBody extends Error {
  override readonly name = 'UnreadableBody';
  readonly status = 400;

  constructor(readonly errors: readonly FieldProblem[]) {
    super('The body cannot be read as it was meant.');
  }
}

/** Express answers 415 by this status. */
class UnsupportedCharset extends Error {
  override readonly name = 'UnsupportedCharset';
  readonly status = 415;
}

const damaged = '\ufffd';
const notUtf8 = (pointer: string): FieldProblem => ({
  pointer,
  code: 'not_utf8',
  detail: 'Some letters are not UTF-8: they would be lost. Send the text as UTF-8.',
});
const repeated = (pointer: string): FieldProblem => ({
  pointer,
  code: 'repeated_member',
  detail: 'This field is there twice. Send it once.',
});

/** Where a value has letters that could not be read. */
const damagedIn = (value: unknown, at: string): readonly string[] => {
  if (typeof value === 'string') return value.includes(damaged) ? [at] : [];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name.includes(damaged) ? [at] : damagedIn(inner, `${at}/${name}`),
  );
};

const notAnObject: FieldProblem = {
  pointer: '',
  code: 'not_an_object',
  detail: 'Send one JSON object, with the fields between { and }.',
};

const parsed = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
};

type Verify = (request: IncomingMessage, response: unknown, body: Buffer, encoding: string) => void;

const refuseOtherCharsets = (encoding: string): void => {
  if (encoding.toLowerCase() !== 'utf-8') throw new UnsupportedCharset(`A body in ${encoding}.`);
};

/** What is no JSON at all is left to the parser to say. */
const verifyJson: Verify = (_request, _response, body, encoding) => {
  refuseOtherCharsets(encoding);
  const text = body.toString('utf8');
  const json = parsed(text);
  if (json === null) return;
  const isObject = typeof json.value === 'object' && json.value !== null && !Array.isArray(json.value);
  if (!isObject) throw new UnreadableBody([notAnObject]);
  const errors = isUtf8(body)
    ? repeatedMembers(text).map(repeated)
    : [...new Set(damagedIn(json.value, ''))].map(notUtf8);
  if (errors.length > 0) throw new UnreadableBody(errors);
};

const isReadable = (encoded: string): boolean => {
  try {
    decodeURIComponent(encoded.replaceAll('+', ' '));
    return true;
  } catch {
    return false;
  }
};

const verifyForm: Verify = (_request, _response, body, encoding) => {
  refuseOtherCharsets(encoding);
  const isWhole = isUtf8(body);
  const errors = body
    .toString('utf8')
    .split('&')
    .filter((pair) => !isReadable(pair) || (!isWhole && pair.includes(damaged)))
    .map((pair) => notUtf8(`/${pair.split('=', 1)[0] ?? ''}`));
  if (errors.length > 0) throw new UnreadableBody(errors);
};

const mediaTypeOfParts = 'multipart/form-data';

/**
 * A form with a file: its texts as any form's, and the text of a file that was chosen in place of what was typed under its name.
 *
 * @throws UnreadableBody when it is not made as it says.
 */
const readParts = async (body: Buffer, contentType: string): Promise<Readonly<Record<string, unknown>>> => {
  const sent = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  const parts = await sent.formData().catch(() => null);
  if (parts === null) throw new UnreadableBody([]);
  const read = new Map<string, unknown>();
  for (const name of new Set(parts.keys())) {
    const values = parts.getAll(name);
    const texts = values.filter((value) => typeof value === 'string');
    const chosen = values.find((value) => typeof value !== 'string' && value.name !== '');
    if (chosen !== undefined && typeof chosen !== 'string')
      read.set(name, sheetText(new Uint8Array(await chosen.arrayBuffer())));
    else if (texts.length > 0) read.set(name, texts.length === 1 ? texts[0] : texts);
  }
  return Object.fromEntries(read);
};

const partsOf = (limit: number): RequestHandler => {
  const raw = express.raw({ type: mediaTypeOfParts, limit });
  return (request, response, next) =>
    raw(request, response, (error?: unknown) => {
      const body: unknown = request.body;
      if (error !== undefined || !(body instanceof Buffer)) return next(error);
      readParts(body, request.get('content-type') ?? '').then((read) => {
        request.body = read;
        next();
      }, next);
    });
};

/** Forms that carry more than others, for whoever is signed in: a whole sheet, pasted or as a file. */
export interface LargeForms {
  readonly paths: readonly string[];
  /** Of the body as it is sent, in which a letter may take nine bytes. */
  readonly limitBytes: number;
}

const mostBytes = '100kb';
const form = (limit: string | number): RequestHandler =>
  express.urlencoded({ limit, extended: false, parameterLimit: 200, verify: verifyForm });

/**
 * Reads JSON and forms. Refused, with the field at fault: bytes that are not UTF-8, whose letters would be replaced
 * silently, a member that stands twice in one object, of which one would be dropped silently, and JSON that is no object.
 */
export const readBody = (largeForms: LargeForms, sendProblem: SendProblem): readonly RequestHandler[] => {
  const json = express.json({ limit: mostBytes, strict: true, verify: verifyJson });
  const [ordinary, large] = [form(mostBytes), form(largeForms.limitBytes)];
  const isLarge: (...asked: Parameters<RequestHandler>) => boolean = (request, response) =>
    response.locals.session !== null && largeForms.paths.includes(request.path);
  const formOf: RequestHandler = (...asked) => (isLarge(...asked) ? large : ordinary)(...asked);
  const parts = partsOf(largeForms.limitBytes);
  const partsOfLarge: RequestHandler = (...asked) => (isLarge(...asked) ? parts(...asked) : asked[2]());
  return [json, formOf, partsOfLarge].map(
    (read): RequestHandler =>
      (request, response, next) =>
        read(request, response, (error?: unknown) => {
          if (!(error instanceof UnreadableBody)) return next(error);
          if (read === json) sendCommonProblem(response, 'invalid-request', { errors: error.errors });
          else sendProblem(request, response, 'invalid-request');
        }),
  );
};
