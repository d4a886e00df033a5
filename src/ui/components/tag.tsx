/** Colours of the design system's tag. The colour only repeats what the text says. */
export type TagColour = 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'orange' | 'red' | 'yellow';

/** A tag as a view model carries it. */
export interface TagModel {
  readonly text: string;
  readonly colour?: TagColour | undefined;
}

/** A short status or attribute in words. */
export const Tag = ({ text, colour = 'grey' }: TagModel) => (
  <span class={`ds_tag ds_tag--${colour} app-tag`}>{text}</span>
);

/** Several tags in a row, as a list. Nothing when there are none. */
export const TagList = ({ tags, label }: { readonly tags: readonly TagModel[]; readonly label: string }) =>
  tags.length === 0 ? null : (
    <ul class="app-tags" aria-label={label}>
      {tags.map((tag) => (
        <li key={tag.text}>
          <Tag {...tag} />
        </li>
      ))}
    </ul>
  );
