import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isQuestion, withoutNod } from './nods.ts';

test('a sentence that only asks for a nod is a statement', () => {
  for (const text of ['The first parameter is self, right?', 'Water moves, okay?', 'That holds, correct?']) {
    assert.equal(isQuestion(text), false);
    assert.doesNotMatch(withoutNod(text), /right|okay|correct/);
  }
});

test('what asks for an answer is a question', () => {
  for (const text of [
    'Which answer is right for a cell?',
    'Why does water move?',
    'Which of them is right?',
  ]) {
    assert.equal(isQuestion(text), true);
  }
  assert.equal(isQuestion('Water moves.'), false);
});
