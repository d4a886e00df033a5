/** One planted fault: the file that holds it and the rule that must report it. */
export interface PlantedFault {
  readonly path: string;
  readonly rule: string;
  readonly text: string;
  /** Companions the fault needs to exist; not expected to be reported. */
  readonly beside?: Readonly<Record<string, string>>;
}

/** Files that come as near to the faults as the rules allow; no tool may report anything in them. */
export const cleanLint: Readonly<Record<string, string>> = {
  'src/kernel/clean-brand.ts': `declare const brand: unique symbol;
export type Pence = number & { readonly [brand]: 'pence' };
export const pence = (amount: number): Pence => amount as Pence;
`,
  'src/modules/capacity/domain/clean.ts': `export type Sign = 'a' | 'b';
export const signs = ['a', 'b'] as const;
export function isDue(dueAt: Date, now: Date): boolean {
  return dueAt.getTime() <= now.getTime() && new Date(now.getTime()) === now;
}
export function word(sign: Sign): string {
  switch (sign) {
    case 'a':
      return 'first';
    case 'b':
      return 'second';
  }
}
`,
  'src/platform/clock/clean-clock.ts': `import { randomUUID } from 'node:crypto';
export const systemClock = { now: (): Date => new Date() };
export const token = (): string => randomUUID();
const listeners = new Set<string>();
export const forget = (name: string): boolean => listeners.delete(name);
`,
  'src/composition/clean-start.ts': `import { systemClock, token, forget } from '../platform/clock/clean-clock.js';
console.log(systemClock.now().toISOString(), token(), forget('x'));
`,
  'config/clean-load.ts': `export const environment = (): string | undefined => process.env['DATABASE_URL'];
`,
  'test/support/eventually.ts': `export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
`,
  'test/clean.spec.ts': `export const limited = (milliseconds: number): Promise<never> =>
  new Promise((_resolve, reject) => {
    setTimeout(() => {
      reject(new Error('too late'));
    }, milliseconds);
  });
export const reply = JSON.parse('{"a":1}') as { a: number };
`,
};

const domain = (name: string): string => `src/modules/capacity/domain/${name}.ts`;

