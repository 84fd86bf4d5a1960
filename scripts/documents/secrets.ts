import { type Config, settings } from '@pegasus/server/config.ts';
import { SECRET_FACTS, type SecretKey } from '@pegasus/server/secret-facts.ts';
import type { Setting } from '@pegasus/server/settings/define.ts';
import { type Document, markdownPage, markdownTable } from './define.ts';

export const secretsDocument: Document = {
  name: 'secrets',
  files: async () => [{ path: 'docs/security/secrets.md', text: secretsPage() }],
};

const TARGETS = [
  [
    'local',
    'None is needed. With accounts: `export PEGASUS_SECRET_FILE=$HOME/.pegasus/secret`, a file of mode 600.',
    'Start it again.',
  ],
  [
    'compose',
    '`secrets:` with `file:`, and `PEGASUS_…_FILE: /run/secrets/NAME` in `environment:`. Not `env_file`: `docker inspect` shows it.',
    '`docker compose up -d --no-deps SERVICE`, one service after another.',
  ],
  [
    'Kubernetes',
    'A `Secret` as a volume with `defaultMode: 0400`, and `PEGASUS_…_FILE` with its path. Not `env:` from the Secret: every process of the pod inherits it.',
    '`kubectl rollout restart deployment/NAME`; the rollout waits for each to be ready.',
  ],
  [
    'managed',
    "The platform's secret manager, mounted as files where it can, with `PEGASUS_…_FILE`; as environment variables where it cannot.",
    'A new revision with the new version of the secret; traffic moves when it is ready.',
  ],
];

function secretsPage(): string {
  const secrets = Object.entries<Setting>(settings).filter(([, { secret }]) => secret) as [
    SecretKey & keyof Config,
    Setting,
  ][];
  const rows = secrets.map(([key, { name, about }]) => {
    const { made, rotate, revoke, breakGlass } = SECRET_FACTS[key];
    return [`\`${name}\``, about, made, rotate, revoke, breakGlass];
  });
  const about =
    'Every secret can be given as `NAME` or, better, as `NAME_FILE` with the path of a file that holds it. Secrets are ' +
    'read at start, never logged, never given to another process (the decoder starts with an empty environment), and ' +
    'not part of exports or backups. `pegasus config` says only whether each is set. `npm run launch -- 6.1` rehearses ' +
    'what it can of this page on two running processes and says which it did not.';
  return markdownPage(
    'server/src/secret-facts.ts',
    'Secrets',
    about,
    '## Where they are set',
    markdownTable(['Target', 'How', 'Roll'], TARGETS),
    '## Each of them',
    markdownTable(['Secret', 'What for', 'How it is made', 'Rotate', 'Revoke', 'When it got out'], rows),
  );
}
