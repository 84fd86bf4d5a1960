import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConceptChange } from './mentions.ts';
import { course, LECTURE_IDS, lecture } from './sample-course.ts';
import { type WovenThread, weave } from './weave.ts';

const [FIRST, SECOND, THIRD] = LECTURE_IDS;
const titles = (threads: readonly WovenThread[]) => threads.map(({ title }) => title).sort();

function find(threads: readonly WovenThread[], title: string): WovenThread {
  const thread = threads.find((other) => other.title === title);
  assert.ok(thread, `there is a thread ${title}`);
  return thread;
}

/** «recalled 2 <- 1» */
const history = (threads: readonly WovenThread[], title: string) =>
  find(threads, title).history.map(({ kind, evidence, earlier, by }) => {
    const place = (id: string) => LECTURE_IDS.indexOf(id as (typeof LECTURE_IDS)[number]) + 1;
    const from = earlier ? ` <- ${place(earlier.lectureId)}` : '';
    return `${kind} ${place(evidence.lectureId)}${from}${by ? ` by ${by}` : ''}`;
  });

describe('weaving threads', () => {
  test('a concept is introduced once, and comes back, recalled where the lecturer says so', () => {
    const threads = weave(course);
    assert.deepEqual(history(threads, 'demand'), [
      'introduced 1',
      'recalled 2 <- 1',
      'specialised 2 <- 1 by inelastic demand',
      'returns 3 <- 2',
    ]);
    assert.deepEqual(history(threads, 'equilibrium'), ['introduced 1', 'recalled 2 <- 1']);
    assert.deepEqual(history(threads, 'supply'), ['introduced 1']);
  });

  test('a kind is told of where an earlier lecture introduced what it is a kind of', () => {
    const threads = weave(course);
    assert.deepEqual(history(threads, 'elasticity'), [
      'introduced 2',
      'specialised 3 <- 2 by long run elasticity',
    ]);
    assert.deepEqual(find(threads, 'price elasticity').kindOf, ['elasticity']);
    assert.deepEqual(find(threads, 'income elasticity').kindOf, ['elasticity']);
  });

  test('every line of a history cites words of the lectures that it names', () => {
    const segments = new Map(course.map((one) => [one.lectureId, one.transcript.segments]));
    for (const { history: lines } of weave(course)) {
      for (const { evidence, earlier } of lines) {
        for (const side of earlier ? [evidence, earlier] : [evidence]) {
          const known = segments.get(side.lectureId)?.map(({ id }) => id) ?? [];
          assert.ok(side.sources.length > 0 && side.sources.every((id) => known.includes(id)));
        }
      }
    }
  });

  test('a longer name that a later lecture teaches takes no moment from the shorter one', () => {
    const first = lecture(
      0,
      ['Demand falls as the price rises.', 'The market demand is what all buy together.'],
      [{ name: 'demand', sources: ['s0'] }],
    );
    const second = lecture(
      1,
      ['The market demand adds up what each of us buys.', 'The market demand moves with income.'],
      [{ name: 'market demand' }],
    );
    const sourcesOf = (threads: readonly WovenThread[]) => find(threads, 'demand').occurrences[0]?.sources;
    assert.deepEqual(sourcesOf(weave([first])), ['s0', 's1']);
    assert.deepEqual(sourcesOf(weave([first, second])), ['s0', 's1']);
    // Where the longer name is taught, it is the longer one that is heard.
    assert.deepEqual(
      find(weave([first, second]), 'demand').occurrences.map(({ lectureId }) => lectureId),
      [FIRST],
    );
  });

  test('what is only announced is no introduction', () => {
    assert.deepEqual(
      find(weave(course), 'elasticity').occurrences.map(({ lectureId }) => lectureId),
      [SECOND],
    );
  });

  test('opposites and different modifiers stay apart', () => {
    const apart = ['demand', 'supply', 'inelastic demand', 'price elasticity', 'income elasticity'];
    assert.deepEqual(
      titles(weave(course)).filter((title) => apart.includes(title)),
      [...apart].sort(),
    );
  });

  test('another name and its initials are one thread', () => {
    const later = lecture(1, ['GDP is what counts. GDP grows.'], [{ name: 'GDP' }]);
    const threads = weave([
      lecture(0, ['We measure gross domestic product.'], [{ name: 'gross domestic product' }]),
      later,
    ]);
    assert.deepEqual(titles(threads), ['gross domestic product']);
    assert.deepEqual(threads[0]?.names, ['GDP']);
    assert.equal(threads[0]?.occurrences.length, 2);
  });

  test('initials that fit two names of the course join neither', () => {
    const threads = weave([
      lecture(
        0,
        ['Mean square error and minimal sample extent, and MSE.'],
        [{ name: 'mean square error' }, { name: 'minimal sample extent' }, { name: 'MSE' }],
      ),
    ]);
    assert.equal(threads.length, 3);
  });

  test('nobody can make opposites one by calling one the other name of the other', () => {
    const given = [
      { name: 'elastic demand', otherNames: ['inelastic demand'] },
      { name: 'inelastic demand' },
    ];
    const threads = weave([lecture(0, ['Elastic demand and inelastic demand.'], given)]);
    assert.deepEqual(titles(threads), ['elastic demand', 'inelastic demand']);
  });

  test('two names that one lecture defines apart are two concepts', () => {
    const given = [
      { name: 'weight', otherNames: ['mass'], definition: { text: 'a force', sources: ['s0'] } },
      { name: 'mass', definition: { text: 'an amount of matter', sources: ['s0'] } },
    ];
    assert.equal(weave([lecture(0, ['Weight is a force, mass an amount of matter.'], given)]).length, 2);
  });

  test('aliases merge across lectures and nothing becomes a double', () => {
    const threads = weave([
      lecture(0, ['The cell membrane.'], [{ name: 'cell membrane' }]),
      lecture(1, ['The plasma membrane.'], [{ name: 'plasma membrane', otherNames: ['cell membrane'] }]),
      lecture(2, ['Plasma membranes again.'], [{ name: 'plasma membranes' }]),
    ]);
    assert.deepEqual(titles(threads), ['cell membrane']);
    assert.equal(threads[0]?.occurrences.length, 3);
  });

  test('a name that no artifact shows is a thread only where it comes back', () => {
    const found = (place: 0 | 1) =>
      lecture(place, ['Energy is spent. Energy.'], [{ name: 'energy', shown: false }]);
    assert.equal(weave([found(0)]).length, 0);
    assert.equal(weave([found(0), found(1)]).length, 1);
  });

  test('without the lecture that defined it best the description is what is left', () => {
    const more = lecture(
      1,
      ['Demand is a whole curve.'],
      [{ name: 'demand', definition: { text: 'a whole curve', sources: ['s0'] } }],
    );
    assert.equal(find(weave([course[0], more]), 'demand').description, 'a whole curve');
    assert.equal(find(weave([course[0]]), 'demand').description, 'what people are willing to buy at a price');
    assert.equal(find(weave([course[0], course[1]]), 'equilibrium').description, undefined);
  });

  test('an earlier lecture that is worked through later takes the introduction', () => {
    const later = lecture(1, ['Supply again.'], [{ name: 'supply' }]);
    assert.deepEqual(history(weave([later]), 'supply'), ['introduced 2']);
    assert.deepEqual(history(weave([course[0], later]), 'supply'), ['introduced 1', 'returns 2 <- 1']);
  });
});

