import { Button } from '../../../../ui/components/button.js';
import { PageHeading } from '../../../../ui/components/page-heading.js';
import { PostForm } from '../../../../ui/components/post-form.js';
import { TextInput } from '../../../../ui/components/text-input.js';
import { bindForm } from '../../../../ui/forms/bind-form.js';
import type { FormState } from '../../../../ui/forms/form-state.js';
import { PageLayout } from '../../../../ui/layout/page-layout.js';
import type { PageFrame } from '../../../../ui/page-frame.js';

/** A demonstration account anyone may use. */
export interface DemonstrationSignIn {
  readonly roleText: string;
  readonly email: string;
  readonly password: string;
  /** What this role is good for seeing, in a few words. */
  readonly seesText: string;
}

/** A field that is sent and not shown. */
export interface HiddenField {
  readonly name: string;
  readonly value: string;
}

/** The sign-in page. The password is never sent back. */
export interface SignInProps {
  readonly frame: PageFrame;
  readonly form: FormState<'email' | 'password'>;
  readonly action: string;
  /** Where to go after signing in, sent back as `returnTo`. */
  readonly returnTo?: string | undefined;
  /** What was typed into a form before the session turned out to be over, carried on as it is. */
  readonly carried?: readonly HiddenField[] | undefined;
  readonly demonstrationSignIns: readonly DemonstrationSignIn[];
}

const Carried = ({ props }: { readonly props: Pick<SignInProps, 'returnTo' | 'carried'> }) => (
  <>
    {props.returnTo !== undefined && <input type="hidden" name="returnTo" value={props.returnTo} />}
    {props.carried?.map(({ name, value }) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
  </>
);

const DemonstrationAccount = ({
  account,
  props,
}: {
  readonly account: DemonstrationSignIn;
  readonly props: SignInProps;
}) => (
  <li class="app-demo-account">
    <div>
      <p class="app-demo-account__role">{account.roleText}</p>
      <p class="app-demo-account__sees">{account.seesText}</p>
      <p class="app-demo-account__secret">
        <span>{account.email}</span> <span>{account.password}</span>
      </p>
    </div>
    <PostForm action={props.action} csrfToken={props.frame.csrfToken}>
      <input type="hidden" name="email" value={account.email} />
      <input type="hidden" name="password" value={account.password} />
      <Carried props={props} />
      <Button isSecondary isSmall about={`as ${account.roleText}`}>
        Sign in
      </Button>
    </PostForm>
  </li>
);

/** Sign in with an email address and a password; in a demonstration, with one press as any of its roles. */
export const SignInView = (props: SignInProps) => {
  const { field } = bindForm(props.form);
  return (
    <PageLayout {...props.frame} title="Sign in" errorSummary={{ errors: props.form.errors }}>
      <PageHeading title="Sign in" />
      <div class="app-columns app-columns--even">
        <PostForm action={props.action} csrfToken={props.frame.csrfToken} class="app-form">
          <Carried props={props} />
          <TextInput
            {...field('email')}
            label="Email address"
            type="email"
            inputMode="email"
            autocomplete="username"
          />
          <TextInput
            {...field('password')}
            label="Password"
            type="password"
            autocomplete="current-password"
          />
          <Button>Sign in</Button>
        </PostForm>
        {props.demonstrationSignIns.length > 0 && (
          <section class="app-demo" aria-labelledby="demonstration-accounts">
            <h2 class="app-section-title" id="demonstration-accounts">
              Try it as…
            </h2>
            <ul class="app-plain-list">
              {props.demonstrationSignIns.map((account) => (
                <DemonstrationAccount key={account.email} account={account} props={props} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </PageLayout>
  );
};
