/** What can be done to accounts from the machine itself. */
export const ACCOUNT_ACTIONS = ['list', 'invite', 'reset', 'role', 'disable', 'enable', 'sign-out'] as const;
export type AccountAction = (typeof ACCOUNT_ACTIONS)[number];
