import type { Exception } from './define.ts';

/** Findings that somebody looked at, why they may stand, and until when. */
export const exceptions: readonly Exception[] = [
  {
    scan: 'install scripts',
    subject: 'node-av@6.1.1',
    reason:
      'Fetches its own decoder when none fits; optional, works without, and runs in a process of its own.',
    until: '2027-05-31',
  },
  {
    scan: 'licences',
    subject: '@shinyoshiaki/jspack@0.0.6',
    reason: 'Names none in its package.json; its LICENSE file is the BSD licence of three clauses.',
    until: '2027-05-31',
  },
  {
    scan: 'licences',
    subject: 'exit@0.1.2',
    reason: 'Names MIT in a form of old; only used by tests.',
    until: '2027-05-31',
  },
  {
    scan: 'licences',
    subject: 'anki-reader@0.3.0',
    reason:
      'Says nothing of a licence: it only reads files in tests and is never passed on with the product.',
    until: '2027-02-28',
  },
];
