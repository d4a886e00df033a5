/**
 * The house rules that the compiler and the layer rules (.dependency-cruiser.cjs) cannot see.
 * Each rule of ours has its own name under `house/`, so that it can be switched by folder and named in a report.
 * Every rule is proven by a planted violation in test/architecture/house-rules.arch.spec.ts.
 */
import tseslint from 'typescript-eslint';

const randomSource = '/^(randomUUID|randomBytes|randomInt|randomFill|randomFillSync|getRandomValues)$/';

/** Where each house rule holds. Paths are relative to this file. */
const where = {
  typeScript: ['**/*.ts', '**/*.tsx'],
  /** Code that decides: it is handed the time, ids and chance, and never fetches them. */
  noClock: ['src/kernel/**', 'src/modules/**', 'src/ui/**', 'config/**'],
  /** Functions whose whole purpose is to brand a checked value: the only assertions in the product. */
  brandsItsValues: ['src/kernel/**'],
  /** Arithmetic on typed arrays, where a missing element is a fault of the program that its certificate finds. */
  countsInArrays: ['src/modules/matching/domain/engine/**', 'src/modules/forecast/domain/**'],
  /** Programs that talk to a terminal. */
  speaksToTerminal: [
    'scripts/**',
    'src/server.ts',
    'workers/main.ts',
    'src/composition/**',
    'test/proof/**',
    'test/bench/**',
    '**/*.bench.ts',
  ],
  readsEnvironment: ['config/**', 'scripts/**', 'test/support/**'],
  /** Tools that accept nothing but a default export. */
  toolConfiguration: ['*.config.mjs', '*.cjs', '.*.cjs', 'scripts/reporter.mjs'],
};

/**
 * A rule that reports every node matched by one of the selectors.
 * @param {string} message what is wrong and what to do instead
 * @param {readonly string[]} selectors esquery selectors
 */
function forbidding(message, selectors) {
  return {
    meta: { type: 'problem', schema: [], messages: { forbidden: message } },
    create: (context) =>
      Object.fromEntries(
        selectors.map((selector) => [selector, (node) => context.report({ node, messageId: 'forbidden' })]),
      ),
  };
}

/** Reports `new Promise((resolve) => setTimeout(resolve, …))` however the callback is spelt. */
const noSleep = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      sleeps:
        'A test that waits for time to pass is slow when it passes and flaky when it fails. ' +
        'Wait for the fact itself with eventually() from test/support/eventually.ts.',
    },
  },
  create(context) {
    return {
      'NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"]'(call) {
        let executor = call.parent;
        while (
          executor &&
          !(executor.parent?.type === 'NewExpression' && executor.parent.callee.name === 'Promise')
        ) {
          executor = executor.parent;
        }
        const resolve = executor?.params?.[0]?.name;
        const callback = call.arguments[0];
        if (!resolve || !callback) return;
        const words = context.sourceCode.getText(callback).split(/[^\w$]+/);
        if (words.includes(resolve)) context.report({ node: call, messageId: 'sleeps' });
      },
      'ImportDeclaration[source.value=/^(node:)?timers\\u002Fpromises$/]'(node) {
        context.report({ node, messageId: 'sleeps' });
      },
    };
  },
};

