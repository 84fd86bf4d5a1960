import type { Endpoint } from '../endpoint.ts';
import { PrivacyFacts } from '../privacy.ts';

export const privacyEndpoints = {
  getPrivacy: {
    method: 'GET',
    path: '/api/privacy',
    summary: 'What is kept of you and who else gets something of it, before you hand anything in.',
    access: 'public',
    status: 200,
    answer: PrivacyFacts,
    problems: [],
  },
  exportAccount: {
    method: 'GET',
    path: '/api/account/export',
    summary: 'Everything that is kept of you, in one zip: every row as JSON, every file as it is.',
    access: 'account',
    status: 200,
    answer: 'bytes',
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;
