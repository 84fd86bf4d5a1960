import type { Role } from '@pegasus/core/account.ts';

export const ROLE_OPTIONS: readonly { value: Role; title: string }[] = [
  { value: 'student', title: 'Student' },
  { value: 'operator', title: 'Operator' },
  { value: 'administrator', title: 'Administrator' },
];
