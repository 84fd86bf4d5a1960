import type { Tables } from './db/tables.ts';

/** What is kept of a person in one place: why, for how long, and who can see it. */
export interface PersonalData {
  /** Columns that hold it. */
  fields: readonly string[];
  what: string;
  why: string;
  howLong: string;
  whoSees: string;
}

/** A table that holds nothing of a person says why. */
export type TableData = PersonalData | { none: string };

const OWN = 'You alone.';
const WITH_LECTURE = 'Until you delete the lecture, its course or your account.';
const WITH_ACCOUNT = 'Until the account is deleted.';

const ofLecture = (fields: readonly string[], what: string, why: string): PersonalData => ({
  fields,
  what,
  why,
  howLong: WITH_LECTURE,
  whoSees: OWN,
});

/**
 * Every table of the database, and what of it is personal. A table that is not here does not compile; a field
 * that is not in the database, or one there that looks personal and is not named here, fails a test.
 * Ids, times and states that only hold rows together belong to what they hold together.
 */
export const PERSONAL_DATA: Record<keyof Tables, TableData> = {
  users: {
    fields: ['name', 'recording_days'],
    what: 'Your name, and how long your recordings stay.',
    why: 'So that you are called by it, and your wish is kept.',
    howLong: WITH_ACCOUNT,
    whoSees: 'You and administrators.',
  },
  accounts: {
    fields: ['email', 'password_hash', 'role', 'confirmed_at', 'disabled_at'],
    what: 'Your e-mail address, a hash of your password, your role.',
    why: 'To sign you in and to write to you about your account.',
    howLong: WITH_ACCOUNT,
    whoSees: 'You and administrators; the hash nobody.',
  },
  account_identities: {
    fields: ['issuer', 'subject'],
    what: 'By which name your institution knows you.',
    why: 'To sign you in by single sign-on.',
    howLong: WITH_ACCOUNT,
    whoSees: 'Nobody.',
  },
  account_links: {
    fields: ['token_hash', 'challenge'],
    what: 'Hashes of links that were mailed to you.',
    why: 'To confirm your address, to invite you, to let you choose a new password.',
    howLong: 'Until it is used, at most a week.',
    whoSees: 'Nobody.',
  },
  sessions: {
    fields: ['device', 'kind', 'seen_at', 'token_hash', 'refresh_hash', 'spent_refresh_hash'],
    what: 'Your devices: «Firefox on Linux», and when each was last used. No network address.',
    why: 'To keep you signed in and to let you sign a device out.',
    howLong: 'Until you sign out or do not use it for PEGASUS_SESSION_DAYS.',
    whoSees: OWN,
  },
  passkeys: {
    fields: ['name', 'credential_id', 'public_key', 'uses', 'transports', 'copied', 'used_at'],
    what: 'Your passkeys: what you call them, their public keys, and when each was last used.',
    why: 'To sign you in without a password.',
    howLong: 'Until you remove it or your account is deleted.',
    whoSees: OWN,
  },
  spent_challenges: {
    fields: ['challenge_hash'],
    what: 'Hashes of challenges that your passkeys answered.',
    why: 'So that an answer cannot be used twice.',
    howLong: 'At most an hour.',
    whoSees: 'Nobody.',
  },
  rate_limits: {
    none: 'Counts under hashes of users and addresses, which name nobody and go within the hour.',
  },
  courses: {
    fields: ['name', 'recording_days'],
    what: 'Your courses.',
    why: 'They hold your lectures together.',
    howLong: 'Until you delete the course or your account.',
    whoSees: OWN,
  },
  lectures: ofLecture(
    ['title', 'problem'],
    'Titles of your lectures and how far they are.',
    'To find them again.',
  ),
  recordings: {
    fields: ['file_name', 'object_key', 'sha256'],
    what: 'The recording itself, with voices of whoever speaks in it, and the name of its file.',
    why: 'To be heard and read again.',
    howLong: 'PEGASUS_KEEP_RECORDING_DAYS or as you set it, and until you delete the lecture.',
    whoSees: OWN,
  },
  ingested: ofLecture(
    ['data'],
    'Figures of the sound, such as where it is silent.',
    'To process the recording.',
  ),
  transcripts: ofLecture(['segments'], 'Every word of the lecture.', 'It is what all material rests on.'),
  live_transcripts: ofLecture(
    ['notes', 'problem', 'sound_sha256'],
    'How far live words are.',
    'To show words while you record.',
  ),
  live_segments: ofLecture(['words'], 'Words that were heard live.', 'To show words while you record.'),
  lecture_moments: ofLecture(['note'], 'Moments that you marked.', 'To find them again.'),
  artifacts: ofLecture(['body', 'quality'], 'Material made of the lecture.', 'To revise with.'),
  exports: ofLecture(
    ['file_name', 'object_key', 'sha256'],
    'Files made of the material.',
    'To be downloaded.',
  ),
  made_exports: ofLecture(
    ['file_name', 'options', 'object_key', 'sha256'],
    'Files made as you asked for them.',
    'To be downloaded.',
  ),
  shares: {
    fields: ['token_hash', 'views', 'copies', 'last_viewed_at'],
    what: 'What you share by a link, and how often it was opened; not by whom.',
    why: 'So that others can read what you share.',
    howLong: 'Until it runs out or you delete the lecture.',
    whoSees: 'You; what is shared, whoever has the link.',
  },
  edits: ofLecture(
    ['change', 'seen'],
    'What you corrected, starred or hid.',
    'So that it stays as you want it.',
  ),
  reviews: ofLecture(['review'], 'How well you knew each card, and when.', 'To plan what you repeat.'),
  item_schedules: ofLecture(
    ['schedule', 'due'],
    'When you should see a card again.',
    'To plan what you repeat.',
  ),
  passages: ofLecture(
    ['text', 'words', 'block'],
    'Words of the lecture and its material.',
    'So that you can search.',
  ),
  lecture_words: ofLecture(['words'], 'Which words a lecture has.', 'So that you can search.'),
  course_words: ofLecture(['word'], 'Which words a course has.', 'So that you can search.'),
  lecture_mentions: ofLecture(
    ['concepts'],
    'Concepts of the lecture, with the words around them.',
    'To follow them across lectures.',
  ),
  lecture_changes: ofLecture(['change'], 'How a concept changed.', 'To follow it across lectures.'),
  threads: ofLecture(
    ['title', 'names', 'key'],
    'Concepts of your course.',
    'To follow them across lectures.',
  ),
  thread_occurrences: ofLecture(
    ['definition', 'items'],
    'Where a concept occurs.',
    'To follow it across lectures.',
  ),
  thread_updates: ofLecture(
    ['evidence', 'earlier', 'note'],
    'What was said of a concept.',
    'To follow it across lectures.',
  ),
  uploads: {
    fields: ['title', 'file_name'],
    what: 'A recording that is still being handed in.',
    why: 'So that it goes on after a lost connection.',
    howLong: 'Until it is a lecture, or is given up.',
    whoSees: OWN,
  },
  upload_pieces: {
    fields: ['object_key', 'sha256'],
    what: 'Pieces of a recording that is still being handed in.',
    why: 'So that it goes on after a lost connection.',
    howLong: 'Until it is a lecture, or is given up.',
    whoSees: OWN,
  },
  idempotency_keys: {
    fields: ['answer', 'key', 'request_hash', 'file_hash'],
    what: 'The answer to a request that may come twice.',
    why: 'So that it takes effect once.',
    howLong: 'A day.',
    whoSees: OWN,
  },
  dead_letters: {
    fields: ['problem', 'input'],
    what: 'That a lecture could not be processed, and why; by ids, no content.',
    why: 'So that it can be tried again.',
    howLong: WITH_LECTURE,
    whoSees: 'You and operators.',
  },
  stage_runs: {
    fields: ['problem', 'progress'],
    what: 'Every try at a stage, how long it took and why it failed; no content.',
    why: 'To show you how far it is, and to mend what fails.',
    howLong: WITH_LECTURE,
    whoSees: 'You and operators.',
  },
  objects: {
    fields: ['key', 'sha256'],
    what: 'Which files are kept for you, by ids.',
    why: 'So that none is lost and none stays.',
    howLong: 'A while after the file is gone, then without your id.',
    whoSees: 'Operators, as counts.',
  },
  process_figures: { none: 'What processes count, as figures.' },
  alert_notices: { none: 'What was wrong with the server, and when.' },
  alert_messages: { none: 'Which alert was told, and when.' },
  workers: { none: 'Which processes run, by their own ids.' },
  upkeep_runs: { none: 'What the server did for itself, as counts.' },
  audit_entries: {
    fields: ['actor_id', 'subject_id'],
    what: 'That something was deleted, when and by whom, by ids and counts; no content and no name.',
    why: 'To be able to show that it was.',
    howLong: 'For good; after the account is deleted the ids lead to nobody.',
    whoSees: 'Operators.',
  },
};

