/** The page that stands in until there is an app. It uses nothing but the API that the document at /api/openapi.json describes. */

import { make, show } from './material.js';
import { ask, post, Refused, send } from './requests.js';

const STAGES = [
  ['ingest', 'Ingest', 'reads the recording'],
  ['transcribe', 'Transcribe', 'writes down the words'],
  ['generate', 'Generate', 'makes the material'],
  ['export', 'Export', 'writes the files'],
];
const RUN_WORDS = {
  waiting: 'waits its turn',
  running: 'at work',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};
const STATE_WORDS = {
  processing: 'Being processed',
  ready: 'Ready to revise',
  thin: 'Too little was found to export; what there is stands below',
  failed: 'Failed',
  cancelled: 'Cancelled',
};
const NEW_COURSE = 'new';

const byId = (id) => document.getElementById(id);

/** Runs what a person asked for; what goes wrong is said where a screen reader hears it. */
async function attempt(work) {
  byId('trouble').hidden = true;
  try {
    return await work();
  } catch (error) {
    byId('trouble').textContent = error.message;
    byId('trouble').hidden = false;
    byId('trouble').scrollIntoView({ block: 'center' });
    if (!(error instanceof Refused)) throw error;
  }
}

// Home

const presetTitles = {};
let nextLectures;

async function loadPresets() {
  const { items } = await ask('/presets');
  for (const { id, title } of items) presetTitles[id] = title;
  return items;
}

async function showHome() {
  const [courses, presets] = await Promise.all([ask('/courses?limit=100'), loadPresets()]);
  byId('course').replaceChildren(
    ...courses.items.map(({ id, name }) => new Option(name, id)),
    new Option('New course …', NEW_COURSE),
  );
  byId('presets').replaceChildren(
    ...presets.map(({ id, title, purpose }, at) =>
      make(
        'label',
        {},
        make('input', { type: 'radio', name: 'preset', value: id, checked: at === 0, required: true }),
        title,
        make('span', { className: 'quiet' }, purpose),
      ),
    ),
  );
  byId('lectures').replaceChildren();
  nextLectures = undefined;
  chooseCourse();
  await listLectures();
}

async function listLectures() {
  const page = await ask(
    `/lectures?limit=20${nextLectures ? `&cursor=${encodeURIComponent(nextLectures)}` : ''}`,
  );
  byId('lectures').append(
    ...page.items.map(({ id, title, courseName, presetId, state }) => {
      const words = [courseName, presetTitles[presetId] ?? presetId, STATE_WORDS[state].split(';')[0]].join(
        ' · ',
      );
      const link = make('a', { href: `#/lectures/${id}` }, title);
      return make('li', {}, link, make('span', { className: 'quiet' }, words));
    }),
  );
  if (byId('lectures').childElementCount === 0) {
    byId('lectures').append(
      make('li', { className: 'quiet' }, 'None yet. The first one you hand in will stand here.'),
    );
  }
  nextLectures = page.next;
  byId('more').hidden = !page.next;
}

function chooseCourse() {
  const fresh = byId('course').value === NEW_COURSE;
  byId('new-course').hidden = !fresh;
  byId('course-name').required = fresh;
}

async function handIn() {
  const chosen = new FormData(byId('hand-in'));
  const fresh = chosen.get('course') === NEW_COURSE;
  const course = fresh
    ? await post('/courses', { name: chosen.get('courseName') })
    : { id: chosen.get('course') };
  if (fresh) {
    // If sending fails now, the course is there already and must not be started twice.
    byId('course').prepend(new Option(course.name, course.id, true, true));
    chooseCourse();
  }
  const form = new FormData();
  form.append('courseId', course.id);
  form.append('preset', chosen.get('preset'));
  if (chosen.get('title').trim()) form.append('title', chosen.get('title').trim());
  form.append('file', chosen.get('file'));
  byId('start').disabled = true;
  byId('sending').hidden = false;
  try {
    const lecture = await send(form, (share) => {
      byId('sent').value = share;
    });
    byId('hand-in').reset();
    location.hash = `#/lectures/${lecture.id}`;
  } finally {
    byId('start').disabled = false;
    byId('sending').hidden = true;
  }
}

// A lecture

let events;

async function showLecture(id) {
  byId('name').textContent = '';
  for (const part of ['stages', 'actions', 'ending', 'exports', 'material', 'contents', 'player'])
    byId(part).replaceChildren();
  for (const part of ['failure', 'files', 'contents', 'player']) byId(part).hidden = true;
  byId('status').textContent = '';
  byId('stages-fold').open = true;
  await loadPresets();
  showProgress({
    lecture: await ask(`/lectures/${id}`),
    timeline: (await ask(`/lectures/${id}/timeline`)).items,
  });
  follow(id);
}

function follow(id) {
  events?.close();
  events = new EventSource(`/api/lectures/${id}/events`);
  events.addEventListener('lecture', ({ data }) => {
    const event = JSON.parse(data);
    showProgress(event);
    // The browser would connect again for ever to hear the same.
    if (event.lecture.state === 'processing') return;
    events.close();
    attempt(() => showResult(event.lecture));
  });
}

