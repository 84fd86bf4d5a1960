/**
 * Who may import whom, as a table. The first layer whose `files` match a file judges it.
 *
 * Targets are written as
 * - `library`: anything from npm; a bare name such as `zod` allows that library only
 * - `node`: what Node.js brings
 * - a path pattern from the root of the project: `*` is anything within a folder, `**` anything below it
 */
export interface Layer {
  name: string;
  files: readonly string[];
  may: readonly string[];
  /** What to do instead, for whoever broke it. */
  remedy: string;
}

/** Kinds of which one can add a member by adding a file. */
export const KINDS = ['speech', 'media', 'language', 'exporters', 'storage', 'captions'] as const;

const CORE = 'core/src/**';

/** What stands in the folder of a kind and is no member of it: rules that hold for all members. */
const COMMON_RULES = [
  'server/src/exporters/export-material.ts',
  'server/src/exporters/file-name.ts',
  'server/src/media/sniff-stream.ts',
  'server/src/storage/key.ts',
];
const DEFINITIONS = [...KINDS.map((kind) => `server/src/${kind}/define.ts`), ...COMMON_RULES];
/** The one joint between stages and the database: run-stage and its parts. */
const RUN_STAGE = ['run-stage', 'count-run', 'enqueue', 'heartbeat', 'live-end'].map(
  (name) => `server/src/stages/${name}.ts`,
);
/** What a person on call is told of: two evaluators and one definition. */
const ALERTS = 'server/src/alerts/**';
/** Who looks at alerts from inside and tells whoever is on call. */
const ON_CALL = 'server/src/on-call/**';
/** The table of settings, a file a topic; `config.ts` reads them. */
const SETTINGS = 'server/src/settings/**';
/** Who may come in, and how often. */
const ACCOUNTS = ['server/src/accounts/**', 'server/src/limits/**'];
/** How the web app is built and read; it knows nothing of the rest of the server. */
const WEB_BUNDLE = 'server/src/web-bundle/**';
const REGISTRIES = KINDS.map((kind) => `server/src/${kind}/registry.ts`);
/** What keeps rows and objects together: books, checks, retention, deletion, backup, restore. */
const KEEPING = 'server/src/keeping/**';
/** Files made when they are asked for, and links by which material is shown. */
const EXPORTS = 'server/src/exports/**';
/** Single files of the server that anything above the stages may use. */
const SERVER_FILES = [
  'tracing',
  'changes',
  'config',
  'data-folder',
  'environment',
  'dead-letters',
  'figures',
  'lectures',
  'mail',
  'metrics',
  'metrics-registry',
  'personal-data',
  'provider-figures',
  'release',
  'probes',
  'services',
  'slo',
  'version',
].map((name) => `server/src/${name}.ts`);

const kindLayers = KINDS.flatMap((kind): Layer[] => [
  {
    name: `registry of ${kind}`,
    files: [`server/src/${kind}/registry.ts`],
    may: [`server/src/${kind}/**`, CORE, 'server/src/config.ts', 'library', 'node'],
    remedy: 'A registry lists the members of its own folder; hand in anything else as an argument.',
  },
  {
    name: `implementations of ${kind}`,
    files: [`server/src/${kind}/**`],
    may: [`server/src/${kind}/**`, CORE, 'library', 'node'],
    remedy: `A member of ${kind} knows its define.ts, its folder, core and libraries; take the rest as an argument.`,
  },
]);

