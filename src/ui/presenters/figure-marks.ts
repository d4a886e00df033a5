import type { TagModel } from '../components/tag.js';

/** How far a datum can be trusted, or that it is a plan, an assumption, or in no source. */
type ShownMark = 'published' | 'derived' | 'unverified' | 'recorded' | 'assumed' | 'planned' | 'not_found';

/** How each mark is shown. Only what a source prints is called published. */
export const markTags: Readonly<Record<ShownMark, TagModel>> = {
  published: { text: 'Published', colour: 'green' },
  derived: { text: 'Derived (D)', colour: 'purple' },
  unverified: { text: 'Unverified (U)', colour: 'orange' },
  recorded: { text: 'Recorded here', colour: 'teal' },
  assumed: { text: 'Assumed', colour: 'yellow' },
  planned: { text: 'Planned', colour: 'blue' },
  not_found: { text: 'Not found', colour: 'grey' },
};

/** A datum apart from the mark that stands behind it and from what is to be said of it. */
export interface MarkedText {
  readonly value: string;
  /** Null where a source prints it so. */
  readonly tag: TagModel | null;
  readonly note: string | null;
}

const marksInText: Readonly<Record<string, ShownMark>> = {
  derived: 'derived',
  unverified: 'unverified',
  assumed: 'assumed',
  planned: 'planned',
  target: 'planned',
  'not found': 'not_found',
};

/** Takes apart `20 (derived): as families`, `0` or `(not found)`. */
export const readMarkedText = (text: string): MarkedText => {
  const [, value = '', word, note] =
    /^(.*?)(?: ?\((derived|unverified|assumed|planned|target|not found)\))?(?:: (.*))?$/s.exec(text) ?? [];
  const mark = word === undefined ? undefined : marksInText[word];
  return { value, tag: mark === undefined ? null : markTags[mark], note: note ?? null };
};

/** A source with the addresses in it as links. */
export const sourceParts = (
  source: string,
): readonly { readonly text: string; readonly href: string | null }[] =>
  source
    .split(/(https?:\/\/[^\s;,]+)/)
    .filter((part) => part !== '')
    .map((part) =>
      /^https?:/.test(part)
        ? { text: part.replace(/^https?:\/\//, ''), href: part }
        : { text: part, href: null },
    );
