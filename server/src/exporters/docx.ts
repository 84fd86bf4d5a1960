import type { Block, OutlineNode } from '@pegasus/core/block.ts';
import { shortTime } from '@pegasus/core/clock.ts';
import {
  AlignmentType,
  BorderStyle,
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { Exporter, ExportMaterial } from './define.ts';
import { fixArchiveDates } from './docx-dates.ts';
import { exportFileName } from './file-name.ts';
import { oneLine, textLines } from './plain-text.ts';

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;
const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const SOFT = '5A6472';
const ACCENT = '1D5F6E';
const PIECE = 64 * 1024;

/** For those who must edit in Word: headings, lists and tables of its own, so that its outline and styles work. */
export const docx: Exporter = {
  name: 'docx',
  title: 'Document to edit (Word)',
  mediaType: MEDIA_TYPE,
  extension: 'docx',
  applies: ({ artifacts }) => artifacts.some(({ blocks }) => blocks.length > 0),
  write: (material) => ({
    fileName: exportFileName(material.lectureTitle, 'docx'),
    mediaType: MEDIA_TYPE,
    content: pack(material),
  }),
};

async function* pack(material: ExportMaterial): AsyncGenerator<Uint8Array> {
  const packed: Buffer = await Packer.pack(documentOf(material), 'nodebuffer', undefined, [
    coreProperties(material),
  ]);
  const bytes = fixArchiveDates(packed);
  for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
}

function documentOf(material: ExportMaterial): Document {
  const { lectureTitle, courseName, preset, createdAt, transcript, artifacts } = material;
  const facts = [
    oneLine(courseName),
    preset.title,
    createdAt.slice(0, 10),
    shortTime(transcript.seconds),
  ].join(' · ');
  const lists = { next: 0 };
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [run(lectureTitle)] }),
    new Paragraph({ children: [soft(facts)] }),
    ...artifacts
      .filter(({ blocks }) => blocks.length > 0)
      .flatMap(({ title, blocks }) => [
        new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(title)] }),
        ...blocks.flatMap((block) => tell(block, lists)),
      ]),
  ];
  return new Document({
    styles: {
      default: {
        document: {
          run: { font: 'Calibri', size: 22, language: { value: oneLine(transcript.language) || 'en' } },
        },
        title: { run: { size: 40, bold: true, color: '1C2430' } },
        heading1: {
          run: { size: 32, bold: true, color: '1C2430' },
          paragraph: { spacing: { before: 400, after: 120 } },
        },
        heading2: {
          run: { size: 26, bold: true, color: ACCENT },
          paragraph: { spacing: { before: 280, after: 80 } },
        },
        heading3: {
          run: { size: 23, bold: true, color: '1C2430' },
          paragraph: { spacing: { before: 200, after: 60 } },
        },
      },
    },
    numbering: {
      config: [
        {
          reference: 'steps',
          levels: [
            {
              level: 0,
              format: LevelFormat.DECIMAL,
              text: '%1.',
              alignment: AlignmentType.START,
              style: { paragraph: { indent: { left: 500, hanging: 360 } } },
            },
          ],
        },
      ],
    },
    sections: [{ properties: {}, children }],
  });
}

/** Runs of Word's own: control characters are no XML, and `plainText` took them out. */
function run(text: string, bold = false): TextRun {
  return new TextRun({ text: oneLine(text).replace(/[\ufffe\uffff]/g, ''), bold });
}

function soft(text: string): TextRun {
  return new TextRun({ text: oneLine(text), color: SOFT, size: 19 });
}

/** Words of ours, with the blank after them. */
function label(text: string): TextRun {
  return new TextRun({ text, color: SOFT, size: 19 });
}

function timed(text: string, moment: number | undefined): TextRun[] {
  return moment === undefined
    ? [run(text)]
    : [run(text), new TextRun({ text: `  ${shortTime(moment)}`, color: ACCENT, size: 18 })];
}

function bullet(children: TextRun[], level = 0): Paragraph {
  return new Paragraph({ bullet: { level: Math.min(8, level) }, children });
}

function tell(block: Block, lists: { next: number }): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: levelOf(block.level),
          children: timed(block.text, block.moment),
        }),
      ];
    case 'paragraph':
      return [new Paragraph({ children: timed(block.text, block.moment) })];
    case 'note':
      return [new Paragraph({ children: [soft(block.text)] })];
    case 'list': {
      // Each list begins at one: an instance of the same numbering.
      const instance = lists.next++;
      return block.items.map(({ text, moment }) =>
        block.ordered
          ? new Paragraph({
              numbering: { reference: 'steps', level: 0, instance },
              children: timed(text, moment),
            })
          : bullet(timed(text, moment)),
      );
    }
    case 'table':
      return [tellTable(block)];
    case 'outline':
      return block.nodes.flatMap((node) => tellNode(node, 0));
    case 'term':
      return tellTerm(block);
    case 'card':
      return asked(block.front, block.moment, [], [block.back || (block.cloze?.text ?? '')]);
    case 'question':
      return tellQuestion(block);
    case 'map':
      return tellMap(block);
  }
}

function levelOf(level: number): (typeof HeadingLevel)[keyof typeof HeadingLevel] {
  if (level <= 2) return HeadingLevel.HEADING_2;
  return level === 3 ? HeadingLevel.HEADING_3 : HeadingLevel.HEADING_4;
}