export const layers: readonly Layer[] = [
  {
    name: 'core tests',
    files: ['core/src/**/*.test.ts'],
    may: [CORE, 'zod', 'node', 'fixtures/**'],
    remedy: 'Core is tested by itself; a test that needs the server belongs there.',
  },
  {
    name: 'core',
    files: [CORE],
    may: [CORE, 'zod', 'ts-fsrs'],
    remedy: 'Core also runs on a phone: it may use zod and itself. Take the tool as an argument.',
  },
  {
    name: 'server tests',
    files: [
      'server/src/**/*.test.ts',
      'server/src/db/test-database.ts',
      'server/src/storage/test-storage.ts',
      'server/src/http/test-server.ts',
    ],
    may: [CORE, 'server/src/**', 'fixtures/**', 'library', 'node'],
    remedy: 'A test of the server uses server, core and fixtures.',
  },
  ...kindLayers,
  {
    name: 'run-stage',
    files: RUN_STAGE,
    may: [
      'server/src/stages/**',
      ...DEFINITIONS,
      'server/src/db/**',
      'server/src/queue/define.ts',
      'server/src/queue/urgency.ts',
      ...SERVER_FILES,
      CORE,
      'library',
      'node',
    ],
    remedy: 'run-stage alone joins stages with database and queue; it uses no implementation.',
  },
  {
    name: 'stages',
    files: ['server/src/stages/**'],
    may: ['server/src/stages/**', ...DEFINITIONS, CORE, 'zod', 'node'],
    remedy: 'A stage is a plain function: take what it needs as a tool typed by a define.ts.',
  },
  {
    name: 'web bundle',
    files: [WEB_BUNDLE],
    may: [WEB_BUNDLE, 'zod', 'node'],
    remedy: 'The web bundle is files; take what else is needed as an argument.',
  },
  {
    name: 'live',
    files: ['server/src/live/**'],
    may: [
      'server/src/live/**',
      'server/src/stages/define.ts',
      ...SERVER_FILES,
      ...DEFINITIONS,
      'server/src/db/**',
      CORE,
      'node',
    ],
    remedy: 'A live session is fed by rows and objects and hears with the tools of the stages.',
  },
  {
    name: 'uploads',
    files: ['server/src/uploads/**'],
    may: [
      'server/src/uploads/**',
      ...ACCOUNTS,
      ...SERVER_FILES,
      ...DEFINITIONS,
      'server/src/db/**',
      CORE,
      'node',
    ],
    remedy: 'An upload is rows and objects until it is a lecture; take what else it needs from services.',
  },
  {
    name: 'alerts',
    files: [ALERTS],
    may: [ALERTS, 'server/src/metrics.ts', 'server/src/slo.ts', CORE, 'library', 'node'],
    remedy: 'Alerts are definitions over metrics and objectives; who tells of them brings the rest.',
  },
  {
    name: 'on call',
    files: [ON_CALL],
    may: [
      ON_CALL,
      ALERTS,
      'server/src/settings/address.ts',
      ...SERVER_FILES,
      'server/src/db/**',
      CORE,
      'library',
      'node',
    ],
    remedy: 'On call reads figures and rows, and tells people; what is judged is for alerts.',
  },
  {
    name: 'settings',
    files: [SETTINGS],
    may: [SETTINGS, CORE, 'library', 'node'],
    remedy: 'A setting says what it is and knows nothing of who reads it.',
  },
  {
    name: 'database',
    files: ['server/src/db/**'],
    may: ['server/src/db/**', CORE, 'library', 'node'],
    remedy: 'The database knows core and itself; whoever calls it brings the rest.',
  },
  {
    name: 'queue',
    files: ['server/src/queue/**'],
    may: ['server/src/queue/**', 'server/src/db/**', CORE, 'library', 'node'],
    remedy: 'The queue knows the database, core and itself.',
  },
  {
    name: 'exports',
    files: [EXPORTS],
    may: [
      EXPORTS,
      'server/src/stages/enqueue.ts',
      ...SERVER_FILES,
      ...DEFINITIONS,
      ...REGISTRIES,
      'server/src/db/**',
      CORE,
      'library',
      'node',
    ],
    remedy: 'Files on request are made of rows by exporters; how they are sent is for http.',
  },
  {
    name: 'keeping',
    files: [KEEPING],
    may: [
      KEEPING,
      'server/package.json',
      ...SERVER_FILES,
      ...DEFINITIONS,
      ...REGISTRIES,
      'server/src/stages/define.ts',
      'server/src/stages/registry.ts',
      'server/src/stages/enqueue.ts',
      'server/src/uploads/**',
      'server/src/db/**',
      'server/src/queue/define.ts',
      CORE,
      'library',
      'node',
    ],
    remedy: 'Keeping works on rows and objects through their define.ts; it knows no store and no engine.',
  },
  {
    name: 'accounts and limits',
    files: ['server/src/accounts/**', 'server/src/limits/**'],
    may: [...ACCOUNTS, ...SERVER_FILES, 'server/src/db/**', CORE, 'library', 'node'],
    remedy: 'Accounts know the database and the services; a request is told to them by http.',
  },
  {
    name: 'http',
    files: ['server/src/http/**'],
    may: [
      'server/src/http/**',
      'server/package.json',
      ...ACCOUNTS,
      ...SERVER_FILES,
      ...DEFINITIONS,
      ...REGISTRIES,
      KEEPING,
      ON_CALL,
      'server/src/uploads/**',
      EXPORTS,
      'server/src/db/**',
      'server/src/queue/define.ts',
      'server/src/web-bundle/define.ts',
      CORE,
      'library',
      'node',
    ],
    remedy: 'Use services, a registry or a define.ts; an implementation is chosen in services.ts only.',
  },
  {
    name: 'server programs',
    files: ['server/src/*.ts', 'server/src/commands/**'],
    may: [
      'server/src/*.ts',
      'server/src/commands/**',
      KEEPING,
      EXPORTS,
      ALERTS,
      'server/package.json',
      SETTINGS,
      ...ACCOUNTS,
      ...DEFINITIONS,
      ...REGISTRIES,
      'server/src/stages/define.ts',
      'server/src/stages/registry.ts',
      ...RUN_STAGE,
      'server/src/db/**',
      'server/src/queue/**',
      'server/src/http/**',
      WEB_BUNDLE,
      'server/src/live/**',
      'server/src/uploads/**',
      ON_CALL,
      CORE,
      'library',
      'node',
    ],
    remedy: 'Go through the registry of the kind; only a registry knows its implementations.',
  },
  {
    name: 'app tests',
    files: ['app/src/**/*.test.ts', 'app/src/**/*.test.tsx'],
    may: ['app/src/**', CORE, 'fixtures/**', 'library', 'node'],
    remedy: 'A test of the app uses app, core and fixtures, which it reads with Node.js.',
  },
  {
    name: 'app',
    files: ['app/src/**'],
    may: ['app/src/**', CORE, 'library'],
    remedy: 'The app talks to the server over HTTP and shares core only.',
  },
  {
    name: 'operations',
    files: ['ops/**'],
    may: [
      'ops/**',
      'fixtures/**',
      CORE,
      'server/src/metrics.ts',
      'server/src/slo.ts',
      'server/src/probes.ts',
      ALERTS,
      'library',
      'node',
    ],
    remedy:
      'Operations look at the product from outside: over HTTP, or through metrics.ts, slo.ts, probes.ts and alerts.',
  },
  {
    name: 'end-to-end tests',
    files: ['e2e/**'],
    may: ['e2e/**', 'fixtures/**', CORE, 'library', 'node'],
    remedy: 'End-to-end tests know the product over HTTP only.',
  },
  {
    name: 'scripts',
    files: ['scripts/**', 'fixtures/**'],
    may: ['scripts/**', 'fixtures/**', 'ops/**', 'server/src/**', CORE, 'library', 'node'],
    remedy: 'Scripts use the project and nothing uses scripts.',
  },
];
