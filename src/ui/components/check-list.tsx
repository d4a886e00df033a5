/** One question about a person and a place, and its answer. `detail` says the values: "methadone 55 ml; limit 50 ml". */
export interface PlacementCheck {
  readonly text: string;
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly detail?: string | undefined;
}

const words = { yes: 'Yes', no: 'No', unknown: 'Not known' } as const;

/** The checks of one person against one place; each answer is a word, with a colour that repeats it. */
export const CheckList = ({
  checks,
  label,
}: {
  readonly checks: readonly PlacementCheck[];
  readonly label: string;
}) => (
  <ul class="app-checks" aria-label={label}>
    {checks.map((check) => (
      <li key={check.text} class={`app-checks__item app-checks__item--${check.answer}`}>
        <span class="app-checks__answer">{words[check.answer]}</span>
        <span class="app-checks__text">
          {check.text}
          {check.detail !== undefined && <span class="app-checks__detail">{check.detail}</span>}
        </span>
      </li>
    ))}
  </ul>
);
