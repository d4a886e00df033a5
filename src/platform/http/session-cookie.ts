import type { CookieOptions, Request } from 'express';

/** The cookie that carries a session's token: what it is called and how it is sent. */
export interface SessionCookie {
  readonly name: string;
  readonly options: CookieOptions;
}

/** Under https the cookie is bound to this very host; on a machine of one's own it needs no https. */
export const sessionCookie = (publicOrigin: string): SessionCookie => {
  const secure = publicOrigin.startsWith('https:');
  return {
    name: secure ? '__Host-rehab-session' : 'rehab-session',
    options: { httpOnly: true, secure, sameSite: 'lax', path: '/' },
  };
};

/** The value of one cookie, or null. */
export const readCookie = (request: Request, name: string): string | null => {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
};
