import { keepShared, takeShared } from './shared-files.ts';

const file = (name: string) => ({ name, content: new Blob(['sound']) });

test('files from another app are kept until they are taken, and taken once', () => {
  keepShared([file('one.m4a')]);
  keepShared([file('two.m4a')]);
  expect(takeShared().map(({ name }) => name)).toEqual(['one.m4a', 'two.m4a']);
  expect(takeShared()).toEqual([]);
});
