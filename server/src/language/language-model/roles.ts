import type { Role } from '@pegasus/core/presets/define.ts';

/** What each role means, in words for a model. */
export const ROLES: Record<Role, string> = {
  definition: 'what a term means',
  'key-point': 'a point that the lecture is about',
  claim: 'something that the lecture holds to be true',
  cause: 'why something is so, or what follows from it',
  contrast: 'how two things differ or stand against each other',
  example: 'a concrete case that the lecture gives',
  analogy: 'something familiar that the lecture compares it with',
  evidence: 'a fact, figure, study or observation that supports a claim',
  misconception: 'a mistake or false belief that the lecture warns of, said to be one',
  dependency: 'what something needs or rests on',
  'kind-of': 'that one thing is a kind of another',
  step: 'one step of how something is done or understood',
  question: 'a question that the lecture answers, ending with a question mark',
  'open-question': 'a question that the lecture leaves open, ending with a question mark',
  position: 'who holds what',
  critique: 'what is said against a claim or a position',
  recap: 'what the lecture says in sum',
};

export function describeRoles(roles: readonly Role[]): string {
  return roles.map((role) => ROLES[role]).join('; ');
}
