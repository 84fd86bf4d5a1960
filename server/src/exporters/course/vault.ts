import { shortTime } from '@pegasus/core/clock.ts';
import type { Thread, ThreadUpdate } from '@pegasus/core/thread.ts';
import { stringify } from 'yaml';
import { encodeTexts } from '../bytes.ts';
import type { CourseMaterial, Exporter } from '../define.ts';
import { exportFolderName } from '../file-name.ts';
import { escapeMarkdown, linkAddress } from '../markdown-text.ts';
import { oneLine } from '../plain-text.ts';
import type { ZipEntry } from '../zip.ts';

const LECTURES = 'Lectures';
const THREADS = 'Threads';
const FILES = 'Files';
/** Where an Obsidian vault keeps its settings; with it the folder opens as a vault at once. */
const SETTINGS = '{"alwaysUpdateLinks":true,"useMarkdownLinks":true,"newLinkFormat":"relative"}\n';

/**
 * A course as notes that link to each other: one of the course, one a lecture, one a thread, and the files of every
 * lecture beside them. Links are plain Markdown with relative paths, which Obsidian, Notion and any viewer follow.
 * One lecture is read at a time, so a long course needs no more memory than a short one.
 */
export async function* vault(
  course: CourseMaterial,
  exporters: readonly Exporter[],
): AsyncGenerator<ZipEntry> {
  const notes = nameNotes(course);
  yield { path: '.obsidian/app.json', content: encodeTexts([SETTINGS]) };
  yield { path: notes.course, content: encodeTexts(courseNote(course, notes)) };
  for (const thread of course.threads) {
    const path = notes.threads.get(thread.id);
    if (path) yield { path, content: encodeTexts(threadNote(thread, course, notes)) };
  }
  for (const lecture of course.lectures) {
    const path = notes.lectures.get(lecture.id);
    const material = await course.read(lecture.id);
    if (!path || !material) continue;
    const folder = `${FILES}/${baseOf(path)}`;
    for (const exporter of exporters) {
      if (!exporter.applies(material)) continue;
      const { fileName, content } = exporter.write(material);
      if (exporter.name === 'markdown')
        yield { path, content: lectureNote(content, lecture.id, course, notes) };
      else
        yield {
          path: `${folder}/${fileName}`,
          content,
          compress: !['pdf', 'anki', 'docx'].includes(exporter.name),
        };
    }
  }
}

interface Notes {
  course: string;
  /** Paths by id. */
  lectures: Map<string, string>;
  threads: Map<string, string>;
}

function nameNotes({ courseName, lectures, threads }: CourseMaterial): Notes {
  const taken = new Set<string>();
  const unused = (folder: string, title: string): string => {
    const name = exportFolderName(title);
    for (let number = 1; ; number++) {
      const path = `${folder}${name}${number > 1 ? ` ${number}` : ''}.md`;
      // Some disks take two names that differ in case for one.
      if (taken.has(path.toLowerCase())) continue;
      taken.add(path.toLowerCase());
      return path;
    }
  };
  const digits = String(lectures.length).length;
  return {
    course: unused('', courseName),
    lectures: new Map(
      lectures.map(({ id, title }, index) => [
        id,
        unused(`${LECTURES}/`, `${String(index + 1).padStart(digits, '0')} ${title}`),
      ]),
    ),
    threads: new Map(threads.map(({ id, title }) => [id, unused(`${THREADS}/`, title)])),
  };
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
}

/** A link from a note in a folder (or, for the course's note, from none) to another note. */
function link(title: string, path: string | undefined, from: 'course' | 'folder'): string {
  const words = escapeMarkdown(title);
  if (!path) return words;
  const address = path.split('/').map(encodeAddress).join('/');
  return `[${words}](${from === 'folder' ? '../' : ''}${address})`;
}

