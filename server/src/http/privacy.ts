import { CONSENT } from '@pegasus/core/privacy.ts';
import { exportAccount as exportOf } from '../accounts/export-account.ts';
import { PERSONAL_DATA, processorsOf } from '../personal-data.ts';
import type { Handler } from './handler.ts';

export const getPrivacy: Handler<'getPrivacy'> = async ({ services }) => ({
  processors: processorsOf(services.config),
  kept: Object.values(PERSONAL_DATA).flatMap((data) => {
    if ('none' in data) return [];
    const { what, why, howLong, whoSees } = data;
    return [{ what, why, howLong, whoSees }];
  }),
  consent: CONSENT,
});

export const exportAccount: Handler<'exportAccount'> = async ({ services, ownerId }) => ({
  content: await exportOf(services, ownerId),
  mediaType: 'application/zip',
  fileName: `pegasus-${services.now().toISOString().slice(0, 10)}.zip`,
});