/** Who else gets something of a recording, when the operator chose so. */
export interface Processor {
  name: string;
  /** What goes there. */
  gets: string;
}

const LANGUAGE: Readonly<Record<string, string>> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  google: 'Google',
};

/**
 * Others that get something of what a student hands in, by the settings. A server of one's own on this
 * machine or in a private network is no other.
 */
export function processorsOf(config: {
  language: string;
  languageUrl: string;
  storageUrl: string;
  smtpUrl: string;
  oidcIssuer: string;
}): Processor[] {
  const processors: Processor[] = [];
  if (config.language !== 'extractive') {
    const host = config.languageUrl ? URL.parse(config.languageUrl)?.hostname : undefined;
    const name = LANGUAGE[config.language];
    if (!host && name)
      processors.push({ name, gets: 'The words of your lectures, to write material of them.' });
    else if (host && !isPrivateHost(host))
      processors.push({ name: host, gets: 'The words of your lectures, to write material of them.' });
  }
  if (config.storageUrl.startsWith('s3://')) {
    const endpoint = URL.parse(config.storageUrl)?.searchParams.get('endpoint');
    const host = endpoint ? (URL.parse(endpoint)?.hostname ?? '') : 'Amazon Web Services';
    if (!endpoint || !isPrivateHost(host))
      processors.push({ name: host, gets: 'Your recordings and files, to keep them.' });
  }
  const mail = config.smtpUrl ? (URL.parse(config.smtpUrl)?.hostname ?? '') : '';
  if (mail && !isPrivateHost(mail))
    processors.push({ name: mail, gets: 'Your e-mail address, to send you mails about your account.' });
  const issuer = config.oidcIssuer ? (URL.parse(config.oidcIssuer)?.hostname ?? '') : '';
  if (issuer && !isPrivateHost(issuer))
    processors.push({ name: issuer, gets: 'That you sign in here, when you sign in with it.' });
  return processors;
}

/** This machine, a private network, or a name that only has meaning within one. */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (
    name === 'localhost' || !name.includes('.')
      ? !name.includes(':')
      : /\.(local|lan|internal|home\.arpa)$/.test(name)
  )
    return true;
  if (/^(127|10)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(name)) return true;
  return name === '::1' || /^f[cd][0-9a-f]{2}:|^fe80:/.test(name);
}
