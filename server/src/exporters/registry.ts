import { anki } from './anki.ts';
import type { Exporter } from './define.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { pdf } from './pdf.ts';
import { srt } from './srt.ts';
import { vtt } from './vtt.ts';

/** In the order in which a student is offered them. */
export const exporters: readonly Exporter[] = [pdf, markdown, anki, srt, vtt, json];
