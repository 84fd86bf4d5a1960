import { PROBLEMS, type ProblemEntry, type ProblemKind } from '@pegasus/core/problem.ts';
import { type Document, markdownPage, markdownTable } from './define.ts';

const PATH = 'docs/problems.md';

/** Whose move it is, as a heading, in the order in which they are shown. */
const KINDS: Record<ProblemKind, string> = {
  input: 'What was handed in',
  state: 'What is there, or not',
  environment: 'The machine and its settings',
  provider: 'Engines',
  fault: 'Ours',
};

export const problemsDocument: Document = {
  name: 'problems',
  files: async () => [{ path: PATH, text: problemsPage(PROBLEMS) }],
};

/** Every code once, under its kind, in the order of the table. */
export function problemsPage(problems: Readonly<Record<string, ProblemEntry>>): string {
  const sections = Object.entries(KINDS).flatMap(([kind, title]) => {
    const rows = Object.entries(problems)
      .filter(([, problem]) => problem.kind === kind)
      .map(([code, { status, retry, page, title, remedy, operator }]) => [
        `\`${code}\``,
        String(status),
        retry ? 'yes' : 'no',
        page ? 'yes' : 'no',
        title,
        remedy,
        operator,
      ]);
    const header = ['Code', 'HTTP', 'Retry helps', 'Page', 'What happened', 'Student', 'Operator'];
    return rows.length > 0 ? [`## ${title}`, markdownTable(header, rows)] : [];
  });
  const about =
    'Everything that can go wrong. HTTP answers carry the code in `code` (`application/problem+json`), ' +
    'the command line prints what happened and what to do. «Page» says whether a person on call must know.';
  return markdownPage('core/src/problem.ts', 'Problems', about, ...sections);
}
