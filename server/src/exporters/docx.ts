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
import { fixArchiveDates } from './docx/dates.ts';
import {
  ACCENT,
  bullet,
  label,
  marked,
  type Run,
  run,
  type Said,
  soft,
  type Telling,
  time,
  timed,
} from './docx/words.ts';
import { exportFileName } from './file-name.ts';
import { oneLine, textLines } from './plain-text.ts';

type Of<Kind extends Block['kind']> = Extract<Block, { kind: Kind }>;
const MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const HYPERLINK = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';
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
  const telling: Telling = { material, lists: { next: 0 }, links: new Map() };
  const children = [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [run(lectureTitle)] }),
    new Paragraph({ children: [soft(facts)] }),
    ...artifacts
      .filter(({ blocks }) => blocks.length > 0)
      .flatMap(({ title, blocks }) => [
        new Paragraph({ heading: HeadingLevel.HEADING_1, children: [run(title)] }),
        ...blocks.flatMap((block) => tell(block, telling)),
      ]),
  ];
  const document = new Document({
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
  for (const [url, id] of telling.links)
    document.Document.Relationships.addRelationship(id, HYPERLINK, url, 'External');
  return document;
}

function tell(block: Block, telling: Telling): (Paragraph | Table)[] {
  switch (block.kind) {
    case 'heading':
      return [
        new Paragraph({
          heading: levelOf(block.level),
          children: timed(block.text, { moment: block.moment }, telling),
        }),
      ];
    case 'paragraph':
      return [new Paragraph({ children: timed(block.text, block, telling) })];
    case 'note':
      return [new Paragraph({ children: [soft(block.text)] })];
    case 'list': {
      // Each list begins at one: an instance of the same numbering.
      const instance = telling.lists.next++;
      return block.items.map((item) =>
        block.ordered
          ? new Paragraph({
              numbering: { reference: 'steps', level: 0, instance },
              children: timed(item.text, item, telling),
            })
          : bullet(timed(item.text, item, telling)),
      );
    }
    case 'table':
      return [tellTable(block, telling)];
    case 'outline':
      return block.nodes.flatMap((node) => tellNode(node, 0, telling));
    case 'term':
      return tellTerm(block, telling);
    case 'card':
      return asked(block.front, block, [block.back || (block.cloze?.text ?? '')], telling);
    case 'question':
      return tellQuestion(block, telling);
    case 'map':
      return tellMap(block, telling);
  }
}

function levelOf(level: number): (typeof HeadingLevel)[keyof typeof HeadingLevel] {
  if (level <= 2) return HeadingLevel.HEADING_2;
  return level === 3 ? HeadingLevel.HEADING_3 : HeadingLevel.HEADING_4;
}

function tellTable({ header, rows }: Of<'table'>, telling: Telling): Table {
  const timedRows = rows.some((row) => marked(row, telling).length > 0);
  const columns = Math.max(1, header.length, ...rows.map(({ cells }) => cells.length));
  const border = { style: BorderStyle.SINGLE, size: 4, color: 'C9D2D8' };
  const cell = (children: Run[]) => new TableCell({ children: [new Paragraph({ children })] });
  const filled = (cells: readonly string[], last: Run[], bold = false) => [
    ...Array.from({ length: columns }, (_, at) => cell([run(cells[at] ?? '', bold)])),
    ...(timedRows ? [cell(last)] : []),
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
      new TableRow({ tableHeader: true, children: filled(header, [run('Time', true)], true) }),
      ...rows.map((row) => new TableRow({ children: filled(row.cells, marked(row, telling)) })),
    ],
  });
}

function tellNode(
  { id, title, start, end, children }: OutlineNode,
  level: number,
  telling: Telling,
): Paragraph[] {
  const range = time(start, `${shortTime(start)}–${shortTime(end)}`, telling);
  return [
    bullet([run(title), ...marked({ itemId: id }, telling), ...range], level),
    ...children.flatMap((child) => tellNode(child, level + 1, telling)),
  ];
}

function tellTerm(
  { term, definition, example, otherNames, moments: [moment], itemId }: Of<'term'>,
  telling: Telling,
): Paragraph[] {
  const said = definition === undefined ? [] : [new TextRun(': '), run(definition)];
  const marks = marked({ moment, itemId }, telling);
  return [
    new Paragraph({ spacing: { before: 100 }, children: [run(term, true), ...said, ...marks] }),
    ...(example === undefined ? [] : [bullet([label('Example: '), run(example)])]),
    ...(otherNames.length === 0 ? [] : [bullet([label('Also called: '), run(otherNames.join(', '))])]),
  ];
}

function asked(
  prompt: string,
  said: Said & { options?: readonly string[] | undefined },
  told: readonly string[],
  telling: Telling,
): Paragraph[] {
  return [
    new Paragraph({ spacing: { before: 200 }, keepNext: true, children: timed(prompt, said, telling) }),
    ...(said.options ?? []).map(
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

function tellQuestion(question: Of<'question'>, telling: Telling): Paragraph[] {
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
  return asked(`${form === 'true-false' ? 'True or false? ' : ''}${prompt}`, question, told, telling);
}

function tellMap({ concepts, relations }: Of<'map'>, telling: Telling): Paragraph[] {
  const names = new Map(concepts.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? id;
  return [
    ...relations.map((relation) =>
      bullet(
        timed(`${nameOf(relation.from)} → ${relation.label} → ${nameOf(relation.to)}`, relation, telling),
      ),
    ),
    ...concepts.map(({ id, name, moment }) => bullet(timed(name, { moment, itemId: id }, telling))),
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
