import { anki } from './anki.ts';
import { csv } from './csv.ts';
import type { Exporter } from './define.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { pdf } from './pdf.ts';
import { srt } from './srt.ts';
import { tsv } from './tsv.ts';
import { vtt } from './vtt.ts';

/** In the order in which a student is offered them. */
export const exporters: readonly Exporter[] = [pdf, anki, markdown, csv, tsv, srt, vtt, json];