/** As `encodeURIComponent`, with the brackets that would end a link. */
function encodeAddress(part: string): string {
  return encodeURIComponent(part).replace(
    /[()']/g,
    (mark) => `%${mark.codePointAt(0)?.toString(16).toUpperCase()}`,
  );
}

function front(properties: object): string {
  const text = stringify(properties, {
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
    lineWidth: 0,
    version: '1.1',
  });
  return `---\n${text}---\n`;
}

function* courseNote(course: CourseMaterial, notes: Notes): Generator<string> {
  const { courseName, lectures, threads } = course;
  yield front({ title: oneLine(courseName), tags: ['pegasus', 'course'] });
  yield `\n# ${escapeMarkdown(courseName)}\n\n## Lectures\n\n`;
  for (const [index, { id, title, createdAt }] of lectures.entries())
    yield `${index + 1}. ${link(title, notes.lectures.get(id), 'course')} (${createdAt.slice(0, 10)})\n`;
  if (threads.length === 0) return;
  yield '\n## Threads, in order of foundation\n\n';
  for (const { id, title, description, occurrences } of threads) {
    const said = description === undefined ? '' : `: ${escapeMarkdown(description)}`;
    const times = occurrences.length === 1 ? '1 lecture' : `${occurrences.length} lectures`;
    yield `- ${link(title, notes.threads.get(id), 'course')}${said} (${times})\n`;
  }
  yield* threadChart(threads);
}

/** What is a kind of what, drawn; nothing where no thread is. */
function* threadChart(threads: readonly Thread[]): Generator<string> {
  const places = new Map(threads.map(({ id }, place) => [id, place]));
  const edges = threads.flatMap(({ id, kindOf }) =>
    kindOf
      .filter((kind) => places.has(kind.id))
      .map((kind) => [places.get(id), places.get(kind.id)] as const),
  );
  if (edges.length === 0) return;
  const label = (title: string) =>
    oneLine(title).replace(/[^\p{L}\p{M}\p{N} ]/gu, (mark) => `#${mark.codePointAt(0)};`) || ' ';
  const drawn = new Set(edges.flat());
  yield '\n```mermaid\nflowchart LR\n';
  for (const [place, { title }] of threads.entries())
    if (drawn.has(place)) yield `  t${place}["${label(title)}"]\n`;
  for (const [kind, whole] of edges) yield `  t${kind} -->|"is a kind of"| t${whole}\n`;
  yield '```\n';
}

function* threadNote(thread: Thread, course: CourseMaterial, notes: Notes): Generator<string> {
  const { title, description, names, level, complexity, kindOf, occurrences, history } = thread;
  const titles = new Map(course.lectures.map((lecture) => [lecture.id, lecture.title]));
  const lecture = (id: string) => link(titles.get(id) ?? 'a lecture', notes.lectures.get(id), 'folder');
  yield front({
    title: oneLine(title),
    course: oneLine(course.courseName),
    level,
    complexity,
    ...(names.length > 0 ? { aliases: names.map(oneLine) } : {}),
    tags: ['pegasus', 'thread', `thread/${level}`],
  });
  yield `\n# ${escapeMarkdown(title)}\n`;
  if (description !== undefined) yield `\n> [!abstract] What it is\n> ${escapeMarkdown(description)}\n`;
  if (kindOf.length > 0) {
    const kinds = kindOf.map((kind) => link(kind.title, notes.threads.get(kind.id), 'folder'));
    yield `\nA kind of ${kinds.join(', ')}.\n`;
  }
  yield '\n## Where it comes up\n\n';
  for (const { lectureId, role, times, moments, definition } of occurrences) {
    const shown = moments
      .slice(0, 8)
      .map((seconds) => momentLink(course.momentUrl?.(lectureId, seconds), seconds))
      .join(', ');
    const said = definition === undefined ? '' : ` ${escapeMarkdown(definition.text)}`;
    yield `- ${lecture(lectureId)}: ${role}, said ${times === 1 ? 'once' : `${times} times`}${shown ? `, at ${shown}` : ''}.${said}\n`;
  }
  const changes = history.filter(({ kind }) => kind !== 'introduced');
  if (changes.length === 0) return;
  yield '\n## How it changed\n\n';
  for (const change of changes) yield `- ${lecture(change.evidence.lectureId)}: ${toldChange(change)}\n`;
}

function momentLink(url: string | undefined, seconds: number): string {
  return url ? `[${shortTime(seconds)}](${linkAddress(url)})` : shortTime(seconds);
}

const CHANGES: Record<ThreadUpdate['kind'], string> = {
  introduced: 'introduced',
  returns: 'it returns',
  recalled: 'it is recalled',
  specialised: 'a kind of it is introduced',
  refined: 'it is said more precisely',
  contradicted: 'it is said otherwise',
  'more-complex': 'more is said of it',
};

function toldChange(change: ThreadUpdate): string {
  const by = 'by' in change && change.by ? `: ${escapeMarkdown(change.by.title)}` : '';
  const note = 'note' in change && change.note ? ` (${escapeMarkdown(change.note)})` : '';
  return `${CHANGES[change.kind]}${by}${note}`;
}

/** The lecture's own note, and after it the threads that go through it and the way to the lectures beside it. */
async function* lectureNote(
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  lectureId: string,
  { courseName, lectures, threads }: CourseMaterial,
  notes: Notes,
): AsyncGenerator<Uint8Array> {
  yield* content;
  const through = threads.filter(({ occurrences }) => occurrences.some((one) => one.lectureId === lectureId));
  const place = lectures.findIndex(({ id }) => id === lectureId);
  const ways = [
    ['Course', { title: courseName, path: notes.course }],
    [
      'Before',
      lectures[place - 1] && {
        ...lectures[place - 1],
        path: notes.lectures.get(lectures[place - 1]?.id ?? ''),
      },
    ],
    [
      'After',
      lectures[place + 1] && {
        ...lectures[place + 1],
        path: notes.lectures.get(lectures[place + 1]?.id ?? ''),
      },
    ],
  ] as const;
  const lines = [
    ...(through.length > 0 ? ['\n## Threads of the course\n\n'] : []),
    ...through.map(({ id, title }) => `- ${link(title, notes.threads.get(id), 'folder')}\n`),
    '\n## Beside it\n\n',
    ...ways.map(([name, way]) => (way ? `- ${name}: ${link(way.title ?? '', way.path, 'folder')}\n` : '')),
  ];
  yield* encodeTexts(lines);
}
