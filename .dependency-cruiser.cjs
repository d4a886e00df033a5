/**
 * Who may import whom. Each rule says why in its `comment`; each is proven by a planted violation in
 * test/architecture/house-rules.arch.spec.ts. Type imports count: a type is a dependency of the reader's understanding.
 */

/**
 * The direction between contexts: which contexts' `contract` a context may import. Never upward, so no cycle can form;
 * what points back travels as an event. `identity` and `audit` may be used by everyone.
 */
const contexts = {
  audit: [],
  identity: ['audit'],
  capacity: [],
  referrals: [],
  eligibility: ['capacity', 'referrals'],
  funding: ['referrals'],
  alerts: ['capacity', 'referrals'],
  matching: ['capacity', 'referrals', 'eligibility', 'funding'],
  placements: ['capacity', 'referrals', 'eligibility', 'funding', 'matching'],
  measures: ['capacity', 'referrals', 'eligibility', 'funding', 'matching', 'placements'],
  expansion: ['capacity'],
  forecast: [
    'capacity',
    'referrals',
    'eligibility',
    'funding',
    'matching',
    'placements',
    'expansion',
    'measures',
  ],
  publication: ['capacity', 'referrals', 'funding', 'placements', 'expansion', 'measures'],
  exchange: ['capacity', 'referrals', 'eligibility', 'funding', 'placements', 'measures'],
  tasks: ['capacity', 'referrals', 'eligibility', 'funding', 'alerts', 'matching', 'placements'],
  notifications: [
    'capacity',
    'referrals',
    'eligibility',
    'funding',
    'alerts',
    'matching',
    'placements',
    'tasks',
  ],
};
const usedByEveryone = ['identity', 'audit'];

/** A layer is a folder, or one file when it is small: `contract/` or `contract.ts`. */
const end = '(/|\\.tsx?$)';
const anyModule = '^src/modules/';
const layer = (names, context = '[^/]+') => `^src/modules/${context}/${names}${end}`;
const ownLayer = (names) => layer(names, '$1');
const contract = layer('contract');
const kernel = '^src/kernel/';
const test = '^test/';
const npm = (names) => `node_modules/${names}/`;

const error = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** @param {string} context */
function directionOf(context) {
  const allowed = [
    ...new Set([context, ...contexts[context], ...(context === 'audit' ? [] : usedByEveryone)]),
  ].filter((name) => name === context || !contexts[name].includes(context));
  return error(
    `direction-of-${context}`,
    `${context} may use the contracts of: ${allowed.filter((name) => name !== context).join(', ') || 'no context'}. ` +
      'Contexts call downwards only, so that each can be understood, tested and replaced with what lies below it; ' +
      'what must point back travels as an event.',
    { path: `^src/modules/${context}/` },
    { path: anyModule, pathNot: allowed.map((name) => `^src/modules/${name}/`) },
  );
}