export const lintFaults: readonly PlantedFault[] = [
  {
    rule: 'house/no-environment',
    path: 'src/platform/http/reads-environment.ts',
    text: `export const port = process.env['PORT'];\n`,
  },
  {
    rule: 'house/no-environment',
    path: 'src/platform/http/imports-environment.ts',
    text: `import { env } from 'node:process';\nexport const port = env['PORT'];\n`,
  },
  {
    rule: 'house/no-environment',
    path: 'workers/unpacks-environment.ts',
    text: `const { env } = process;\nexport const port = env['PORT'];\n`,
  },
  {
    rule: 'house/no-clock',
    path: domain('reads-now'),
    text: `export const now = (): number => Date.now();\n`,
  },
  {
    rule: 'house/no-clock',
    path: domain('makes-date'),
    text: `export const now = (): Date => new Date();\n`,
  },
  {
    rule: 'house/no-clock',
    path: 'src/modules/capacity/application/measures-time.ts',
    text: `export const started = performance.now();\n`,
  },
  {
    rule: 'house/no-clock',
    path: 'src/kernel/passes-clock.ts',
    text: `export const clock = { now: Date.now };\n`,
  },
  {
    rule: 'house/no-clock',
    path: domain('waits'),
    text: `export const wait = (then: () => void): unknown => setTimeout(then, 5);\n`,
  },
  {
    rule: 'house/no-randomness',
    path: domain('rolls-dice'),
    text: `export const dice = (): number => Math.random();\n`,
  },
  {
    rule: 'house/no-randomness',
    path: 'src/modules/capacity/application/makes-id.ts',
    text: `import { randomUUID } from 'node:crypto';\nexport const id = (): string => randomUUID();\n`,
  },
  {
    rule: 'house/no-randomness',
    path: 'src/kernel/makes-id.ts',
    text: `export const id = (): string => crypto.randomUUID();\n`,
  },
  {
    rule: 'house/no-entity-save',
    path: 'src/modules/capacity/adapters/db/saves-entity.ts',
    text: `import type { EntityManager } from 'typeorm';
export const keep = (manager: EntityManager): Promise<unknown> => manager.save({ id: 1 });
`,
  },
  {
    rule: 'house/no-entity-save',
    path: 'src/modules/capacity/adapters/db/removes-entity.ts',
    text: `import type { EntityManager } from 'typeorm';
export const drop = (manager: EntityManager): Promise<unknown> => manager.remove({ id: 1 });
`,
  },
  {
    rule: 'house/no-sleep',
    path: 'test/sleeps.spec.ts',
    text: `export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 50));\n`,
  },
  {
    rule: 'house/no-sleep',
    path: 'test/sleeps-in-braces.spec.ts',
    text: `export async function pause(): Promise<void> {
  await new Promise<void>((done) => {
    setTimeout(() => {
      done();
    }, 50);
  });
}
`,
  },
  {
    rule: 'house/no-sleep',
    path: 'test/sleeps-by-import.spec.ts',
    text: `import { setTimeout } from 'node:timers/promises';\nawait setTimeout(50);\n`,
  },
  {
    rule: '@typescript-eslint/no-floating-promises',
    path: 'workers/floats.ts',
    text: `const work = (): Promise<void> => Promise.resolve();\nwork();\n`,
  },
  {
    rule: '@typescript-eslint/no-misused-promises',
    path: 'workers/misuses-promise.ts',
    text: `const ready = (): Promise<boolean> => Promise.resolve(true);
export const start = (): number => {
  if (ready()) return 1;
  return 2;
};
`,
  },
  {
    rule: '@typescript-eslint/switch-exhaustiveness-check',
    path: domain('forgets-case'),
    text: `export function word(sign: 'a' | 'b'): string {
  switch (sign) {
    case 'a':
      return 'first';
  }
  return '';
}
`,
  },
  {
    rule: 'no-restricted-exports',
    path: 'src/platform/http/default-export.ts',
    text: `export default function listen(): number {\n  return 1;\n}\n`,
  },
  {
    rule: '@typescript-eslint/no-explicit-any',
    path: 'src/platform/http/any-thing.ts',
    text: `export const anything = (value: any): boolean => value === 1;\n`,
  },
  {
    rule: '@typescript-eslint/no-unsafe-assignment',
    path: 'src/platform/http/trusts-json.ts',
    text: `export const body: { id: string } = JSON.parse('{}');\n`,
  },
  {
    rule: '@typescript-eslint/consistent-type-assertions',
    path: 'src/modules/capacity/adapters/db/asserts-row.ts',
    text: `export const row = (value: unknown): { id: number } => value as { id: number };\n`,
  },
  {
    rule: '@typescript-eslint/no-non-null-assertion',
    path: 'src/platform/http/asserts-present.ts',
    text: `export const first = (all: readonly string[]): string => all[0]!;\n`,
  },
  {
    rule: 'no-console',
    path: 'src/platform/http/prints.ts',
    text: `export const tell = (): void => {\n  console.log('x');\n};\n`,
  },
  {
    rule: '@typescript-eslint/consistent-type-imports',
    path: 'src/modules/capacity/adapters/db/imports-type-as-value.ts',
    text: `import { EntityManager } from 'typeorm';\nexport const use = (manager: EntityManager): boolean => manager.connection.isInitialized;\n`,
  },
  {
    rule: 'eqeqeq',
    path: 'src/platform/http/loose.ts',
    text: `export const same = (a: string | null, b: string): boolean => a == b;\n`,
  },
  {
    rule: '@typescript-eslint/no-unused-vars',
    path: 'src/platform/http/forgets.ts',
    text: `const forgotten = 1;\nexport const kept = 2;\n`,
  },
];

const values = 'export const value = 1;\n';
const reading = (from: string): string => `import { value } from '${from}';\nexport const other = value;\n`;
const readingType = (from: string, name: string): string =>
  `import type { ${name} } from '${from}';\nexport type Other = ${name};\n`;

/** Each context's forbidden neighbour: something above it in the table of directions. */
const upward: Readonly<Record<string, string>> = {
  audit: 'identity',
  identity: 'capacity',
  capacity: 'referrals',
  referrals: 'capacity',
  eligibility: 'funding',
  funding: 'capacity',
  alerts: 'placements',
  matching: 'placements',
  placements: 'measures',
  measures: 'forecast',
  expansion: 'measures',
  forecast: 'publication',
  publication: 'forecast',
  exchange: 'forecast',
  tasks: 'measures',
  notifications: 'measures',
};

