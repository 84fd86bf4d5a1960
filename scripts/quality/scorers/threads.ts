import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ContinuityList, scoreContinuity } from '@pegasus/core/threads/continuity.ts';
import { weave } from '@pegasus/core/threads/weave.ts';
import { ROOT, readText } from '../../project-files.ts';
import { type CourseScorer, faultFigure, shareFigure } from './define.ts';

const LISTS = 'fixtures/threads';

/** Threads of the lectures, in their order, against the list made by hand for these lectures. */
export const threads: CourseScorer = {
  name: 'threads',
  title: 'Threads across the lectures',
  scope: 'course',
  async score(productions) {
    const list = await listFor(productions.map(({ source }) => source.name));
    if (!list) return [];
    const course = list.lectures.flatMap(
      (name) => productions.find(({ source }) => source.name === name) ?? [],
    );
    const names = new Map(course.map(({ lectureId, source }) => [lectureId, source.name]));
    const woven = weave(
      course.map(({ lectureId, transcript, mentions }) => ({ lectureId, transcript, mentions })),
    );
    const score = scoreContinuity(woven, list, (id) => names.get(id) ?? id);
    const judged = score.right.length + score.wrong.length;
    const wanted = score.right.length + score.missing.length;
    return [
      { name: 'threads', value: woven.length, as: 'count' },
      ...shareFigure('links that are right', score.right.length, judged, { cases: score.wrong }),
      ...shareFigure('links that were found', score.right.length, wanted, { cases: score.missing }),
      faultFigure('opposites in one thread', score.merged),
      faultFigure('two threads for one name', score.doubles),
    ];
  },
};

async function listFor(lectures: readonly string[]): Promise<ContinuityList | undefined> {
  for (const name of (await readdir(join(ROOT, LISTS))).sort()) {
    const text = await readText(ROOT, `${LISTS}/${name}`);
    const list = ContinuityList.parse(JSON.parse(text ?? '{}'));
    if (list.lectures.every((lecture: string) => lectures.includes(lecture))) return list;
  }
  return undefined;
}
