/**
 * A visitor without script: keeps cookies, follows no redirect by itself, fills in the first form.
 * @param {string} address
 */
export function createVisitor(address) {
  const cookies = new Map();
  const visit = async (path, options = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(new URL(path, address), {
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
      ...options,
      headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...options.headers },
    });
    for (const line of reply.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name.trim(), value);
    }
    return { status: reply.status, html: await reply.text() };
  };
  return {
    visit,
    /** Signs in through the page's own form, hidden fields included. */
    signIn: async ({ userName, password }) => {
      const page = await visit('/sign-in');
      if (page.status !== 200) throw new Error(`/sign-in answered ${page.status}`);
      const body = new URLSearchParams(fillIn(page.html, userName, password));
      const reply = await visit('/sign-in', { method: 'POST', body, headers: { origin: address } });
      return reply.status >= 300 && reply.status < 400;
    },
  };
}

/** The first form's fields as name and value: hidden ones as they are, then the name and the password. */
function fillIn(html, userName, password) {
  const form = /<form\b[^>]*action="\/sign-in"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)].map(([tag]) => ({
    name: attribute(tag, 'name'),
    type: attribute(tag, 'type') ?? 'text',
    value: attribute(tag, 'value') ?? '',
  }));
  return inputs.flatMap(({ name, type, value }) => {
    if (name === undefined) return [];
    if (type === 'hidden') return [[name, value]];
    if (type === 'password') return [[name, password]];
    return type === 'text' || type === 'email' ? [[name, userName]] : [];
  });
}

function attribute(tag, name) {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value?.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
