import { deployFiles } from '../../ops/deploy/registry.ts';
import type { Document } from './define.ts';

export const deploymentDocument: Document = {
  name: 'files of the platforms',
  files: async () => deployFiles(),
};
