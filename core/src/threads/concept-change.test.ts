import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exam } from '../presets/exam.ts';
import { judgeChange, type ToldChange } from './concept-change.ts';

const said = (quote: string) => ({ quote, segments: [{ id: 's1', start: 0, end: 9, text: quote }] });
const judge = (kind: ToldChange['kind'], earlier: string, later: string, note: string) =>
  judgeChange({ kind, note, earlier: said(earlier), later: said(later) }, exam);

const DEMAND = 'Demand always falls when the price of a good rises.';
const GIFFEN = 'Demand does not always fall when the price rises, as we see with Giffen goods.';
const STEEP = 'Demand falls when the price of a good rises, and the slope tells how many units are lost.';

describe('a told change of a concept', () => {
  test('holds where both lectures carry it', () => {
    assert.equal(
      judge(
        'refined',
        DEMAND,
        STEEP,
        'Demand falls when the price rises; the slope tells how many units are lost.',
      ),
      undefined,
    );
    assert.equal(
      judge(
        'contradicted',
        DEMAND,
        GIFFEN,
        'Demand does not always fall when the price rises, as with Giffen goods.',
      ),
      undefined,
    );
  });

  test('is no contradiction where both say the same', () => {
    assert.match(
      judge('contradicted', DEMAND, STEEP, 'Demand falls when the price rises.') ?? '',
      /do not stand against each other/,
    );
  });

  test('is no refinement where the later one denies what the earlier one says', () => {
    for (const kind of ['refined', 'more-complex'] as const) {
      assert.match(
        judge(kind, DEMAND, GIFFEN, 'Demand falls when the price rises, also with Giffen goods.') ?? '',
        /stand against each other/,
      );
    }
    assert.match(
      judge(
        'refined',
        'A price floor raises the wages of workers in the market.',
        'A price floor lowers the wages of many workers in the market.',
        'A price floor changes the wages of workers.',
      ) ?? '',
      /stand against each other/,
    );
  });

  test('is none where the later one only says it again', () => {
    assert.match(
      judge(
        'refined',
        DEMAND,
        'So demand always falls when prices rise.',
        'Demand falls when the price rises.',
      ) ?? '',
      /says nothing that the earlier lecture has not said/,
    );
  });

  test('falls with a note that neither lecture carries', () => {
    assert.match(
      judge('refined', DEMAND, STEEP, 'Marshall measured the slope in 1890.') ?? '',
      /note does not hold/,
    );
    assert.match(
      judge('refined', DEMAND, STEEP, 'Demand rises when the price of a good rises.') ?? '',
      /note does not hold/,
    );
    assert.match(judge('refined', DEMAND, STEEP, 'This lecture says more.') ?? '', /nothing of the matter/);
  });

  test('falls with a quote of a word or two', () => {
    assert.match(
      judge('refined', 'Demand', STEEP, 'The slope tells how many units are lost.') ?? '',
      /4 words/,
    );
  });
});
