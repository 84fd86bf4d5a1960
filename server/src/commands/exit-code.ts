import type { Problem, ProblemKind } from '@pegasus/core/problem.ts';

/** What a command's exit code means; also in `pegasus --help`. */
export const EXIT = {
  ok: 0,
  fault: 1,
  usage: 2,
  input: 3,
  environment: 4,
  provider: 5,
  thin: 6,
  interrupted: 130,
} as const;

const BY_KIND: Record<ProblemKind, number> = {
  input: EXIT.input,
  state: EXIT.input,
  environment: EXIT.environment,
  provider: EXIT.provider,
  fault: EXIT.fault,
};

export function exitCodeOf(problem: Problem): number {
  if (problem.code === 'preset-unknown') return EXIT.usage;
  if (problem.code === 'material-thin') return EXIT.thin;
  return BY_KIND[problem.entry.kind];
}
