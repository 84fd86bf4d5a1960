import type { Scan } from './define.ts';
import { readLockfile } from './lockfile.ts';

export const installScriptsScan: Scan = {
  name: 'install scripts',
  about: 'packages that run a program of theirs when they are installed, and packages without a hash',
  run: async (root) => {
    const packages = await readLockfile(root);
    const scripts = packages
      .filter(({ hasInstallScript }) => hasInstallScript)
      .map(({ name, version }) => ({
        subject: `${name}@${version}`,
        says: `${name} ${version} runs a program when it is installed`,
      }));
    const unhashed = packages
      .filter(({ integrity }) => !integrity)
      .map(({ name, version }) => ({
        subject: `${name}@${version}`,
        says: `${name} ${version} has no hash in the lock file`,
      }));
    return { findings: [...scripts, ...unhashed], looked: `${packages.length} packages` };
  },
};
