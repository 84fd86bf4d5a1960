import type { Role } from './account.ts';

export interface AccessRule {
  /** Roles that may; `anybody` needs no account. */
  roles: readonly Role[] | 'anybody';
  about: string;
}

/**
 * The rules of who may call. Every endpoint names one of them, and what names none does not compile. Whose
 * rows are seen is another question, which every query answers for itself: one's own.
 */
export const ACCESS_RULES = {
  public: { roles: 'anybody', about: 'Anybody, signed in or not.' },
  link: { roles: 'anybody', about: 'Whoever holds a link that was signed for it and has not run out.' },
  account: { roles: ['student', 'operator', 'administrator'], about: 'Whoever is signed in.' },
  owner: {
    roles: ['student', 'administrator'],
    about: 'Whoever has courses, and only for their own. Not operators: they see no content.',
  },
  operator: { roles: ['operator', 'administrator'], about: 'Whoever looks after the server.' },
  administrator: { roles: ['administrator'], about: 'Whoever gives and takes accounts.' },
} as const satisfies Record<string, AccessRule>;

export type Access = keyof typeof ACCESS_RULES;

/** Whether somebody of this role may; nobody signed in has none. Deny by default. */
export function judgeAccess(
  access: Access,
  role: Role | undefined,
): 'yes' | 'sign-in-required' | 'role-not-allowed' {
  const { roles }: AccessRule = ACCESS_RULES[access];
  if (roles === 'anybody') return 'yes';
  if (role === undefined) return 'sign-in-required';
  return roles.includes(role) ? 'yes' : 'role-not-allowed';
}
