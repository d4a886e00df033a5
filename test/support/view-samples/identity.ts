import type { SignInProps } from '../../../src/modules/identity/adapters/ui/sign-in.view.js';
import { untouchedForm } from '../../../src/ui/forms/form-state.js';
import { coordinatorFrame, publicFrame } from './frames.js';

export const signIn: SignInProps = {
  frame: { ...publicFrame, banner: coordinatorFrame.banner },
  form: untouchedForm,
  action: '/sign-in',
  returnTo: '/waiting-list',
  demonstrationSignIns: [
    {
      roleText: 'Coordinator',
      email: 'coordinator@demo.example',
      password: 'a long demonstration pass',
      seesText: 'The waiting list, suggestions and offers of one partnership',
    },
    {
      roleText: 'Provider',
      email: 'provider@demo.example',
      password: 'a long demonstration pass',
      seesText: 'Offers, residents and beds of one project',
    },
    {
      roleText: 'Planner',
      email: 'planner@demo.example',
      password: 'a long demonstration pass',
      seesText: 'The target and the bed board; no person',
    },
  ],
};

export const signInRefused: SignInProps = {
  ...signIn,
  form: {
    values: { email: 'coordinator@demo' },
    errors: [
      { field: 'email', text: 'Enter an email address in the form name@example.scot' },
      { field: 'password', text: 'Enter your password' },
    ],
  },
};

export const signInPlain: SignInProps = { ...signIn, frame: publicFrame, demonstrationSignIns: [] };
