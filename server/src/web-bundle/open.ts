import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BuildTools, buildBundle, canBuild } from './build.ts';
import type { WebBundle } from './define.ts';
import { readBundle, readManifest } from './read.ts';
import { hashSources } from './sources.ts';

const LOCK = 'app/.dist-lock';
const LOOK_AGAIN_MS = 500;

/**
 * The web app, built first when it is missing or its sources have changed. Of several processes that find
 * it so, one builds and the others wait. Undefined when there is nothing built and nothing to build it with.
 */
export async function openBundle(root: string, tools: BuildTools): Promise<WebBundle | undefined> {
  const sources = await hashSources(root);
  const built = await readManifest(root);
  if (built && (sources === undefined || built.sources === sources)) return readBundle(root, built);
  if (sources === undefined || !canBuild(root)) return built ? readBundle(root, built) : undefined;
  await locked(root, tools, async () => {
    // Another process may have done it while this one waited.
    if ((await readManifest(root))?.sources === sources) return;
    tools.say('Building the app for the browser: once after each change of it, about a minute …');
    const begun = performance.now();
    await buildBundle(root, sources, tools);
    tools.say(`The app was built in ${((performance.now() - begun) / 1000).toFixed(0)} s.`);
  });
  return readBuilt(root);
}

/** What was built before, whatever has become of the sources. */
export async function readBuilt(root: string): Promise<WebBundle | undefined> {
  const built = await readManifest(root);
  return built ? readBundle(root, built) : undefined;
}

async function locked(root: string, { say, signal }: BuildTools, work: () => Promise<void>): Promise<void> {
  const path = join(root, LOCK);
  let told = false;
  while (!(await take(path))) {
    if (!told) say('Another process is building the app; waiting for it …');
    told = true;
    await wait(LOOK_AGAIN_MS, undefined, { signal });
  }
  try {
    await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** False while a living process holds it; the lock of one that is gone is taken over. */
async function take(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx');
    await file.write(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  if (holder > 0 && !isAlive(holder)) await rm(path, { force: true });
  return false;
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    // It is there and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
