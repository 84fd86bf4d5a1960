import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { LaunchContext, LaunchItem } from './define.ts';

const MANIFESTS = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'core/package.json',
  'server/package.json',
  'app/package.json',
  'server/bin/pegasus.mjs',
];
const PLANTED = 'pegasus-planted-package';

const VERSIONS = {
  name: PLANTED,
  'dist-tags': { latest: '1.0.0' },
  versions: { '1.0.0': { name: PLANTED, version: '1.0.0' } },
};

export const supplyChain: LaunchItem = {
  id: '6.4',
  title: 'Vulnerability scanning in CI',
  endpoint: 'npm run supply-chain; scripts/supply-chain, .github/workflows/ci.yml',
  sabotages: [
    {
      breaks: 'a vulnerable package is let through',
      file: 'scripts/supply-chain/define.ts',
      find: 'refused: findings.filter((finding) => !holds(finding)),',
      replace: 'refused: [],',
    },
    {
      breaks: 'a scan that was not made counts as clean',
      file: 'scripts/supply-chain/run.ts',
      find: ' || impossible !== undefined;',
      replace: ';',
    },
  ],
  prove: async (context) => {
    const project = await copyManifests(context);
    const advisories = await openAdvisoryServer();
    try {
      await proveAudit(context, project, advisories);
      await provePlanted(context, project);
    } finally {
      await advisories.close();
    }
  },
};

interface Printed {
  code: number;
  text: string;
}

/** The very command of CI, on a project of its own. */
function scan({ root, signal }: LaunchContext, project: string, ...words: string[]): Promise<Printed> {
  const program = [join(root, 'scripts/supply-chain/run.ts'), `--root=${project}`, ...words];
  return new Promise((resolve) => {
    execFile(process.execPath, program, { signal }, (error, stdout, stderr) => {
      const code = error && typeof error.code === 'number' ? error.code : error ? 1 : 0;
      resolve({ code, text: stdout + stderr });
    });
  });
}

async function copyManifests({ root, scratch }: LaunchContext): Promise<string> {
  const project = join(scratch, 'project');
  for (const file of MANIFESTS) {
    await mkdir(dirname(join(project, file)), { recursive: true });
    await copyFile(join(root, file), join(project, file));
  }
  await promisify(execFile)('git', ['init', '-q'], { cwd: project });
  return project;
}

interface AdvisoryServer {
  address: string;
  /** What it knows, by package. */
  known: Record<string, object[]>;
  refuses: boolean;
  asked: number;
  close(): Promise<void>;
}

/** Stands for the advisory service of the registry, which cannot be reached from every machine. */
async function openAdvisoryServer(): Promise<AdvisoryServer> {
  const advisories: AdvisoryServer = {
    address: '',
    known: {},
    refuses: false,
    asked: 0,
    close: async () => {},
  };
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.url?.endsWith('/advisories/bulk')) advisories.asked++;
      response.statusCode = advisories.refuses ? 405 : 200;
      response.setHeader('content-type', 'application/json');
      // npm also asks which versions of the package there are, to tell of a better one.
      const answer = request.method === 'GET' ? VERSIONS : advisories.known;
      response.end(JSON.stringify(advisories.refuses ? {} : answer));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  advisories.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  advisories.close = () => new Promise((closed) => server.close(() => closed()));
  return advisories;
}

async function proveAudit(
  context: LaunchContext,
  project: string,
  advisories: AdvisoryServer,
): Promise<void> {
  const { note } = context;
  const local = () => scan(context, project, 'audit', `--registry=${advisories.address}`);
  const before = await local();
  assert.equal(before.code, 0, before.text);
  assert.ok(advisories.asked > 0, 'The gate asked no service.');
  advisories.known = {
    [PLANTED]: [
      {
        id: 1,
        url: 'https://advisories.example/1',
        title: 'Planted',
        severity: 'low',
        vulnerable_versions: '<2',
      },
    ],
  };
  await plant(project, { [`node_modules/${PLANTED}`]: locked({ license: 'MIT' }) });
  const planted = await local();
  assert.equal(planted.code, 1, planted.text);
  assert.match(planted.text, /pegasus-planted-package .*Planted \(low\)/);
  advisories.refuses = true;
  const refused = await local();
  assert.equal(refused.code, 1, refused.text);
  assert.match(refused.text, /not consulted/);
  note(
    'Audit gate, with a local advisory server: passes without, fails on a planted package, fails when refused.',
  );
  const real = await scan(context, project, 'audit');
  const consulted = !/not consulted/.test(real.text);
  note(
    consulted
      ? `The real advisory service was consulted: ${real.text.split('\n')[0]}`
      : 'The real advisory service was NOT consulted from this machine, so nothing is said here about real vulnerabilities.',
  );
  if (consulted) assert.match(real.text, /ok|pegasus-planted-package/, real.text);
}

const locked = (over: object) => ({
  version: '1.0.0',
  resolved: `https://registry.npmjs.org/${PLANTED}/-/${PLANTED}-1.0.0.tgz`,
  integrity: `sha512-${'A'.repeat(86)}==`,
  ...over,
});

/** Puts packages into the lock file as if somebody had installed them. */
async function plant(project: string, packages: Record<string, object>): Promise<void> {
  for (const [file, key] of [
    ['package-lock.json', 'packages'],
    ['package.json', 'dependencies'],
  ] as const) {
    const path = join(project, file);
    const content = JSON.parse(await readFile(path, 'utf8'));
    if (key === 'packages') {
      Object.assign(content.packages, packages);
      content.packages[''].dependencies = { ...content.packages[''].dependencies, [PLANTED]: '1.0.0' };
    } else content.dependencies = { ...content.dependencies, [PLANTED]: '1.0.0' };
    await writeFile(path, JSON.stringify(content));
  }
}

async function provePlanted(context: LaunchContext, project: string): Promise<void> {
  const { note, root, evidence } = context;
  // A copy in which something was broken on purpose has no history; which files are ours is asked of git.
  if (!existsSync(join(root, '.git'))) await promisify(execFile)('git', ['init', '-q'], { cwd: root });
  const clean = await scan(context, root, 'secrets', 'licences', 'install scripts', 'bill of materials');
  assert.equal(clean.code, 0, clean.text);
  await writeFile(join(evidence, 'scans.txt'), clean.text);
  await copyFile(join(root, 'evidence/supply-chain/sbom.cdx.json'), join(evidence, 'sbom.cdx.json'));
  for (const line of clean.text.trim().split('\n')) note(line);

  await plant(project, {
    [`node_modules/${PLANTED}`]: locked({ license: 'GPL-3.0-only', hasInstallScript: true }),
  });
  const key = join(project, 'deploy.pem');
  await writeFile(key, `-----BEGIN ${'RSA PRIVATE'} KEY-----\nAAAA\n`);
  for (const [name, says] of [
    ['secrets', /deploy\.pem:1 holds a private key/],
    ['licences', /pegasus-planted-package 1\.0\.0 is under GPL-3\.0-only/],
    ['install scripts', /pegasus-planted-package 1\.0\.0 runs a program/],
  ] as const) {
    const { code, text } = await scan(context, project, name);
    assert.equal(code, 1, `${name}: ${text}`);
    assert.match(text, says);
  }
  note('A planted key, a planted licence and a planted install script each make their scan fail.');
  note('The image of the container is scanned in CI only: that needs a container engine.');
}
