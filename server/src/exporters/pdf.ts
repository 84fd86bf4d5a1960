import { defaultExportOptions } from '@pegasus/core/export-options.ts';
import type { Exporter } from './define.ts';
import { exportFileName } from './file-name.ts';
import { compileGuide } from './pdf/compile.ts';
import { guideOf } from './pdf/guide.ts';

/** A revision guide to print or to read on a phone, tagged for those who listen to it. */
export const pdf: Exporter = {
  name: 'pdf',
  title: 'Revision guide (PDF)',
  mediaType: 'application/pdf',
  extension: 'pdf',
  hasOptions: true,
  applies: ({ artifacts }) => artifacts.some(({ blocks }) => blocks.length > 0),
  write: (material, options = defaultExportOptions(material.preset)) => ({
    fileName: exportFileName(material.lectureTitle, 'pdf'),
    mediaType: 'application/pdf',
    content: compileGuide(guideOf(material, options)),
  }),
};
