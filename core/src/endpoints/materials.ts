import { z } from 'zod';
import { LectureExport, MadePreset, PresetCard, ShownArtifact } from '../answers.ts';
import type { Endpoint } from '../endpoint.ts';
import { ExportOptions } from '../export-options.ts';
import { Transcript } from '../transcript.ts';
import { byLecture, byPreset } from './parts.ts';

export const materialEndpoints = {
  listPresets: {
    method: 'GET',
    path: '/api/presets',
    summary: 'The styles of revision to choose from.',
    access: 'public',
    status: 200,
    answer: z.object({ items: z.array(PresetCard) }),
    problems: [],
  },
  listMadePresets: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/presets',
    summary: 'The presets under which the lecture has material, newest first.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: z.object({ items: z.array(MadePreset) }),
    problems: ['not-found'],
  },
  getRecording: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/recording',
    summary: 'The original file, whole or a range of it.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: 'bytes',
    problems: ['not-found', 'recording-left', 'range-unsatisfiable', 'object-missing'],
  },
  getTranscript: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/transcript',
    summary: 'The words of the lecture as timed segments.',
    access: 'owner',
    params: byLecture,
    status: 200,
    answer: Transcript,
    problems: ['not-found'],
  },
  listArtifacts: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/artifacts',
    summary: 'What was made of the lecture, in the order of the preset.',
    access: 'owner',
    params: byLecture,
    query: byPreset,
    status: 200,
    answer: z.object({ items: z.array(ShownArtifact) }),
    problems: ['not-found', 'preset-unknown'],
  },
  listExports: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/exports',
    summary: 'The files that can be downloaded, and which of them are to be made anew first.',
    access: 'owner',
    params: byLecture,
    query: byPreset,
    status: 200,
    answer: z.object({ items: z.array(LectureExport) }),
    problems: ['not-found', 'preset-unknown'],
  },
  getExport: {
    method: 'GET',
    path: '/api/lectures/{lectureId}/exports/{exporter}',
    summary:
      'One file, made anew where the material changed; paper, print and answers can be chosen for a PDF.',
    access: 'owner',
    params: byLecture.extend({ exporter: z.string().max(40) }),
    query: byPreset.extend(ExportOptions.partial().shape),
    status: 200,
    answer: 'bytes',
    problems: [
      'not-found',
      'preset-unknown',
      'material-thin',
      'export-overrun',
      'export-failed',
      'range-unsatisfiable',
      'object-missing',
      'object-damaged',
    ],
  },
} as const satisfies Record<string, Endpoint>;
