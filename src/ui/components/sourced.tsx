import { readMarkedText, sourceParts } from '../presenters/figure-marks.js';
import { Tag } from './tag.js';

/** Where a datum comes from, and when that was read. */
export interface SourceModel {
  readonly text: string;
  /** "Read on 21 Nov 2026"; null where nobody noted it. */
  readonly readText: string | null;
}

/** A source, with the addresses in it as links. */
export const SourceText = ({ text }: { readonly text: string }) => (
  <>
    {sourceParts(text).map((part) =>
      part.href === null ? (
        part.text
      ) : (
        <a key={part.href} href={part.href} rel="noreferrer">
          {part.text}
        </a>
      ),
    )}
  </>
);

/** A source, and when it was read. */
export const Source = ({ source }: { readonly source: SourceModel }) => (
  <div>
    <SourceText text={source.text} />
    {source.readText !== null && <span class="app-sub">{source.readText}</span>}
  </div>
);

/** A datum with its mark as a tag, and what is to be said of it. */
export const Marked = ({ label, text }: { readonly label?: string; readonly text: string }) => {
  const { value, tag, note } = readMarkedText(text);
  return (
    <div>
      {label !== undefined && `${label}: `}
      {value !== '' && `${value} `}
      {tag !== null && <Tag {...tag} />}
      {note !== null && <span class="app-sub">{note}</span>}
    </div>
  );
};