export const cleanLayers: Readonly<Record<string, string>> = {
  'src/kernel/money.ts': values,
  'src/kernel/days.ts': `import { addDays } from 'date-fns';\nexport const other = addDays;\n`,
  'src/modules/capacity/domain/bed.ts': reading('../../../kernel/money.js'),
  'src/modules/capacity/domain/uses-contract.ts': reading('../../identity/contract.js'),
  'src/modules/capacity/application/open-bed.ts': reading('../domain/value.js'),
  'src/modules/capacity/domain/value.ts': values,
  'src/modules/capacity/contract/bed-events.ts': `import { z } from 'zod';
import { value } from '../domain/value.js';
export const event = z.strictObject({ id: z.literal(value) });
`,
  'src/modules/identity/contract.ts': values,
  'src/modules/placements/application/book.ts': reading('../../capacity/contract/bed-events.js').replaceAll(
    'value',
    'event',
  ),
  'src/modules/capacity/adapters/db/bed-rows.ts': `import { value } from '../../../../platform/db/transaction.js';
import type { EntityManager } from 'typeorm';
export const rows = (manager: EntityManager): unknown => [manager, value];
`,
  'src/modules/capacity/adapters/http/open-bed.route.ts': reading('../../application/value.js'),
  'src/modules/capacity/application/value.ts': values,
  'src/platform/db/transaction.ts': values,
  'src/ui/page.tsx': `import { value } from '../kernel/money.js';\nexport const Page = () => <p>{value}</p>;\n`,
  'src/composition/api.ts': `import '../modules/capacity/adapters/db/bed-rows.js';
import '../modules/capacity/adapters/http/open-bed.route.js';
import '../modules/placements/application/book.js';
import '../modules/capacity/application/open-bed.js';
import '../modules/capacity/domain/bed.js';
import '../modules/capacity/domain/uses-contract.js';
import '../kernel/days.js';
import '../ui/page.js';
import { value } from '../../config/load.js';
export const api = value;
`,
  'src/server.ts': `import { api } from './composition/api.js';\nexport const server = api;\n`,
  'config/load.ts': values,
  'migrations/20260101_0900-first.ts': readingType('typeorm', 'QueryRunner'),
  'test/api.spec.ts': `import { api } from '../src/composition/api.js';\nexport const tested = api;\n`,
  'workers/main.ts': `import { api } from '../src/composition/api.js';\nexport const worker = api;\n`,
};

