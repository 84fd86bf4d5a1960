/** Shows material block by block, as `core/src/block.ts` defines the blocks. */

/** Text always becomes text: what a lecture says can never become part of the page. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

function moment(seconds, player) {
  if (seconds === undefined) return undefined;
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  const two = (number) => String(number).padStart(2, '0');
  const clock = hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
  if (!player) return make('span', { className: 'moment' }, clock);
  const play = () => {
    player.currentTime = seconds;
    return player.play();
  };
  return make(
    'button',
    { type: 'button', className: 'moment', ariaLabel: `Play from ${clock}`, onclick: play },
    `▶ ${clock}`,
  );
}

const FORM_WORDS = {
  'multiple-choice': 'Choose one',
  'true-false': 'True or false?',
  'short-answer': 'Answer in a sentence or two',
  essay: 'Essay',
};

/** How each kind of block looks. `player` is absent for captions: then a moment is only told. */
export const show = {
  heading: ({ level, text, moment: at, minutes }, player) =>
    make(
      `h${Math.min(level + 1, 6)}`,
      {},
      text,
      minutes
        ? make('span', { className: 'quiet' }, ` · about ${Math.max(1, Math.round(minutes))} min`)
        : undefined,
      moment(at, player),
    ),
  paragraph: ({ text, moment: at }, player) => make('p', {}, text, moment(at, player)),
  note: ({ text }) => make('p', { className: 'note' }, text),
  list: ({ ordered, items }, player) =>
    make(
      ordered ? 'ol' : 'ul',
      {},
      ...items.map(({ text, moment: at }) => make('li', {}, text, ' ', moment(at, player))),
    ),
  table: ({ header, rows }, player) => {
    const head = make('tr', {}, ...header.map((text) => make('th', { scope: 'col' }, text)));
    const body = rows.map(({ cells, moment: at }) => {
      const row = make('tr', {}, ...cells.map((text) => make('td', {}, text)));
      row.lastElementChild?.append(' ', moment(at, player) ?? '');
      return row;
    });
    const table = make('table', {}, make('thead', {}, head), make('tbody', {}, ...body));
    return make(
      'div',
      { className: 'wide', tabIndex: 0, role: 'region', ariaLabel: header.join(', ') },
      table,
    );
  },
  outline: ({ nodes }, player) => {
    const list = (some) =>
      make(
        'ul',
        {},
        ...some.map(({ title, start, children }) =>
          make('li', {}, title, ' ', moment(start, player), children.length > 0 ? list(children) : undefined),
        ),
      );
    return list(nodes);
  },
  term: ({ term, definition, example, otherNames, moments }, player) =>
    make(
      'div',
      { className: 'sheet' },
      make('h3', {}, term),
      definition ? make('p', {}, definition) : undefined,
      example ? make('p', {}, `For example: ${example}`) : undefined,
      otherNames.length > 0
        ? make('p', { className: 'quiet' }, `Also called: ${otherNames.join(', ')}`)
        : undefined,
      make('p', {}, ...moments.slice(0, 6).map((at) => moment(at, player))),
    ),
  card: ({ front, back, moment: at }, player) =>
    make(
      'details',
      { className: 'sheet' },
      make('summary', {}, front),
      make('p', { className: 'answer' }, back, ' ', moment(at, player)),
    ),
  question: ({ form, prompt, options, answer, explanation, markScheme, moment: at }, player) =>
    make(
      'div',
      { className: 'sheet' },
      make('p', { className: 'form quiet' }, FORM_WORDS[form]),
      make('p', {}, make('strong', {}, prompt)),
      options ? make('ol', { type: 'A' }, ...options.map((option) => make('li', {}, option))) : undefined,
      make(
        'details',
        {},
        make('summary', {}, 'Show the answer'),
        make('p', { className: 'answer' }, answer),
        make('p', { className: 'quiet' }, explanation, ' ', moment(at, player)),
        markScheme
          ? make('ul', {}, ...markScheme.map(({ point, marks }) => make('li', {}, `${point} (${marks})`)))
          : undefined,
      ),
    ),
  map: ({ concepts, relations }, player) => {
    const names = new Map(concepts.map(({ id, name }) => [id, name]));
    const rows = relations.map(({ from, to, label, moment: at }) => {
      const words = `${names.get(from) ?? from} – ${label} → ${names.get(to) ?? to}`;
      return make('li', {}, words, ' ', moment(at, player));
    });
    return make('ul', {}, ...rows);
  },
};
