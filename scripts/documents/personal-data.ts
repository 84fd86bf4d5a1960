import { PERSONAL_DATA } from '@pegasus/server/personal-data.ts';
import { type Document, markdownPage, markdownTable } from './define.ts';

export const personalDataDocument: Document = {
  name: 'personal data',
  files: async () => [{ path: 'docs/security/personal-data.md', text: personalDataPage() }],
};

function personalDataPage(): string {
  const entries = Object.entries(PERSONAL_DATA);
  const rows = entries.flatMap(([table, data]) =>
    'none' in data
      ? []
      : [
          [
            `\`${table}\``,
            data.fields.map((field) => `\`${field}\``).join(', '),
            data.what,
            data.why,
            data.howLong,
            data.whoSees,
          ],
        ],
  );
  const none = entries.flatMap(([table, data]) => ('none' in data ? [[`\`${table}\``, data.none]] : []));
  return markdownPage(
    'server/src/personal-data.ts',
    'Personal data',
    'What is kept of a person, and nothing else is. Logs hold ids and codes only (`npm run launch -- 1.3`). The app ' +
      'tells the same at `GET /api/privacy`, with who else gets something by the settings in force. Everything of ' +
      'one account comes as a zip from `GET /api/account/export` and goes with `DELETE /api/account`.',
    markdownTable(['Table', 'Fields', 'What', 'Why', 'How long', 'Who sees it'], rows),
    '## Tables without',
    markdownTable(['Table', 'Why not'], none),
  );
}