const house = {
  rules: {
    'no-environment': forbidding(
      'Only config/ reads the environment; take the value you need as an argument.',
      [
        'MemberExpression[object.name="process"][property.name="env"]',
        'MemberExpression[object.name="process"][property.value="env"]',
        'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]',
        'ImportDeclaration[source.value=/^(node:)?process$/]',
      ],
    ),
    'no-clock': forbidding(
      'Nothing here may read a clock; take the instant as an argument (`now`, `…At`) or let the database decide.',
      [
        'NewExpression[callee.name="Date"][arguments.length=0]',
        'CallExpression[callee.name="Date"]',
        'MemberExpression[object.name="Date"][property.name="now"]',
        'MemberExpression[object.name="performance"]',
        'MemberExpression[object.name="Temporal"][property.name="Now"]',
        'MemberExpression[object.name="process"][property.name=/^(hrtime|uptime)$/]',
        'ImportDeclaration[source.value=/^(node:)?(perf_hooks|timers)/]',
        'CallExpression[callee.name=/^set(Timeout|Interval|Immediate)$/]',
      ],
    ),
    'no-randomness': forbidding(
      'Nothing here may make chance or ids; take an IdSource, a token source or a seeded generator as an argument.',
      [
        'MemberExpression[object.name="Math"][property.name="random"]',
        `MemberExpression[property.name=${randomSource}]`,
        `ImportSpecifier[imported.name=${randomSource}]`,
        'ImportDeclaration[source.value="uuid"]',
      ],
    ),
    'no-entity-save': forbidding(
      'Entity save() and remove() ignore the version column and can write a stale row back. ' +
        'Use insert, or a guarded update that requires one affected row (ADR 0006).',
      [
        'CallExpression[callee.property.name=/^(save|softRemove|recover)$/]',
        'CallExpression[callee.property.name="remove"][callee.object.name=/([mM]anager|[rR]epository|^em)$/]',
        'CallExpression[callee.property.name="remove"][callee.object.callee.property.name="getRepository"]',
        'CallExpression[callee.property.name="remove"][callee.object.callee.name="managerOf"]',
      ],
    ),
    'no-sleep': noSleep,
  },
};

/** Rules of the compiler's own kind that hold for every TypeScript file, tests included. */
const everywhere = {
  // `== null` is the one loose comparison with a meaning of its own: neither null nor undefined.
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-restricted-exports': [
    'error',
    {
      restrictDefaultExports: {
        direct: true,
        named: true,
        defaultFrom: true,
        namedFrom: true,
        namespaceFrom: true,
      },
    },
  ],
  'house/no-environment': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
  ],
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // `return next(error)` says in one line that nothing follows.
  '@typescript-eslint/no-confusing-void-expression': 'off',
  // There are next to no classes and no enums to confuse, and these two cost a third of the whole run.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  // A use case and a port promise a result whether or not this one has to wait for it.
  '@typescript-eslint/require-await': 'off',
  // manager.query<Row[]>() and its like name the shape of what a driver returns, once, at the call.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
};

export default tseslint.config(
  {
    ignores: ['dist/', '.data/', '.build/', 'node_modules/', 'vendor/', 'coverage/'],
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: { house, '@typescript-eslint': tseslint.plugin },
  },

  {
    files: where.typeScript,
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: everywhere,
  },
  {
    files: where.noClock,
    ignores: ['**/*.js'],
    rules: { 'house/no-clock': 'error', 'house/no-randomness': 'error' },
  },
  { files: ['src/**', 'workers/**'], ignores: ['**/*.js'], rules: { 'house/no-entity-save': 'error' } },
  { files: where.brandsItsValues, rules: { '@typescript-eslint/consistent-type-assertions': 'off' } },
  { files: where.countsInArrays, rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },

  {
    files: ['test/**/*.ts', 'test/**/*.tsx'],
    ignores: ['test/support/eventually.ts'],
    rules: { 'house/no-sleep': 'error' },
  },
  {
    // Tests read replies, rows and pages whose shape is the very thing under test.
    files: ['test/**/*.ts', 'test/**/*.tsx'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
    },
  },

  {
    // Plain JavaScript: the programs that run before anything is built, tool configuration, the browser's own script.
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    rules: {
      eqeqeq: everywhere.eqeqeq,
      'no-var': 'error',
      'prefer-const': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    ignores: where.toolConfiguration,
    rules: { 'no-restricted-exports': everywhere['no-restricted-exports'] },
  },

  { files: where.speaksToTerminal, rules: { 'no-console': 'off' } },
  { files: where.readsEnvironment, rules: { 'house/no-environment': 'off' } },
);