function tellTable({ header, rows }: Of<'table'>): Table {
  const timedRows = rows.some(({ moment }) => moment !== undefined);
  const columns = Math.max(1, header.length, ...rows.map(({ cells }) => cells.length));
  const border = { style: BorderStyle.SINGLE, size: 4, color: 'C9D2D8' };
  const cell = (text: string, bold = false) =>
    new TableCell({ children: [new Paragraph({ children: [run(text, bold)] })] });
  const filled = (cells: readonly string[], last: string, bold = false) => [
    ...Array.from({ length: columns }, (_, at) => cell(cells[at] ?? '', bold)),
    ...(timedRows ? [cell(last, bold)] : []),
  ];
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    borders: {
      top: border,
      bottom: border,
      left: border,
      right: border,
      insideHorizontal: border,
      insideVertical: border,
    },
    rows: [
      new TableRow({ tableHeader: true, children: filled(header, 'Time', true) }),
      ...rows.map(
        ({ cells, moment }) =>
          new TableRow({ children: filled(cells, moment === undefined ? '' : shortTime(moment)) }),
      ),
    ],
  });
}

function tellNode({ title, start, end, children }: OutlineNode, level: number): Paragraph[] {
  const range = new TextRun({ text: `  ${shortTime(start)}–${shortTime(end)}`, color: ACCENT, size: 18 });
  return [bullet([run(title), range], level), ...children.flatMap((child) => tellNode(child, level + 1))];
}

function tellTerm({ term, definition, example, otherNames, moments }: Of<'term'>): Paragraph[] {
  const said = definition === undefined ? [] : [new TextRun(': '), run(definition)];
  const [first] = moments;
  const time =
    first === undefined ? [] : [new TextRun({ text: `  ${shortTime(first)}`, color: ACCENT, size: 18 })];
  return [
    new Paragraph({ spacing: { before: 100 }, children: [run(term, true), ...said, ...time] }),
    ...(example === undefined ? [] : [bullet([label('Example: '), run(example)])]),
    ...(otherNames.length === 0 ? [] : [bullet([label('Also called: '), run(otherNames.join(', '))])]),
  ];
}

function asked(
  prompt: string,
  moment: number | undefined,
  options: readonly string[],
  told: readonly string[],
): Paragraph[] {
  return [
    new Paragraph({ spacing: { before: 200 }, keepNext: true, children: timed(prompt, moment) }),
    ...options.map(
      (option, index) =>
        new Paragraph({ indent: { left: 400 }, children: [label(`${letter(index)}. `), run(option)] }),
    ),
    ...told.filter(Boolean).map(
      (line, index) =>
        new Paragraph({
          indent: { left: 400 },
          children: index === 0 ? [label('Answer: '), run(line)] : [run(line)],
        }),
    ),
  ];
}

function tellQuestion(question: Of<'question'>): Paragraph[] {
  const { form, prompt, options = [], answer, explanation, markScheme = [] } = question;
  const right = options.indexOf(answer);
  const lines = textLines(answer);
  const worth = (marks: number) => (marks === 1 ? '1 mark' : `${marks} marks`);
  // What only repeats the answer is not told twice.
  const repeats =
    markScheme.length === lines.length && markScheme.every(({ point }, at) => oneLine(point) === lines[at]);
  const [first = '', ...more] = lines.map((line, at) =>
    repeats ? `${line} (${worth(markScheme[at]?.marks ?? 0)})` : line,
  );
  const because = oneLine(explanation) === oneLine(answer) ? [] : textLines(explanation);
  const scheme = repeats ? [] : markScheme.map(({ point, marks }) => `${oneLine(point)} (${worth(marks)})`);
  const told = [`${right < 0 ? '' : `${letter(right)}. `}${first}`, ...more, ...because, ...scheme];
  return asked(`${form === 'true-false' ? 'True or false? ' : ''}${prompt}`, question.moment, options, told);
}

function tellMap({ concepts, relations }: Of<'map'>): Paragraph[] {
  const names = new Map(concepts.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? id;
  return [
    ...relations.map(({ from, to, label, moment }) =>
      bullet(timed(`${nameOf(from)} → ${label} → ${nameOf(to)}`, moment)),
    ),
    ...concepts.map(({ name, moment }) => bullet(timed(name, moment))),
  ];
}

function letter(index: number): string {
  return String.fromCodePoint(65 + index);
}

/** In place of the library's, which would say when the file was made and so be another each time. */
function coreProperties({ lectureTitle, courseName, createdAt }: ExportMaterial): {
  path: string;
  data: string;
} {
  const escapeXml = (text: string) =>
    oneLine(text).replace(/[&<>"\ufffe\uffff]/g, (mark) =>
      mark < '\ufffe' ? `&#${mark.codePointAt(0)};` : '',
    );
  const date = `${createdAt.slice(0, 19)}Z`;
  return {
    path: 'docProps/core.xml',
    data: `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(lectureTitle)}</dc:title><dc:subject>${escapeXml(courseName)}</dc:subject><dc:creator>Pegasus</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${date}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${date}</dcterms:modified></cp:coreProperties>`,
  };
}