export const layerFaults: readonly PlantedFault[] = [
  { rule: 'domain-is-pure', path: domain('reads-zod'), text: readingType('zod', 'ZodType') },
  { rule: 'domain-is-pure', path: domain('reads-platform'), text: reading('../../../platform/value.js') },
  { rule: 'domain-is-pure', path: domain('reads-crypto'), text: `import 'node:crypto';\n` },
  {
    rule: 'application-has-no-driver',
    path: 'src/modules/capacity/application/reads-driver.ts',
    text: readingType('typeorm', 'EntityManager'),
  },
  {
    rule: 'application-has-no-driver',
    path: 'src/modules/capacity/application/reads-adapter.ts',
    text: reading('../adapters/db/value.js'),
  },
  {
    rule: 'contract-is-types-and-schemas',
    path: 'src/modules/capacity/contract/reads-use-case.ts',
    text: reading('../application/value.js'),
  },
  {
    rule: 'edges-do-not-meet',
    path: 'src/modules/capacity/adapters/http/reads-rows.ts',
    text: reading('../db/value.js'),
  },
  {
    rule: 'edges-do-not-meet',
    path: 'src/modules/capacity/adapters/ui/reads-route.ts',
    text: reading('../http/value.js'),
    beside: { 'src/modules/capacity/adapters/http/value.ts': values },
  },
  {
    rule: 'cross-module-through-contract-only',
    path: 'src/modules/placements/application/reads-domain.ts',
    text: reading('../../capacity/domain/value.js'),
  },
  ...Object.entries(upward).map(([context, above]) => ({
    rule: `direction-of-${context}`,
    path: `src/modules/${context}/application/looks-up.ts`,
    text: reading(`../../${above}/contract.js`),
    beside: { [`src/modules/${above}/contract.ts`]: values },
  })),
  {
    rule: 'context-is-in-the-table',
    path: 'src/composition/uses-unlisted.ts',
    text: reading('../modules/catering/contract.js'),
    beside: { 'src/modules/catering/contract.ts': values },
  },
  {
    rule: 'only-composition-wires',
    path: 'src/ui/wires.ts',
    text: reading('../modules/capacity/adapters/db/value.js'),
  },
  {
    rule: 'manager-stays-in-db',
    path: 'src/modules/capacity/adapters/queue/opens-manager.ts',
    text: reading('../../../../platform/db/transaction.js'),
  },
  {
    rule: 'database-driver-stays-in-db',
    path: 'src/modules/capacity/adapters/http/queries.ts',
    text: readingType('typeorm', 'EntityManager'),
  },
  {
    rule: 'queue-driver-stays-in-platform',
    path: 'src/modules/capacity/adapters/queue/enqueues.ts',
    text: readingType('bullmq', 'Queue'),
  },
  {
    rule: 'mail-driver-stays-in-platform',
    path: 'src/modules/notifications/adapters/mail/sends.ts',
    text: readingType('nodemailer', 'Transporter'),
  },
  {
    rule: 'linear-programs-stay-in-platform',
    path: 'src/modules/matching/application/solves.ts',
    text: readingType('highs', 'Highs'),
  },
  {
    rule: 'platform-imports-no-module',
    path: 'src/platform/http/knows-business.ts',
    text: reading('../../modules/identity/contract.js'),
  },
  { rule: 'kernel-is-small', path: 'src/kernel/reads-platform.ts', text: reading('../platform/value.js') },
  { rule: 'kernel-is-small', path: 'src/kernel/reads-node.ts', text: `import 'node:crypto';\n` },
  { rule: 'ui-is-presentation', path: 'src/ui/reads-platform.ts', text: reading('../platform/value.js') },
  { rule: 'config-is-data', path: 'config/reads-platform.ts', text: reading('../src/platform/value.js') },
  {
    rule: 'config-comes-through-the-door',
    path: 'src/modules/capacity/adapters/http/reads-config.ts',
    text: reading('../../../../../config/load.js'),
  },
  {
    rule: 'nobody-imports-a-process',
    path: 'src/platform/http/reads-composition.ts',
    text: reading('../../composition/api.js').replaceAll('value', 'api'),
  },
  {
    rule: 'composition-starts-no-process',
    path: 'src/composition/starts-worker.ts',
    text: reading('../../workers/main.js').replaceAll('value', 'worker'),
  },
  {
    rule: 'migrations-stand-alone',
    path: 'migrations/20260102_0900-runs-code.ts',
    text: `import { DataSource } from 'typeorm';\nexport const source = DataSource;\n`,
  },
  {
    rule: 'migrations-use-types-of-the-driver-only',
    path: 'migrations/20260103_0900-reads-type.ts',
    text: readingType('../src/platform/value.js', 'value').replace('= value', '= typeof value'),
  },
  {
    rule: 'src-knows-no-test',
    path: 'src/composition/uses-double.ts',
    text: reading('../../test/support/double.js'),
    beside: { 'test/support/double.ts': values },
  },
  {
    rule: 'scripts-run-before-install',
    path: 'scripts/reads-package.mjs',
    text: `import { z } from 'zod';\nconsole.log(z);\n`,
  },
  {
    rule: 'no-circular',
    path: 'src/platform/http/a-turn.ts',
    text: `import { back } from './back.js';\nexport const turn = (): unknown => back;\n`,
    beside: {
      'src/platform/http/back.ts': `import { turn } from './a-turn.js';\nexport const back = (): unknown => turn;\n`,
    },
  },
  { rule: 'no-orphans', path: 'src/platform/http/alone.ts', text: values },
  {
    rule: 'reachable-from-a-process',
    path: 'src/platform/http/only-tested.ts',
    text: reading('../value.js'),
    beside: {
      'test/only-tested.spec.ts': `import { other } from '../src/platform/http/only-tested.js';\nexport const x = other;\n`,
    },
  },
  { rule: 'no-dev-dependency-in-src', path: 'src/platform/http/uses-chai.ts', text: `import 'chai';\n` },
  { rule: 'no-undeclared-dependency', path: 'src/platform/http/uses-stray.ts', text: `import 'lodash';\n` },
  { rule: 'no-unresolvable', path: 'src/platform/http/points-nowhere.ts', text: `import './nowhere.js';\n` },
];

/** Files the planted faults of the layers point at. */
export const layerTargets: Readonly<Record<string, string>> = {
  'src/platform/value.ts': values,
  'src/modules/capacity/adapters/db/value.ts': values,
};
