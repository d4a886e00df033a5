import { randomBytes } from 'node:crypto';

/** An answer to a program. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The answer as JSON, or null when it is none; its shape is what tests are about. */
  readonly body: ReturnType<JSON['parse']>;
  /** From ETag; 0 when there is none. */
  readonly version: number;
}

/** An answer to a browser; redirects are not followed. */
export interface PageReply {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** Where a redirect leads; null when it is none. */
  readonly location: string | null;
}

export interface PostOptions {
  /** The Idempotency-Key: a new one for each call unless given; null leaves it out. */
  readonly key?: string | null;
  /** Sent as If-Match. */
  readonly version?: number;
  /** Replaces or, with null, removes a header that would be sent. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

/** Somebody who calls the service over HTTP: a signed-in member, or nobody. */
export interface Caller {
  /** The cookie header of the session; empty for nobody. */
  readonly cookie: string;
  readonly csrfToken: string;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  /** Sends JSON; a string is sent as it is. */
  post(path: string, body: unknown, options?: PostOptions): Promise<Reply>;
  readonly page: {
    get(path: string): Promise<PageReply>;
    /** Fills in and sends a form of a page: its hidden fields are sent as they are, `fields` on top. */
    submit(page: PageReply, action: string, fields: Readonly<Record<string, string>>): Promise<PageReply>;
    /** Sends a form without a page before it; the session's own token is added unless it is among the fields. With a file it goes in parts. */
    post(path: string, fields: Readonly<Record<string, string | File>>): Promise<PageReply>;
  };
}

export const newKey = (): string => randomBytes(16).toString('base64url');

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);

const attributesOf = (tag: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]),
  );

export interface ScrapedForm {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

/** The POST forms of a page with their hidden fields, in order. */
export const formsOf = (html: string): readonly ScrapedForm[] =>
  [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, tag = '', inside = '']) => {
    const { method, action } = attributesOf(tag);
    if (method !== 'post' || action === undefined) return [];
    const inputs = [...inside.matchAll(/<input\b[^>]*>/g)].map(([input]) => attributesOf(input));
    const hidden = inputs.filter(({ type, name }) => type === 'hidden' && name !== undefined);
    return [{ action, hidden: Object.fromEntries(hidden.map(({ name = '', value = '' }) => [name, value])) }];
  });

const versionIn = (headers: Headers): number =>
  Number(/^"v(\d+)"$/.exec(headers.get('etag') ?? '')?.[1] ?? 0);

const toReply = async (response: Response): Promise<Reply> => {
  const text = await response.text();
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : null,
    version: versionIn(response.headers),
  };
};

const toPage = async (response: Response): Promise<PageReply> => ({
  status: response.status,
  headers: response.headers,
  html: await response.text(),
  location: response.headers.get('location'),
});

const merged = (
  usual: Readonly<Record<string, string>>,
  given: Readonly<Record<string, string | null>>,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries({ ...usual, ...given }).filter((header): header is [string, string] => header[1] !== null),
  );

/** Calls `url` with a session's cookie and token; both empty for somebody who is not signed in. */
export const createCaller = (url: string, cookie: string, csrfToken: string): Caller => {
  const known: Readonly<Record<string, string>> = cookie === '' ? {} : { cookie };
  const signedIn: Readonly<Record<string, string>> =
    cookie === '' ? {} : { ...known, 'x-csrf-token': csrfToken };
  const postForm = async (
    path: string,
    given: Readonly<Record<string, string | File>>,
  ): Promise<PageReply> => {
    const fields = { ...(cookie === '' ? {} : { csrfToken }), idempotencyKey: newKey(), ...given };
    const texts = Object.entries(fields).filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    );
    const parts = new FormData();
    for (const [name, value] of Object.entries(fields)) parts.append(name, value);
    return toPage(
      await fetch(new URL(path, url), {
        method: 'POST',
        redirect: 'manual',
        headers: {
          ...known,
          accept: 'text/html',
          origin: new URL(url).origin,
          'sec-fetch-site': 'same-origin',
        },
        body: texts.length === Object.keys(fields).length ? new URLSearchParams(texts) : parts,
      }),
    );
  };
  return {
    cookie,
    csrfToken,
    async get(path, headers = {}) {
      return toReply(
        await fetch(new URL(path, url), { redirect: 'manual', headers: { ...known, ...headers } }),
      );
    },
    async post(path, body, { key = newKey(), version, headers = {} } = {}) {
      const usual = {
        ...signedIn,
        'content-type': 'application/json',
        ...(key === null ? {} : { 'idempotency-key': key }),
        ...(version === undefined ? {} : { 'if-match': `"v${version}"` }),
      };
      return toReply(
        await fetch(new URL(path, url), {
          method: 'POST',
          redirect: 'manual',
          headers: merged(usual, headers),
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
      );
    },
    page: {
      async get(path) {
        const headers = { ...known, accept: 'text/html' };
        return toPage(await fetch(new URL(path, url), { redirect: 'manual', headers }));
      },
      async submit(page, action, fields) {
        const form = formsOf(page.html).find((found) => found.action === action);
        if (form === undefined) {
          const there = formsOf(page.html).map((found) => found.action);
          throw new Error(
            `The page has no form that goes to ${action}; it has ${there.join(', ') || 'none'}.`,
          );
        }
        return postForm(action, { ...form.hidden, ...fields });
      },
      post: postForm,
    },
  };
};
