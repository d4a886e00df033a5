import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

import { v7 as uuidv7 } from 'uuid';

import { insertMember } from '../modules/identity/adapters/db/identity-repository.js';
import {
  makeAddMember,
  memberRoles,
  type AddMember,
  type AddMemberRefusal,
} from '../modules/identity/application/add-member.js';
import { appendAudit } from '../platform/db/audit-writer.js';
import { hashPassword } from '../platform/secrets.js';
import { PlainRefusal, runAsOperator } from './operator-program.js';
import { readOrganisationIds } from './organisation-ids.js';

const usage = `Usage: npm run add-member -- --email <address> --name <name> --role <role> [--organisation <name>]

  --role          one of ${Object.keys(memberRoles).join(', ')}
  --organisation  the provider or partnership, by its name; left out for national roles
  --password-stdin  takes the password from standard input; without it one is made and printed`;

const sayable = '23456789bcdfghjkmnpqrstvwxyz';

/** Twenty letters and digits that cannot be mistaken for each other, in groups. About 96 bits. */
const newPassword = (): string =>
  Array.from({ length: 4 }, () =>
    Array.from({ length: 5 }, () => sayable[randomInt(sayable.length)]).join(''),
  ).join('-');

const readStandardInput = async (): Promise<string> => {
  let text = '';
  process.stdin.setEncoding('utf8');
  for await (const part of process.stdin) text += String(part);
  return text.replace(/\r?\n$/, '');
};

interface Asked extends Omit<AddMember, 'password'> {
  readonly isPasswordGiven: boolean;
}

const readArguments = (args: readonly string[]): Asked => {
  const text = { type: 'string' } as const;
  const options = {
    email: text,
    name: text,
    role: text,
    organisation: text,
    'password-stdin': { type: 'boolean', default: false },
  } as const;
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const { email, name, role, organisation } = values;
    if (email === undefined || name === undefined || role === undefined) throw new PlainRefusal(usage);
    return {
      email,
      displayName: name,
      role,
      organisation: organisation ?? null,
      isPasswordGiven: values['password-stdin'],
    };
  } catch (error) {
    if (error instanceof PlainRefusal) throw error;
    throw new PlainRefusal(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
};

const explain = (refusal: AddMemberRefusal): string => {
  switch (refusal.code) {
    case 'email-not-valid':
      return 'That is not an email address.';
    case 'name-not-valid':
      return `Give a name of 1 to ${refusal.longest} characters.`;
    case 'role-unknown':
      return `That is not a role. The roles are: ${refusal.roles.join(', ')}.`;
    case 'password-not-valid':
      return `The password must have ${refusal.shortest} to ${refusal.longest} characters.`;
    case 'organisation-not-wanted':
      return 'This role is national: leave --organisation out.';
    case 'organisation-unknown':
      return refusal.known.length === 0
        ? `There is no ${refusal.kind} yet. Run "npm run reference-data" first.`
        : `This role belongs to a ${refusal.kind}. Give its name as one of:\n  ${refusal.known.join('\n  ')}`;
    case 'email-taken':
      return 'Somebody has this email address already. Their account was left as it is.';
  }
};

const addMember = makeAddMember({
  organisations: readOrganisationIds,
  insertMember,
  hashPassword,
  newId: uuidv7,
  audit: appendAudit,
});

await runAsOperator('add-member', async (uow, context) => {
  const { isPasswordGiven, ...member } = readArguments(process.argv.slice(2));
  const password = isPasswordGiven ? await readStandardInput() : newPassword();
  const outcome = await uow.run(context, (tx) => addMember(tx, { ...member, password }));
  if (!outcome.ok) {
    if (outcome.refusal.code === 'key-used-for-another-request') throw new Error(outcome.refusal.code);
    throw new PlainRefusal(`${explain(outcome.refusal)} Nobody was added.`);
  }
  const added = `Added ${member.email.trim().toLowerCase()} as ${member.role.replace(/_/g, ' ')}${member.organisation === null ? '' : ` of ${member.organisation.trim()}`}.`;
  return isPasswordGiven ? [added] : [added, `Password, shown this once: ${password}`];
});
