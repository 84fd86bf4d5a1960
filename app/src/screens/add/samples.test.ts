import { presets } from '@pegasus/core/presets/registry.ts';
import lecture from '../../../../fixtures/transcripts/cells-2-enzymes.json';
import { quotesOf, samples } from './samples.ts';

const said = lecture.segments.map(({ text }) => text).join(' ');

test.each(Object.entries(samples))(
  'the sample of %s is quoted from the lecture word for word',
  (_preset, sample) => {
    for (const quote of quotesOf(sample)) expect(said).toContain(quote.replace(/\.$/, ''));
  },
);

test('every preset has a sample', () => {
  expect(Object.keys(samples).sort()).toEqual(presets.map(({ id }) => id).sort());
});
