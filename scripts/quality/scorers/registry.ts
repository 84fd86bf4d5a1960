import { cloze } from './cloze.ts';
import { coverage } from './coverage.ts';
import type { Scorer } from './define.ts';
import { dropped } from './dropped.ts';
import { duplicates } from './duplicates.ts';
import { leaks } from './leaks.ts';
import { lengths } from './lengths.ts';
import { mutants } from './mutants.ts';
import { options } from './options.ts';
import { readingLevel } from './reading-level.ts';
import { support } from './support.ts';
import { threads } from './threads.ts';
import { itemYield } from './yield.ts';

/** In the order of the table. */
export const scorers: readonly Scorer[] = [
  itemYield,
  dropped,
  support,
  mutants,
  duplicates,
  options,
  leaks,
  cloze,
  coverage,
  readingLevel,
  lengths,
  threads,
];
