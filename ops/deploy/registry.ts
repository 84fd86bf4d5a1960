import { containerFiles } from './container.ts';
import type { DeployFile } from './define.ts';
import { kubernetesFiles } from './kubernetes.ts';
import { proxyFiles } from './proxies.ts';
import { systemdFiles } from './systemd.ts';

/** Every file by which a platform runs the product. */
export const deployFiles = (): DeployFile[] => [
  ...containerFiles(),
  ...kubernetesFiles(),
  ...systemdFiles(),
  ...proxyFiles(),
];
