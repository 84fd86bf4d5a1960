import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { shownArtifacts } from '@pegasus/core/artifacts/shown.ts';
import { shortTime } from '@pegasus/core/clock.ts';
import type { Course } from '@pegasus/core/course.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { presetById } from '@pegasus/core/presets/registry.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { STAGES, type StageRun, timings } from '@pegasus/core/stage-run.ts';
import type { Config } from '../config.ts';
import { listArtifacts } from '../db/artifacts.ts';
import { createCourse, findCourseByName, removeEmptyCourse } from '../db/courses.ts';
import { listExports } from '../db/exports.ts';
import { getLecture } from '../db/lectures.ts';
import { listStageRuns } from '../db/stage-runs.ts';
import { getTranscript } from '../db/transcripts.ts';
import { LOCAL_USER_ID } from '../db/users.ts';
import { exportFolderName } from '../exporters/file-name.ts';
import { deleteLecture } from '../keeping/deletion.ts';
import { acceptLecture } from '../lectures.ts';
import { openServices, type Services } from '../services.ts';
import { startWorker } from '../worker.ts';
import { EXIT } from './exit-code.ts';
import { writeExports } from './output-folder.ts';
import { showBlocks } from './show-blocks.ts';
import type { Terminal } from './terminal.ts';

export interface LectureOptions {
  preset: string;
  course: string;
  title?: string;
  out?: string;
}

const LOOK_MS = 200;

/** All four stages for one file, as the server does them; material on the screen, files in a folder. */
export async function runLecture(
  file: string,
  options: LectureOptions,
  { config, terminal, signal }: { config: Config; terminal: Terminal; signal: AbortSignal },
): Promise<{ code: number; result: unknown }> {
  presetById(options.preset);
  await refuseUnreadable(file);
  const services = await openServices(config);
  try {
    const { kysely } = services.database;
    const known = await findCourseByName(kysely, LOCAL_USER_ID, options.course);
    const course = known ?? (await newCourse(services, options.course));
    let lecture: Lecture | undefined;
    try {
      lecture = await acceptLecture(services, LOCAL_USER_ID, {
        courseId: course.id,
        presetId: options.preset,
        title: options.title,
        fileName: basename(file),
        content: createReadStream(file),
        signal,
      });
      const worker = await startWorker(services);
      try {
        lecture = await follow(services, lecture.id, terminal, signal);
      } finally {
        await worker.stop();
      }
    } finally {
      // What cannot be used leaves nothing behind; the file itself is untouched where it was.
      if (!lecture || (lecture.state !== 'ready' && lecture.state !== 'thin')) {
        if (lecture) await deleteLecture(services, LOCAL_USER_ID, lecture.id);
        await removeEmptyCourse(kysely, LOCAL_USER_ID, course.id);
      }
    }
    if (lecture.state === 'failed' && lecture.problem) throw Problem.from(lecture.problem);
    return await report(services, lecture, options, terminal);
  } finally {
    await services.close();
  }
}

async function newCourse(services: Services, name: string): Promise<Course> {
  return createCourse(services.database.kysely, LOCAL_USER_ID, {
    id: services.newId(),
    name,
    createdAt: services.now(),
  });
}

/** Throws Problem `file-unreadable`. */
export async function refuseUnreadable(file: string): Promise<void> {
  const facts = await stat(file).catch((error) => {
    throw new Problem('file-unreadable', `The file is ${file}.`, { cause: error });
  });
  if (!facts.isFile()) throw new Problem('file-unreadable', `${file} is not a file.`);
}

async function follow(
  services: Services,
  lectureId: string,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Lecture> {
  const said = new Set<string>();
  for (;;) {
    const lecture = await getLecture(services.database.kysely, LOCAL_USER_ID, lectureId);
    for (const run of await listStageRuns(services.database.kysely, LOCAL_USER_ID, lectureId)) {
      if (run.state === 'running' && run.progress) {
        terminal.bar(run.stage, run.progress.done, run.progress.total, run.progress.unit);
      } else if (run.finishedAt && !said.has(run.id)) {
        said.add(run.id);
        terminal.say(line(run));
      }
    }
    if (lecture.state !== 'processing') return lecture;
    if (signal.aborted) return { ...lecture, state: 'cancelled' };
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
}

function line(run: StageRun): string {
  const mark = run.state === 'succeeded' ? '✓' : '✗';
  const seconds = timings(run).ran ?? 0;
  return `  ${mark} ${run.stage.padEnd(11)}${seconds.toFixed(1).padStart(7)} s${run.problem ? `  ${run.problem.title}` : ''}`;
}

async function report(services: Services, lecture: Lecture, options: LectureOptions, terminal: Terminal) {
  const { kysely } = services.database;
  if (lecture.state === 'cancelled') return { code: EXIT.interrupted, result: { state: 'cancelled' } };
  const preset = presetById(lecture.presetId);
  const transcript = await getTranscript(kysely, LOCAL_USER_ID, lecture.id);
  const artifacts = await listArtifacts(kysely, LOCAL_USER_ID, lecture.id, preset.id);
  const runs = await listStageRuns(kysely, LOCAL_USER_ID, lecture.id);
  const stages = stageSeconds(runs);
  const files =
    lecture.state === 'ready'
      ? await writeExports(
          resolve(options.out ?? exportFolderName(lecture.title)),
          await listExports(kysely, LOCAL_USER_ID, lecture.id, preset.id),
          services.storage,
        )
      : [];
  if (lecture.state === 'ready') {
    for (const { title, blocks } of shownArtifacts(artifacts, preset, transcript))
      terminal.say(showBlocks(title, blocks, terminal));
  } else {
    terminal.say(`\n${lecture.problem?.title} ${lecture.problem?.detail ?? ''}`);
  }
  const total = Object.values(stages).reduce((sum, { ran }) => sum + ran, 0);
  terminal.say(`\nWhere time went, for ${shortTime(transcript.seconds)} of lecture:`);
  for (const [stage, { waited, ran }] of Object.entries(stages)) {
    terminal.say(
      `  ${stage.padEnd(11)}${ran.toFixed(1).padStart(7)} s  ${terminal.dim(`after ${waited.toFixed(1)} s in the queue`)}`,
    );
  }
  if (total > 0)
    terminal.say(
      `  ${'all'.padEnd(11)}${total.toFixed(1).padStart(7)} s  ${(transcript.seconds / total).toFixed(0)} × real time`,
    );
  if (files.length > 0) terminal.say(`\nFiles:\n${files.map((path) => `  ${path}`).join('\n')}`);
  const result = { lecture, stages, seconds: transcript.seconds, artifacts, files };
  return { code: lecture.state === 'thin' ? EXIT.thin : EXIT.ok, result };
}

/** Seconds that each stage waited and ran, over all its tries. */
function stageSeconds(runs: readonly StageRun[]): Record<string, { waited: number; ran: number }> {
  return Object.fromEntries(
    STAGES.map((stage) => {
      const times = runs.filter((run) => run.stage === stage).map(timings);
      const sum = (key: 'waited' | 'ran') => times.reduce((all, time) => all + (time[key] ?? 0), 0);
      return [stage, { waited: sum('waited'), ran: sum('ran') }];
    }),
  );
}
