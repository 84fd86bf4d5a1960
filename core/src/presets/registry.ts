import { Problem } from '../problem.ts';
import { beginner } from './beginner.ts';
import { conceptMapPreset } from './concept-map.ts';
import type { Preset } from './define.ts';
import { exam } from './exam.ts';
import { neurodivergent } from './neurodivergent.ts';
import { research } from './research.ts';
import { seminar } from './seminar.ts';

export const presets: readonly Preset[] = [
  exam,
  conceptMapPreset,
  beginner,
  neurodivergent,
  research,
  seminar,
];

export const DEFAULT_PRESET = exam.id;

/** Throws Problem `preset-unknown`, with the names that exist. */
export function presetById(id: string): Preset {
  const preset = presets.find((candidate) => candidate.id === id);
  if (preset) return preset;
  throw new Problem('preset-unknown', `There are: ${presets.map((candidate) => candidate.id).join(', ')}.`);
}
