const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],]/gs;

interface Open {
  /** JSON pointer of the object or list. */
  readonly at: string;
  /** Names seen so far; null in a list. */
  readonly names: Set<string> | null;
  name: string;
  index: number;
}

const escaped = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1');

const nameIn = (token: string): string => {
  const name: unknown = JSON.parse(token);
  return typeof name === 'string' ? name : '';
};

const childOf = (parent: Open | undefined): string => {
  if (parent === undefined) return '';
  return `${parent.at}/${parent.names === null ? parent.index : escaped(parent.name)}`;
};

/**
 * The members that stand twice in one object of a JSON text, as JSON pointers, each as often as it is repeated. A parser
 * keeps the last of them and says nothing, while whoever checked the request on its way may have read the first.
 * `text` must be JSON. Source: RFC 8259, section 4.
 */
export const repeatedMembers = (text: string): readonly string[] => {
  const repeated: string[] = [];
  const open: Open[] = [];
  let isNameNext = false;
  for (const [token] of text.matchAll(tokens)) {
    const inside = open.at(-1);
    switch (token) {
      case '{':
      case '[':
        open.push({ at: childOf(inside), names: token === '{' ? new Set() : null, name: '', index: 0 });
        isNameNext = token === '{';
        break;
      case '}':
      case ']':
        open.pop();
        isNameNext = false;
        break;
      case ',':
        if (inside !== undefined) inside.index += 1;
        isNameNext = inside !== undefined && inside.names !== null;
        break;
      default:
        if (!isNameNext || inside === undefined || inside.names === null) break;
        inside.name = nameIn(token);
        if (inside.names.has(inside.name)) repeated.push(childOf(inside));
        inside.names.add(inside.name);
        isNameNext = false;
    }
  }
  return repeated;
};