function showProgress({ lecture, timeline }) {
  const { title, courseName, presetId, state, stage, problem } = lecture;
  byId('name').textContent = title;
  document.title = `${title} – Pegasus`;
  byId('belongs').textContent = `· ${courseName} · ${presetTitles[presetId] ?? presetId}`;
  const name = STAGES.find(([id]) => id === stage)?.[1];
  say(byId('status'), `${STATE_WORDS[state]}${name && state !== 'thin' ? ` (${name})` : ''}.`);
  byId('stages').replaceChildren(...STAGES.map((row) => stageRow(row, timeline)));
  byId('failure').hidden = !problem;
  byId('failure').replaceChildren();
  if (problem) {
    const words = [problem.title, problem.detail].filter(Boolean).join(' ');
    byId('failure').append(make('p', {}, make('strong', {}, words)), make('p', {}, problem.remedy));
  }
  const actions = [];
  if (state === 'processing') actions.push(button('Cancel', () => change(lecture.id, 'cancel')));
  if (state === 'failed' || state === 'cancelled') {
    actions.push(button('Try again', () => change(lecture.id, 'retry'), 'main'));
  }
  byId('ending').replaceChildren(
    ...(state === 'processing' ? [] : [button('Delete this lecture', () => remove(lecture))]),
  );
  // What has the focus must not vanish under it while only a figure changed.
  const labels = (buttons) => [...buttons].map(({ textContent }) => textContent).join();
  if (labels(actions) !== labels(byId('actions').children)) byId('actions').replaceChildren(...actions);
}

function stageRow([id, title, what], timeline) {
  const runs = timeline.filter(({ stage }) => stage === id);
  const run = runs.at(-1);
  const share = run?.progress?.total > 0 ? run.progress.done / run.progress.total : undefined;
  const again = run?.attempt > 1 ? `, try ${run.attempt}` : '';
  const percent = run?.state === 'running' && share !== undefined ? ` ${Math.floor(share * 100)} %` : '';
  const words = run ? `${RUN_WORDS[run.state]}${percent}${again}` : 'to come';
  const name = make('span', {}, make('b', {}, title), ' ', make('span', { className: 'quiet' }, what));
  const row = make('li', {}, name, make('span', {}, words));
  row.dataset.state = run?.state ?? '';
  if (percent) row.append(make('progress', { max: 1, value: share, ariaLabel: `${title} so far` }));
  return row;
}

/** A live region speaks whenever its text is set, so it is set only when it changed. */
function say(region, text) {
  if (region.textContent !== text) region.textContent = text;
}

function button(text, work, className = '') {
  return make('button', { type: 'button', className, onclick: () => attempt(work) }, text);
}

async function change(id, verb) {
  await post(`/lectures/${id}/${verb}`);
  follow(id);
}

async function remove({ id, title }) {
  if (!confirm(`Delete «${title}» with its recording and all that was made from it?`)) return;
  await ask(`/lectures/${id}`, { method: 'DELETE' });
  location.hash = '#/';
}

async function showResult({ id, recording, state }) {
  if (state !== 'ready' && state !== 'thin') return;
  const [artifacts, exports] = await Promise.all([
    ask(`/lectures/${id}/artifacts`),
    ask(`/lectures/${id}/exports`),
  ]);
  byId('stages-fold').open = false;
  byId('files').hidden = exports.items.length === 0;
  byId('exports').replaceChildren(
    ...exports.items.map(({ exporter, title, fileName }) => {
      const href = `/api/lectures/${id}/exports/${encodeURIComponent(exporter)}`;
      return make('li', {}, make('a', { className: 'button', href, download: fileName }, title));
    }),
  );
  const player = recording.kind === 'captions' ? undefined : showPlayer(id, recording);
  byId('contents').hidden = artifacts.items.length === 0;
  byId('contents').replaceChildren(
    ...artifacts.items.map(({ title }, at) => button(title, () => byId(`material-${at}`).focus(), 'link')),
  );
  byId('material').replaceChildren(
    ...artifacts.items.map(({ title, blocks }, at) => {
      const heading = make('h2', { id: `material-${at}`, tabIndex: -1 }, title);
      return make('section', {}, heading, ...blocks.map((block) => show[block.kind](block, player)));
    }),
  );
}

function showPlayer(id, { kind, leftAt }) {
  if (leftAt) {
    const when = new Date(leftAt).toLocaleDateString();
    const words = `The recording was removed on ${when}, as was set. Its moments can be read but not played.`;
    byId('player').replaceChildren(make('p', { className: 'hint' }, words));
    byId('player').hidden = false;
    return undefined;
  }
  const player = make(kind, { controls: true, preload: 'metadata', src: `/api/lectures/${id}/recording` });
  player.ariaLabel = 'Recording';
  byId('player').replaceChildren(player);
  byId('player').hidden = false;
  return player;
}

// Where we are

async function go() {
  events?.close();
  byId('player').replaceChildren();
  const [, id] = /^#\/lectures\/([0-9a-f-]{36})$/.exec(location.hash) ?? [];
  byId('home').hidden = id !== undefined;
  byId('lecture').hidden = id === undefined;
  document.title = 'Pegasus';
  scrollTo(0, 0);
  await attempt(() => (id ? showLecture(id) : showHome()));
  document.querySelector('section:not([hidden]) > h1')?.focus({ preventScroll: true });
}

byId('course').addEventListener('change', chooseCourse);
byId('more').addEventListener('click', () => attempt(listLectures));
byId('hand-in').addEventListener('submit', (event) => {
  event.preventDefault();
  attempt(handIn);
});
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
addEventListener('hashchange', go);
go();