describe('what a language model tells', () => {
  const change: ConceptChange = {
    name: 'Demand',
    kind: 'refined',
    sources: ['s1'],
    earlier: { lectureId: FIRST, sources: ['s0'] },
    note: 'From one buyer to a country.',
  };
  const told = (over: Partial<ConceptChange>) => {
    const third = { ...course[2], mentions: { ...course[2].mentions, changes: [{ ...change, ...over }] } };
    return history(weave([course[0], course[1], third]), 'demand').filter((line) =>
      line.startsWith('refined'),
    );
  };

  test('stands in the history with the words of both lectures', () => {
    assert.deepEqual(told({}), ['refined 3 <- 1']);
  });
  test('is left out where a citation does not exist', () => {
    assert.deepEqual(told({ sources: ['s99'] }), []);
    assert.deepEqual(told({ earlier: { lectureId: FIRST, sources: ['s99'] } }), []);
  });
  test('is left out where the earlier lecture is not earlier, or is gone', () => {
    assert.deepEqual(told({ earlier: { lectureId: THIRD, sources: ['s0'] } }), []);
    assert.deepEqual(
      told({ earlier: { lectureId: '99999999-9999-4999-8999-999999999999', sources: ['s0'] } }),
      [],
    );
  });
  test('is left out where a lecture does not work with the concept', () => {
    assert.deepEqual(told({ name: 'price elasticity' }), []);
  });
});

describe('the standing of a thread', () => {
  test('what much rests on is foundational and comes first, what rests on much is advanced', () => {
    const threads = weave(course);
    assert.equal(threads[0]?.title, 'demand');
    assert.equal(find(threads, 'demand').level, 'foundational');
    assert.equal(find(threads, 'demand').complexity, 1);
    assert.equal(find(threads, 'elasticity').complexity, 2);
    assert.equal(find(threads, 'price elasticity').complexity, 3);
    assert.equal(find(threads, 'price elasticity').level, 'advanced');
  });

  test('a later lecture that makes it more complex raises it by one', () => {
    const raised: ConceptChange = {
      name: 'demand',
      kind: 'more-complex',
      sources: ['s1'],
      earlier: { lectureId: FIRST, sources: ['s0'] },
    };
    const third = { ...course[2], mentions: { ...course[2].mentions, changes: [raised] } };
    assert.equal(find(weave([course[0], course[1], third]), 'demand').complexity, 2);
  });

  test('circles of definitions end', () => {
    const given = ['egg', 'hen'].map((name, index) => ({
      name,
      definition: { text: `what comes from the ${index ? 'egg' : 'hen'}`, sources: [`s${index}`] },
      kindOf: [{ name: index ? 'egg' : 'hen', sources: [`s${index}`] }],
    }));
    const threads = weave([lecture(0, ['The egg.', 'The hen.'], given)]);
    assert.deepEqual(
      threads.map(({ complexity }) => complexity),
      [1, 2],
    );
  });
});
