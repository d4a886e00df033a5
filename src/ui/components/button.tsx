import type { ComponentChildren } from 'preact';
import { classNames } from '../class-names.js';

/** A button that sends its form. `about` names what it acts on, for people who hear the button alone. */
export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly about?: string | undefined;
  readonly isSecondary?: boolean;
  readonly isSmall?: boolean;
  readonly name?: string;
  readonly value?: string;
  /** Where this button sends its form, when elsewhere than the form says. */
  readonly formAction?: string;
}

const buttonClass = (props: Pick<ButtonProps, 'isSecondary' | 'isSmall'>): string =>
  classNames(
    'ds_button',
    props.isSecondary === true && 'ds_button--secondary',
    props.isSmall === true && 'ds_button--small',
  );

const About = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : <span class="visually-hidden"> {text}</span>;

/** A submit button. */
export const Button = (props: ButtonProps) => (
  <button
    class={buttonClass(props)}
    type="submit"
    name={props.name}
    value={props.value}
    formAction={props.formAction}
  >
    {props.children}
    <About text={props.about} />
  </button>
);

/** A link that starts something, drawn as a button. */
export const ButtonLink = (
  props: Omit<ButtonProps, 'name' | 'value' | 'formAction'> & { readonly href: string },
) => (
  <a class={buttonClass(props)} href={props.href}>
    {props.children}
    <About text={props.about} />
  </a>
);
