import { z } from 'zod';
import type { Preset } from './presets/define.ts';

/** What a student may choose for a file that is made to be printed. */
export const ExportOptions = z.object({
  /** `phone`: pages as wide as a phone. */
  paper: z.enum(['a4', 'letter', 'phone']),
  /** `large`: 18 points. `calm`: larger, lines far apart, few things close together. */
  print: z.enum(['standard', 'large', 'calm']),
  /** Where answers stand: after everything else, beside their questions, or nowhere. */
  answers: z.enum(['end', 'beside', 'hidden']),
});
export type ExportOptions = z.infer<typeof ExportOptions>;

/** What is made without being asked for: the preset's own typography on A4. */
export function defaultExportOptions({ display }: Pick<Preset, 'display'>): ExportOptions {
  return { paper: 'a4', print: display.typography, answers: 'end' };
}

/** A short name of the choice, the same for the same choice. */
export function optionsKey({ paper, print, answers }: ExportOptions): string {
  return `${paper}-${print}-${answers}`;
}
