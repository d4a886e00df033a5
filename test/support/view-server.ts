import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';

/** The strictest policy the pages must live under. */
const strictPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const assetRoots = [
  ['/assets/app/', resolve('src/ui/assets')],
  ['/assets/design-system/', resolve('node_modules/@scottish-government/design-system/dist')],
] as const;

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.map': 'application/json',
};

/** A server of ready-made pages, for tests of how pages behave in a browser. */
export interface ViewServer {
  readonly origin: string;
  /** Tells every open page that something changed. */
  readonly announceChange: () => void;
  /** How many streams of changes are open. */
  readonly openStreams: () => number;
  /** Ends every stream, and answers to the next ones with this status instead; null lets them open again. */
  readonly refuseStreams: (status: number | null) => void;
  /** Sends every page's reader to sign in instead. */
  readonly signOut: (isOut: boolean) => void;
  readonly close: () => Promise<void>;
}

/**
 * Serves pages by path, the assets, and a stream of changes at `/events`. POST requests go to `onPost`; without it they
 * are refused.
 */
export async function startViewServer(
  pageAt: (path: string) => string | undefined,
  onPost?: (path: string, response: ServerResponse) => void,
): Promise<ViewServer> {
  const streams = new Set<ServerResponse>();
  let refusedWith: number | null = null;
  let isSignedOut = false;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const answer = (status: number, type: string, body: string | Buffer): void => {
      response.writeHead(status, {
        'content-type': type,
        'content-security-policy': strictPolicy,
        'x-content-type-options': 'nosniff',
      });
      response.end(body);
    };
    if (request.method === 'POST') {
      if (onPost === undefined) answer(405, 'text/plain', 'nothing is posted here');
      else onPost(path, response);
      return;
    }
    if (path === '/events' && refusedWith !== null) {
      answer(refusedWith, 'text/plain', 'no stream now');
      return;
    }
    if (path === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': open\n\n');
      streams.add(response);
      response.on('close', () => streams.delete(response));
      return;
    }
    const root = assetRoots.find(([prefix]) => path.startsWith(prefix));
    if (root !== undefined) {
      const file = join(root[1], normalize(`/${path.slice(root[0].length)}`));
      readFile(file).then(
        (body) => answer(200, contentTypes[extname(file)] ?? 'application/octet-stream', body),
        () => answer(404, 'text/plain', 'no such asset'),
      );
      return;
    }
    if (isSignedOut && path !== '/sign-in') {
      response.writeHead(303, { location: `/sign-in?returnTo=${encodeURIComponent(path)}` });
      response.end();
      return;
    }
    const page = pageAt(path);
    if (page === undefined) answer(404, 'text/plain', 'no such page');
    else answer(200, 'text/html; charset=utf-8', page);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the view server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    announceChange: () => {
      for (const stream of streams) stream.write('event: change\ndata: {}\n\n');
    },
    openStreams: () => streams.size,
    refuseStreams: (status) => {
      refusedWith = status;
      if (status === null) return;
      for (const stream of streams) stream.end();
    },
    signOut: (isOut) => {
      isSignedOut = isOut;
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
