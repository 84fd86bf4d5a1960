import type { CourseReview } from '@pegasus/core/study/answers.ts';
import { encodeTexts } from './bytes.ts';
import { type CalendarMaterial, calendar } from './course/calendar.ts';
import { vault } from './course/vault.ts';
import type { CourseMaterial, ExportedFile, Exporter } from './define.ts';
import { exportFileName } from './file-name.ts';
import { compileGuide } from './pdf/compile.ts';
import { sheetOf } from './pdf/sheet.ts';
import { zipped } from './zip.ts';

/** Files of a whole course. They are made as they are read, and none is kept. */
export function courseArchive(course: CourseMaterial, exporters: readonly Exporter[]): ExportedFile {
  return {
    fileName: exportFileName(course.courseName, 'zip'),
    mediaType: 'application/zip',
    content: zipped(vault(course, exporters), course.madeAt),
  };
}

export function courseSheet(course: CourseMaterial, review: CourseReview, language: string): ExportedFile {
  return {
    fileName: exportFileName(`${course.courseName} on one page`, 'pdf'),
    mediaType: 'application/pdf',
    content: compileGuide(sheetOf(course, review, language)),
  };
}

export function courseCalendar(material: CalendarMaterial): ExportedFile {
  return {
    fileName: exportFileName(`Revision ${material.courseName}`, 'ics'),
    mediaType: 'text/calendar',
    content: encodeTexts([calendar(material)]),
  };
}
