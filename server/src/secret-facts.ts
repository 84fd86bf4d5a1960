import type { settings } from './config.ts';

type Settings = typeof settings;
/** Keys of the settings that are secret. */
export type SecretKey = {
  [Key in keyof Settings]: Settings[Key]['secret'] extends true ? Key : never;
}[keyof Settings];

/** What whoever runs the server must know of a secret beside what it is for. */
export interface SecretFacts {
  made: string;
  /** Without downtime, step by step; «roll» starts the processes anew one after another. */
  rotate: string;
  revoke: string;
  /** When it got out. */
  breakGlass: string;
}

const BY_CHANCE = '`openssl rand -base64 48`';
const THREE_STEPS = (name: string) =>
  `1. \`${name}_PREVIOUS\` = the new one, roll: now all accept it. 2. \`${name}\` = the new one, \`${name}_PREVIOUS\` = the old one, roll. 3. Take \`${name}_PREVIOUS\` away, roll.`;

/** One row for each secret setting; a new secret without one does not compile. */
export const SECRET_FACTS: Readonly<Record<SecretKey, SecretFacts>> = {
  databaseUrl: {
    made: 'A role of its own that is a member of the role which owns the tables: `create role app_two login password … in role pegasus; alter role app_two set role pegasus`.',
    rotate: 'Make a second role, set its URL, roll.',
    revoke:
      "`alter role app_one nologin`, then end its sessions: `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app_one'`.",
    breakGlass:
      'Revoke first and roll after: requests fail until then. Look at the server log of PostgreSQL for what the role did.',
  },
  storageAccessKey: {
    made: 'By the store, for one bucket, with reading, writing, listing and deleting.',
    rotate: 'Make a second pair of keys at the store, set both settings, roll.',
    revoke: 'Delete the old pair at the store.',
    breakGlass:
      'Delete the pair at once; addresses for direct downloads that were signed with it end with it. Then «pegasus integrity».',
  },
  storageSecretKey: {
    made: 'Together with the access key.',
    rotate: 'Together with the access key.',
    revoke: 'Together with the access key.',
    breakGlass: 'Together with the access key.',
  },
  alertWebhook: {
    made: 'By whoever receives the alerts; often the address itself is the secret.',
    rotate: 'Have a second address made there, set it, roll.',
    revoke: 'Delete the old address there.',
    breakGlass:
      'Delete the address at once; alerts by webhook fail until the new one is set, mails go on. Whoever had it could only send false alerts.',
  },
  backupKey: {
    made: BY_CHANCE,
    rotate:
      'Set the new one and back up; keep the old one with the backups that were made with it until the last of them is gone.',
    revoke: 'Delete the backups that were made with it, then the key.',
    breakGlass:
      'Whoever has it and a backup reads everything: set a new one, back up, delete the old backups, rotate what was in them.',
  },
  backupAccessKey: {
    made: 'By the store of the backups, for that bucket alone; better without deleting.',
    rotate: 'Make a second pair of keys at the store, set both settings; the next backup uses them.',
    revoke: 'Delete the old pair at the store.',
    breakGlass: 'Delete the pair at once; backups fail until the new one is set, and that is alerted on.',
  },
  backupSecretKey: {
    made: 'Together with its access key.',
    rotate: 'Together with its access key.',
    revoke: 'Together with its access key.',
    breakGlass: 'Together with its access key.',
  },
  languageKey: {
    made: 'By the language provider, for this server alone, with a limit on what it may cost.',
    rotate: 'Make a second key at the provider, set it, roll the workers.',
    revoke: 'Delete the old key at the provider.',
    breakGlass:
      'Delete it at once; lectures wait in retries, then in dead letters, and are replayed after the new one is set.',
  },
  secret: {
    made: BY_CHANCE,
    rotate: THREE_STEPS('PEGASUS_SECRET'),
    revoke: 'Leave the old one out of both settings, roll: what was signed with it is refused.',
    breakGlass:
      'Set a new one without a previous one, roll. Media links of the last ten minutes and sign-ins under way end; nobody is signed out.',
  },
  previousSecret: {
    made: 'Only while PEGASUS_SECRET is rotated.',
    rotate: 'See PEGASUS_SECRET.',
    revoke: 'Take it away, roll.',
    breakGlass: 'Take it away, roll.',
  },
  metricsToken: {
    made: BY_CHANCE,
    rotate: `${THREE_STEPS('PEGASUS_METRICS_TOKEN')} Prometheus gets the new one between 1 and 3.`,
    revoke: 'Leave it out of both settings, roll.',
    breakGlass:
      'Set a new one without a previous one, roll; Prometheus is blind until it has it. The figures name no person.',
  },
  previousMetricsToken: {
    made: 'Only while PEGASUS_METRICS_TOKEN is rotated.',
    rotate: 'See PEGASUS_METRICS_TOKEN.',
    revoke: 'Take it away, roll.',
    breakGlass: 'Take it away, roll.',
  },
  smtpUrl: {
    made: 'By the mail server, for sending from one address alone.',
    rotate: 'Let the mail server accept a second password, set the URL, roll.',
    revoke: 'Take the old password away at the mail server.',
    breakGlass:
      'Take it away at once; letters fail until the new one is set (pegasus_letters_total), and whoever waits for one asks again.',
  },
  oidcClientSecret: {
    made: 'By the provider of single sign-on, for this client.',
    rotate: 'Let the provider accept a second secret, set it, roll.',
    revoke: 'Delete the old one at the provider.',
    breakGlass:
      'Delete it at once; single sign-on fails until the new one is set, passwords and sessions go on.',
  },
};
