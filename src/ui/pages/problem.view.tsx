import { PageHeading } from '../components/page-heading.js';
import { PageLayout } from '../layout/page-layout.js';
import type { PageFrame } from '../page-frame.js';

/** A page that says no. */
export interface ProblemProps {
  readonly frame: PageFrame;
  readonly status: number;
  readonly title: string;
  /** What happened, in a sentence or two; nothing about the inside of the system. */
  readonly text: string;
  /** What would make it succeed, as things the person can do. */
  readonly remedies: readonly string[];
  /** What stands in the way, where the reader may know it. */
  readonly facts: readonly { readonly text: string; readonly href?: string | undefined }[];
  /** Given to whoever helps: finds the matching lines in the log. */
  readonly reference?: string | undefined;
  readonly links: readonly { readonly text: string; readonly href: string }[];
}

/** One page for every refusal and fault a person can meet: not found, not allowed, changed by someone else, our own fault. */
export const ProblemView = (props: ProblemProps) => (
  <PageLayout {...props.frame} title={props.title}>
    <PageHeading title={props.title} />
    <div class="app-narrow">
      <p>{props.text}</p>
      {props.facts.length > 0 && (
        <ul>
          {props.facts.map((fact) => (
            <li key={fact.text}>
              {fact.href === undefined ? fact.text : <a href={fact.href}>{fact.text}</a>}
            </li>
          ))}
        </ul>
      )}
      {props.remedies.length > 0 && (
        <>
          <h2 class="app-section-title">What you can do</h2>
          <ul>
            {props.remedies.map((remedy) => (
              <li key={remedy}>{remedy}</li>
            ))}
          </ul>
        </>
      )}
      {props.links.map((link) => (
        <p key={link.href}>
          <a href={link.href}>{link.text}</a>
        </p>
      ))}
      {props.reference !== undefined && (
        <p class="app-note">
          If you ask someone for help, give them this reference:{' '}
          <code class="app-reference">{props.reference}</code>
        </p>
      )}
    </div>
  </PageLayout>
);
