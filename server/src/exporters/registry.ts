import { anki } from './anki.ts';
import { courseArchive, courseCalendar, courseSheet } from './course.ts';
import { csv } from './csv.ts';
import type { ExportedFile, Exporter, ExportMaterial } from './define.ts';
import { docx } from './docx.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { pdf } from './pdf.ts';
import { srt } from './srt.ts';
import { tsv } from './tsv.ts';
import { vtt } from './vtt.ts';

/** In the order in which a student is offered them. */
export const exporters: readonly Exporter[] = [pdf, anki, markdown, docx, csv, tsv, srt, vtt, json];

/** A lecture as one file that can be taken into another account. */
export const lectureFile = (material: ExportMaterial): ExportedFile => json.write(material);

/** Files of a whole course. */
export const courseFiles = { archive: courseArchive, sheet: courseSheet, calendar: courseCalendar };