module.exports = {
  forbidden: [
    // --- layers inside a module
    error(
      'domain-is-pure',
      'The domain holds decisions as functions over plain data. It knows its own words, the kernel and what other ' +
        'contexts publish; no clock, driver, schema library or network, so that every rule can be proven without them.',
      { path: '^src/modules/([^/]+)/domain(/|\\.tsx?$)' },
      { pathNot: [ownLayer('domain'), contract, kernel] },
    ),
    error(
      'application-has-no-driver',
      'A use case names ports, never technology: it must read the same whatever database, queue or page is behind it.',
      { path: '^src/modules/([^/]+)/application(/|\\.tsx?$)' },
      { pathNot: [ownLayer('(domain|application)'), contract, kernel] },
    ),
    error(
      'contract-is-types-and-schemas',
      'A contract is what other contexts may rely on: types, event schemas and pure functions of its own domain. ' +
        'If it reached a use case or an adapter, every reader of the contract would depend on the implementation.',
      { path: '^src/modules/([^/]+)/contract(/|\\.tsx?$)' },
      {
        pathNot: [ownLayer('(contract|domain)'), contract, kernel, npm('zod')],
      },
    ),
    error(
      'edges-do-not-meet',
      'An edge translates between one technology and the use cases. An edge that calls another skips the use case, ' +
        'and with it the permission, the transaction and the audit row.',
      { path: '^src/modules/[^/]+/adapters/(http|ui|queue|db)(/|\\.tsx?$)' },
      { path: '^src/modules/[^/]+/adapters/', pathNot: `^src/modules/[^/]+/adapters/$1${end}` },
    ),

    // --- between modules
    error(
      'cross-module-through-contract-only',
      'The contract is the only door between contexts; everything behind it stays free to change.',
      { path: '^src/modules/([^/]+)/' },
      { path: anyModule, pathNot: ['^src/modules/$1/', contract] },
    ),
    ...Object.keys(contexts).map(directionOf),
    error(
      'context-is-in-the-table',
      'Every context has a line in the table of directions above; a folder without one has no rule that holds it.',
      {},
      { path: anyModule, pathNot: `^src/modules/(${Object.keys(contexts).join('|')})/` },
    ),
    error(
      'only-composition-wires',
      'Use cases and adapters are built in one place, so that what the product consists of can be read there, and a ' +
        'module never reaches for an implementation.',
      { pathNot: [anyModule, '^src/composition/', '^src/server\\.ts$', '^workers/', test] },
      { path: layer('(domain|application|adapters)') },
    ),

    // --- technology
    error(
      'manager-stays-in-db',
      'Whoever can turn a transaction handle into an entity manager can write outside the rules of its context.',
      { pathNot: [layer('adapters/db'), '^src/platform/', test] },
      { path: '^src/platform/db/transaction\\.ts$' },
    ),
    error(
      'database-driver-stays-in-db',
      'SQL belongs beside the tables it knows; elsewhere it would be a second, unguarded way to change state.',
      { path: '^(src|workers|config)/', pathNot: [layer('adapters/db'), '^src/platform/'] },
      { path: npm('(typeorm|mysql2)') },
    ),
    error(
      'queue-driver-stays-in-platform',
      'Redis is a hint and may vanish (ADR 0004). A module that held a queue could come to depend on it.',
      { path: '^(src/modules|src/ui|src/kernel|config)/' },
      { path: npm('(bullmq|ioredis)') },
    ),
    error(
      'mail-driver-stays-in-platform',
      'Mail leaves the house for good: one place decides what of us it shows, and by which words a failure is told.',
      { path: '^(src|workers|config)/', pathNot: '^src/platform/mail/' },
      { path: npm('nodemailer') },
    ),
    error(
      'linear-programs-stay-in-platform',
      'The solver is a large program of others that computes for seconds in the thread that asks: one place decides ' +
        'which thread that is.',
      { path: '^(src|workers|config)/', pathNot: '^src/platform/linear-program\\.ts$' },
      { path: npm('highs') },
    ),
    error(
      'platform-imports-no-module',
      'The platform is technology without business words; a module in it would make every context depend on that one.',
      { path: '^src/platform/' },
      { path: anyModule },
    ),
    error(
      'kernel-is-small',
      'The kernel is vocabulary shared by all: it rests on nothing but the kept date and holiday libraries.',
      { path: kernel },
      { pathNot: [kernel, npm('(date-fns|@date-fns/[^/]+|date-holidays)')] },
    ),
    error(
      'ui-is-presentation',
      'Shared layout and components show what they are given; a page that knows a context lives in that context.',
      { path: '^src/ui/' },
      { pathNot: ['^src/ui/', kernel, npm('(preact|preact-render-to-string)')] },
    ),
    error(
      'config-is-data',
      'Configuration is data and its schema: no technology, no business logic, so that it can be read by an operator.',
      { path: '^config/' },
      { pathNot: ['^config/', kernel, npm('zod')] },
    ),
    error(
      'config-comes-through-the-door',
      'A module is handed the slice of configuration it needs; reading it would tie every rule to one deployment.',
      { pathNot: ['^config/', '^src/composition/', '^src/server\\.ts$', '^workers/', '^scripts/', test] },
      { path: '^config/' },
    ),

    // --- processes and the tree
    error(
      'nobody-imports-a-process',
      'Composition and the processes know everything; whoever imported them would know everything too.',
      { path: '^(src|config|migrations)/', pathNot: ['^src/composition/', '^src/server\\.ts$'] },
      { path: '^(src/composition/|src/server\\.ts$|workers/|scripts/)' },
    ),
    error(
      'composition-starts-no-process',
      'Composition builds what the processes run; importing a process would start it.',
      { path: '^src/composition/' },
      { path: '^(src/server\\.ts$|workers/|scripts/)' },
    ),
    error(
      'migrations-stand-alone',
      'A migration must still run in three years, whatever the code has become: it may use the type of a query runner, ' +
        'the look at what is already there, and nothing else.',
      { path: '^migrations/' },
      { dependencyTypesNot: ['type-only'], pathNot: '^migrations/already-there\\.ts$' },
    ),
    error(
      'migrations-use-types-of-the-driver-only',
      'Type imports too are bound to the database library: a type of ours would change under the migration.',
      { path: '^migrations/' },
      { pathNot: ['^migrations/', npm('typeorm')] },
    ),
    error(
      'src-knows-no-test',
      'A test double in the product is a fault waiting for a wrong setting.',
      { pathNot: test },
      { path: test },
    ),
    error(
      'scripts-run-before-install',
      'These programs install, build and check the product, so they must run when nothing is installed or built.',
      { path: '^scripts/.*\\.mjs$', pathNot: '^scripts/(dead-code|reporter)\\.mjs$' },
      { dependencyTypesNot: ['core'], pathNot: '^scripts/' },
    ),
    error(
      'no-circular',
      'Two files that need each other cannot be understood, tested or loaded apart.',
      {},
      { circular: true },
    ),
    error(
      'no-orphans',
      'A file that neither imports nor is imported is dead.',
      {
        orphan: true,
        pathNot: [
          '\\.d\\.ts$',
          '^[^/]+\\.(cjs|mjs)$',
          '^src/server\\.ts$',
          '^workers/main\\.ts$',
          '^migrations/',
          '^scripts/',
          '^test/.*\\.(spec|types)\\.tsx?$',
        ],
      },
      {},
    ),
    error(
      'reachable-from-a-process',
      'What no process reaches never runs in production, however well it is tested.',
      // A thread is started by its address, as a process is.
      {
        path: '^(src/server\\.ts|workers/main\\.ts|src/composition/[^/]+\\.tsx?|(src/platform|src/modules/[^/]+/adapters/thread)/[^/]+-thread\\.ts|scripts/.*\\.ts)$',
      },
      {
        path: '^(src|workers|config)/',
        pathNot: [
          '\\.d\\.ts$',
          '^(src/server\\.ts|workers/main\\.ts|src/composition/[^/]+\\.tsx?|(src/platform|src/modules/[^/]+/adapters/thread)/[^/]+-thread\\.ts)$',
          // Proven equal to solving anew, and measured: runs solve anew while that is the least of a run (ADR 0048).
          '^src/modules/matching/domain/engine/(kept-matching|ranked-lists)\\.ts$',
        ],
        reachable: false,
      },
    ),
    error(
      'no-dev-dependency-in-src',
      'Production installs without development dependencies.',
      { path: '^(src|workers|config|migrations)/' },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: npm('@types/[^/]+') },
    ),
    error(
      'no-undeclared-dependency',
      'A package that package.json does not name is there by accident and leaves without notice.',
      {},
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    ),
    error(
      'no-unresolvable',
      'An import that resolves to nothing fails at start-up.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // What the browser loads is served by address, not imported by path.
    exclude: { path: '^(dist|\\.build|\\.data|vendor|coverage|src/ui/assets)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.cjs', '.json'],
    },
    skipAnalysisNotInRules: false,
  },
};
