import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { posix } from 'node:path';
import ical from 'ical.js';

/** What `python3`, which knows archives and SQLite and wrote none of these, makes of a file at its standard input. */
export function python(script: string, file: Uint8Array): string {
  return execFileSync('python3', ['-c', script], { input: file, encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** Opens a course's archive, and follows every link of every note in it. */
export function openVault(file: Uint8Array): string {
  const script = [
    'import io, json, sys, zipfile',
    'archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))',
    'assert archive.testzip() is None',
    'print(json.dumps({n: archive.read(n).decode() if n.endswith(".md") else "" for n in archive.namelist()}))',
  ].join('\n');
  const files = JSON.parse(python(script, file)) as Record<string, string>;
  let links = 0;
  for (const [from, text] of Object.entries(files)) {
    const body = text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/\\[!-/:-@[-`{-~]/g, '');
    for (const [, address = ''] of body.matchAll(/\[[^\]\n]*\]\(([^)\s]+)\)/g)) {
      // A moment opens the recording at the server.
      if (address.startsWith('https://') || address.startsWith('http://')) continue;
      const to = posix.join(posix.dirname(from), decodeURIComponent(address));
      assert.ok(to in files, `«${from}» leads to «${to}», which is not in the archive.`);
      links += 1;
    }
  }
  const notes = Object.keys(files).filter((name) => name.endsWith('.md')).length;
  assert.ok(links > notes, 'The notes of the course do not link to each other.');
  return `${Object.keys(files).length} files, ${notes} notes, ${links} links that all lead to a note`;
}

/** Parses a calendar, and compares its days with those of the study plan. */
export function openCalendar(text: string, days: readonly string[]): string {
  const component = new ical.Component(ical.parse(text));
  const events = component.getAllSubcomponents('vevent').map((event) => new ical.Event(event));
  assert.deepEqual(
    events.map(({ startDate }) => startDate.toString()),
    days,
    'The days of the calendar are not those of the study plan.',
  );
  assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length, 'Two events have one id.');
  return `${events.length} days, those of the study plan`;
}

/** Ids and ages of the notes in a package, from its own database. */
export function notesOfPackage(
  file: Uint8Array,
): { id: number; guid: string; mod: number; fields: string }[] {
  const script = [
    'import io, json, sqlite3, sys, tempfile, zipfile',
    'archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))',
    'with tempfile.NamedTemporaryFile() as file:',
    '    file.write(archive.read("collection.anki2")); file.flush()',
    '    rows = sqlite3.connect(file.name).execute("select id, guid, mod, flds from notes order by id").fetchall()',
    'print(json.dumps([dict(zip(["id", "guid", "mod", "fields"], row)) for row in rows]))',
  ].join('\n');
  return JSON.parse(python(script, file));
}
