/**
 * Everything that can go wrong, in one table. Code is decided on, never text.
 * `docs/problems.md` is generated from it.
 */
import { z } from 'zod';

/**
 * Whose move it is:
 * - `input`: what was given cannot be used; the giver changes it.
 * - `state`: the request does not fit what is there now (missing, already there, still running).
 * - `environment`: the machine or its settings are in the way; whoever runs it mends it.
 * - `provider`: a speech engine, language model or decoder failed us.
 * - `fault`: a mistake of ours.
 */
export type ProblemKind = 'input' | 'state' | 'environment' | 'provider' | 'fault';

export interface ProblemEntry {
  kind: ProblemKind;
  /** HTTP status. */
  status: number;
  /** Whether the same work, tried again unchanged, may succeed. */
  retry: boolean;
  /** Whether a person on call must know. */
  page: boolean;
  /** What happened, in plain words for the student. */
  title: string;
  /** What the student can do. */
  remedy: string;
  /** What the operator can do. */
  operator: string;
}

const NOTHING_TO_DO = 'Nothing: this is an answer to the person who asked.';

export const PROBLEMS = {
  // What was handed in
  'request-invalid': {
    kind: 'input',
    status: 400,
    retry: false,
    page: false,
    title: 'The request is not in the expected form.',
    remedy: 'Correct the fields that are named and send it again.',
    operator: NOTHING_TO_DO,
  },
  'request-too-large': {
    kind: 'input',
    status: 413,
    retry: false,
    page: false,
    title: 'The request is larger than this address accepts.',
    remedy: 'Send less at once; a recording goes in as a file of a form.',
    operator: NOTHING_TO_DO,
  },
  'media-type-unsupported': {
    kind: 'input',
    status: 415,
    retry: false,
    page: false,
    title: 'The request is not of the media type that this address takes.',
    remedy: 'Send JSON as `application/json`, and files as `multipart/form-data`.',
    operator: NOTHING_TO_DO,
  },
  'headers-too-large': {
    kind: 'input',
    status: 431,
    retry: false,
    page: false,
    title: 'The headers of the request are too large.',
    remedy: 'Send fewer or shorter headers; in a browser, clear the cookies of this address.',
    operator: NOTHING_TO_DO,
  },
  'request-timeout': {
    kind: 'input',
    status: 408,
    retry: true,
    page: false,
    title: 'The request took too long to arrive.',
    remedy: 'Check the connection and send it again.',
    operator: NOTHING_TO_DO,
  },
  'preset-unknown': {
    kind: 'input',
    status: 400,
    retry: false,
    page: false,
    title: 'There is no preset of that name.',
    remedy: 'Choose one of the presets that are listed.',
    operator: NOTHING_TO_DO,
  },
  'recording-empty': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'The file is empty.',
    remedy: 'Check that the recording was saved, then choose the file again.',
    operator: NOTHING_TO_DO,
  },
  'recording-too-large': {
    kind: 'input',
    status: 413,
    retry: false,
    page: false,
    title: 'The file is larger than this server accepts.',
    remedy: 'Split the recording, or ask whoever runs the server to raise the limit.',
    operator: 'Raise PEGASUS_MAX_UPLOAD_MEGABYTES if recordings of this size are expected.',
  },
  'recording-too-long': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'The recording is longer than this server accepts.',
    remedy: 'Split the recording, or ask whoever runs the server to raise the limit.',
    operator: 'Raise PEGASUS_MAX_RECORDING_HOURS if recordings of this length are expected.',
  },
  'recording-type-unsupported': {
    kind: 'input',
    status: 415,
    retry: false,
    page: false,
    title: 'This is not a kind of file that can be used.',
    remedy:
      'Use m4a, mp3, wav, flac, ogg, opus, webm, mp4 or mov, or a caption file (vtt, srt, sbv). Renaming a file does not change its kind.',
    operator: NOTHING_TO_DO,
  },
  'recording-encrypted': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'The recording is copy-protected, so nobody but its own player can open it.',
    remedy: 'Record the lecture yourself, or ask the lecturer for an unprotected file.',
    operator: NOTHING_TO_DO,
  },
  'recording-unreadable': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'The recording is damaged and cannot be read.',
    remedy: 'Copy the file from the recorder again; if it stays damaged, try the original device.',
    operator: NOTHING_TO_DO,
  },
  'recording-without-audio': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'The file holds no sound.',
    remedy: 'Choose a file with an audio track.',
    operator: NOTHING_TO_DO,
  },
  'recording-silent': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'The recording is silent from beginning to end.',
    remedy: 'Check the microphone and its permission, then record again.',
    operator: NOTHING_TO_DO,
  },
  'no-speech': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'No speech was found in the recording.',
    remedy: 'Choose a recording in which someone speaks; music and noise alone give no material.',
    operator: NOTHING_TO_DO,
  },
  'captions-invalid': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'The caption file cannot be read.',
    remedy: 'Export it again as .vtt, .srt or .sbv with times and text.',
    operator: NOTHING_TO_DO,
  },
  'captions-unpunctuated': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'The captions have no punctuation, so sentences cannot be told apart.',
    remedy: 'Use the recording itself, or captions that have full stops.',
    operator: NOTHING_TO_DO,
  },
  'transcript-invalid': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'The transcript file is not in the expected form.',
    remedy: 'Give a transcript written by Pegasus, or a .vtt, .srt or .sbv file.',
    operator: NOTHING_TO_DO,
  },

  // What is there, or not
  'sign-in-required': {
    kind: 'state',
    status: 401,
    retry: false,
    page: false,
    title: 'You are not signed in, or no longer.',
    remedy: 'Sign in and try again.',
    operator: NOTHING_TO_DO,
  },
  'session-ended': {
    kind: 'state',
    status: 401,
    retry: false,
    page: false,
    title: 'The session of this device has ended.',
    remedy: 'Sign in again.',
    operator: NOTHING_TO_DO,
  },
  'sign-in-failed': {
    kind: 'state',
    status: 401,
    retry: false,
    page: false,
    title: 'The e-mail address or the password is not right.',
    remedy: 'Check both, or choose a new password with «Forgotten password».',
    operator: NOTHING_TO_DO,
  },
  'passkey-refused': {
    kind: 'state',
    status: 401,
    retry: false,
    page: false,
    title: 'The passkey was not taken.',
    remedy: 'Try again, or sign in with your password.',
    operator: NOTHING_TO_DO,
  },
  'email-unconfirmed': {
    kind: 'state',
    status: 403,
    retry: false,
    page: false,
    title: 'The e-mail address is not confirmed yet.',
    remedy: 'Open the link in the mail that was sent to it; signing up again sends another.',
    operator: 'Check that mail arrives (PEGASUS_SMTP_URL), or invite the person.',
  },
  'role-not-allowed': {
    kind: 'state',
    status: 403,
    retry: false,
    page: false,
    title: 'Your account may not do this.',
    remedy: 'Ask whoever runs the server, if you should be able to.',
    operator: 'An administrator gives roles.',
  },
  'link-invalid': {
    kind: 'state',
    status: 410,
    retry: false,
    page: false,
    title: 'This link was used, has run out, or is not whole.',
    remedy: 'Ask for a new one and open the newest.',
    operator: NOTHING_TO_DO,
  },
  'sign-up-closed': {
    kind: 'state',
    status: 403,
    retry: false,
    page: false,
    title: 'Accounts are not open to everybody here.',
    remedy: 'Ask whoever runs the server for an invitation.',
    operator: 'Invite the person, or set PEGASUS_SIGN_UP=open.',
  },
  'password-weak': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'This password is too easy to guess.',
    remedy: 'Take a longer one, such as four words that have nothing to do with each other.',
    operator: NOTHING_TO_DO,
  },
  'account-exists': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'There is an account of this e-mail address already.',
    remedy: 'Look it up in the list of accounts.',
    operator: NOTHING_TO_DO,
  },
  'last-administrator': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'This is the last administrator.',
    remedy: 'Make somebody else an administrator first.',
    operator: NOTHING_TO_DO,
  },
  'accounts-off': {
    kind: 'state',
    status: 404,
    retry: false,
    page: false,
    title: 'There are no accounts on this server.',
    remedy: 'Nothing: here nobody needs to sign in.',
    operator: 'Set PEGASUS_ACCOUNTS=on to have accounts.',
  },
  'single-sign-on-failed': {
    kind: 'provider',
    status: 502,
    retry: true,
    page: true,
    title: 'The sign-in of your institution did not answer as it should.',
    remedy: 'Try again; if it goes on, sign in with a password or tell whoever runs the server.',
    operator:
      'Check PEGASUS_OIDC_… against what the institution gave; the cause is in the log under the request id.',
  },
  'too-many-requests': {
    kind: 'state',
    status: 429,
    retry: true,
    page: false,
    title: 'That was too often in a short time.',
    remedy: 'Wait for as long as «Retry-After» says and try again.',
    operator: 'Raise the limits in settings if honest use meets them.',
  },
  'quota-storage': {
    kind: 'state',
    status: 429,
    retry: true,
    page: false,
    title: 'There is no room left for another recording of yours.',
    remedy: 'Delete lectures that you do not need any more, or ask whoever runs the server for more room.',
    operator: 'Raise PEGASUS_QUOTA_GIGABYTES.',
  },
  'quota-hours': {
    kind: 'state',
    status: 429,
    retry: true,
    page: false,
    title: 'You have used up your hours of recordings for now.',
    remedy: 'Wait until older lectures are more than 30 days past, or ask whoever runs the server for more.',
    operator: 'Raise PEGASUS_QUOTA_MONTHLY_HOURS.',
  },
  'quota-parallel': {
    kind: 'state',
    status: 429,
    retry: true,
    page: false,
    title: 'Too many lectures of yours are being processed at once.',
    remedy: 'Wait until one is done and hand this one in again.',
    operator: 'Raise PEGASUS_QUOTA_PARALLEL.',
  },
  'not-found': {
    kind: 'state',
    status: 404,
    retry: false,
    page: false,
    title: 'There is nothing here.',
    remedy: 'Check the address, or go back to your courses.',
    operator: NOTHING_TO_DO,
  },
  'method-not-allowed': {
    kind: 'state',
    status: 405,
    retry: false,
    page: false,
    title: 'This address does not take requests of that method.',
    remedy: 'Use one of the methods that the Allow header names.',
    operator: NOTHING_TO_DO,
  },
  'host-not-allowed': {
    kind: 'input',
    status: 403,
    retry: false,
    page: false,
    title: 'The server answers only to the name of this machine.',
    remedy: 'Open it as http://localhost or http://127.0.0.1 with its port.',
    operator:
      'Nothing, unless it repeats: then a web page may be trying to reach this server under a name of its own.',
  },
  'origin-not-allowed': {
    kind: 'input',
    status: 403,
    retry: false,
    page: false,
    title: 'The request came from another web page.',
    remedy: 'Open Pegasus itself and do it there.',
    operator:
      'Nothing, unless it repeats: then another web page is trying to act in the name of the student.',
  },
  'course-exists': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'You already have a course of that name.',
    remedy: 'Open that course, or choose another name.',
    operator: NOTHING_TO_DO,
  },
  'lecture-not-processing': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'The lecture is not being processed, so there is nothing to cancel.',
    remedy: 'There is nothing to do.',
    operator: NOTHING_TO_DO,
  },
  'recording-left': {
    kind: 'state',
    status: 410,
    retry: false,
    page: false,
    title: 'The recording is not kept any more, so its moments cannot be played.',
    remedy: 'Nothing else is lost: material, transcript and exports stay.',
    operator:
      'Nothing: retention removed it when it was due. `pegasus retention --dry-run` shows what is due next.',
  },
  'upload-closed': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'This upload is complete.',
    remedy: 'Nothing: the recording is safe. Ask for the upload to see its lecture.',
    operator: NOTHING_TO_DO,
  },
  'piece-damaged': {
    kind: 'input',
    status: 422,
    retry: true,
    page: false,
    title: 'A piece of the recording was damaged on its way.',
    remedy: 'Nothing: it is sent again by itself.',
    operator: 'Many of these at once point to a proxy that changes what passes through it.',
  },
  'range-unsatisfiable': {
    kind: 'input',
    status: 416,
    retry: false,
    page: false,
    title: 'The requested part lies outside of the file.',
    remedy: 'Ask for a part that exists, or for the whole file.',
    operator: NOTHING_TO_DO,
  },
  'not-ready': {
    kind: 'environment',
    status: 503,
    retry: true,
    page: true,
    title: 'The server is not ready yet.',
    remedy: 'Wait a moment and try again.',
    operator: 'The log names the part that fails: database, queue or storage.',
  },
  'edit-conflict': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'This was changed on another device or by a new run in the meantime.',
    remedy: 'Look at what is there now and make the change again if it is still needed.',
    operator: NOTHING_TO_DO,
  },
  'edit-refused': {
    kind: 'input',
    status: 422,
    retry: false,
    page: false,
    title: 'This cannot be changed like that.',
    remedy: 'See what is said about it, and try another wording.',
    operator: NOTHING_TO_DO,
  },
  'lecture-busy': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'The lecture is being processed.',
    remedy: 'Wait until it has finished, or cancel it first.',
    operator: NOTHING_TO_DO,
  },
  'lecture-not-failed': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'Only a failed or cancelled lecture can be tried again.',
    remedy: 'There is nothing to do: the lecture did not fail.',
    operator: NOTHING_TO_DO,
  },
  'idempotency-key-reused': {
    kind: 'state',
    status: 422,
    retry: false,
    page: false,
    title: 'This Idempotency-Key was used for another request.',
    remedy: 'Send the same request again, or take a new key for a new one.',
    operator: NOTHING_TO_DO,
  },
  'idempotency-key-busy': {
    kind: 'state',
    status: 409,
    retry: true,
    page: false,
    title: 'The first request with this Idempotency-Key is still worked on, or it was broken off.',
    remedy: 'Send it again in a moment, with the same key.',
    operator: NOTHING_TO_DO,
  },
  'dead-letter-settled': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'This dead letter was replayed or discarded already.',
    remedy: 'There is nothing to do: look at its lecture.',
    operator: 'Look at the lecture; what failed again has a dead letter of its own.',
  },
  'material-thin': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'The lecture gave too little to revise from, so nothing was exported.',
    remedy: 'Look at what there is; a longer or clearer recording gives more.',
    operator: NOTHING_TO_DO,
  },
  'export-overrun': {
    kind: 'fault',
    status: 500,
    retry: false,
    page: false,
    title: 'The file took more time or memory to make than it may.',
    remedy: 'Take another format, such as the notes in Markdown; they hold the same.',
    operator: 'The log names the lecture and the format; look whether its material is unusual.',
  },
  'export-failed': {
    kind: 'fault',
    status: 500,
    retry: true,
    page: true,
    title: 'The file could not be made.',
    remedy: 'Try again, or take another format; they hold the same.',
    operator:
      'The log names the format and the reason; `pegasus doctor` says what is missing on this machine.',
  },
  cancelled: {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'The work was cancelled.',
    remedy: 'Start it again when you want it.',
    operator: NOTHING_TO_DO,
  },

  // The machine and its settings
  'setting-invalid': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'A setting of this server is wrong.',
    remedy: 'Ask whoever runs the server to correct it.',
    operator: 'Correct the setting that is named; `pegasus config` prints all of them.',
  },
  'node-too-old': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'This version of Node.js is too old.',
    remedy: 'Install Node.js 24 or newer, or run through `npm` or `npx`, which use the bundled one.',
    operator: 'Install Node.js 24 or newer.',
  },
  'port-taken': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'Another program is using the port.',
    remedy: 'Stop the other program, or choose another port with PEGASUS_PORT.',
    operator: 'Stop the other program, or set PEGASUS_PORT.',
  },
  'data-folder-in-use': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'Another Pegasus process is using the data folder.',
    remedy: 'Stop the other process, or give another folder with --data or PEGASUS_DATA.',
    operator: 'Stop the other process; two on one folder would lose rows.',
  },
  'data-folder-unwritable': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'The data folder cannot be written.',
    remedy: 'Give a folder that you may write with --data or PEGASUS_DATA.',
    operator: 'Check owner and permissions of the folder that is named.',
  },
  'schema-newer': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'The data was written by a newer version of Pegasus.',
    remedy: 'Install the newer version again.',
    operator: 'Start the version that wrote the data, or migrate it down with that version first.',
  },
  'schema-changed': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'The database was made by another form of a migration that this version has.',
    remedy: 'Install the version that made the database.',
    operator: 'A migration that ran was edited afterwards; put its released form back and mend by a new one.',
  },
  'database-unavailable': {
    kind: 'environment',
    status: 503,
    retry: true,
    page: true,
    title: 'The database does not answer.',
    remedy: 'Wait a minute and try again; nothing that was accepted is lost.',
    operator: 'Check the database and its disk.',
  },
  'storage-unavailable': {
    kind: 'environment',
    status: 503,
    retry: true,
    page: true,
    title: 'The store of recordings and files does not answer.',
    remedy: 'Wait a minute and try again; nothing that was accepted is lost.',
    operator:
      'Check the object store, the way to it, and the keys in PEGASUS_STORAGE_ACCESS_KEY and _SECRET_KEY.',
  },
  'server-unreachable': {
    kind: 'environment',
    status: 503,
    retry: true,
    page: false,
    title: 'The server cannot be reached.',
    remedy: 'Check that Pegasus is running and that you are connected, then try again.',
    operator: 'Check that the process runs and that the address is right.',
  },
  'disk-full': {
    kind: 'environment',
    status: 507,
    retry: true,
    page: true,
    title: 'The disk is full.',
    remedy: 'Keep the recording where it is and try again later.',
    operator: 'Free space on the data folder; waiting work goes on by itself.',
  },
  'file-unreadable': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: false,
    title: 'The file cannot be opened.',
    remedy: 'Check that the path is right and that you may read it.',
    operator: 'Check path and permissions of the file that is named.',
  },
  'file-unwritable': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: false,
    title: 'The files cannot be written there.',
    remedy: 'Give another folder with --out.',
    operator: 'Check owner and permissions of the folder that is named.',
  },
  'upkeep-running': {
    kind: 'state',
    status: 409,
    retry: true,
    page: false,
    title: 'The same work is being done by another process now.',
    remedy: 'Wait until it has finished.',
    operator: 'Wait until it has finished; after two minutes without a sign of life another may take over.',
  },
  'object-missing': {
    kind: 'environment',
    status: 500,
    retry: true,
    page: true,
    title: 'A stored file is missing.',
    remedy: 'Try again; if it stays missing, ask whoever runs the server.',
    operator: 'Look for the object that is named in the store, and restore it from a backup.',
  },

  'backup-damaged': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'The backup is damaged.',
    remedy: 'Ask whoever runs the server to use another backup.',
    operator: 'Take an older set with --set, and look after the disk or bucket of the backups.',
  },
  'backup-incomplete': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'The backup is not whole.',
    remedy: 'Ask whoever runs the server to use another backup.',
    operator: 'Take a finished set with --set; `pegasus backup --list` shows which are.',
  },
  'backup-foreign': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: false,
    title: 'What was given is not a backup of Pegasus.',
    remedy: 'Ask whoever runs the server to look at the place of the backups.',
    operator: 'Point PEGASUS_BACKUP_URL to the place where Pegasus wrote its backups.',
  },
  'backup-newer': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: false,
    title: 'The backup was made by a newer version of Pegasus.',
    remedy: 'Ask whoever runs the server to install that version.',
    operator: 'Install the version that the set names, or a newer one, and restore with it.',
  },
  'backup-key': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'The backup is encrypted with another key.',
    remedy: 'Ask whoever runs the server for the right key.',
    operator: 'Give the key whose id is named with PEGASUS_BACKUP_KEY or PEGASUS_BACKUP_KEY_FILE.',
  },
  'restore-not-empty': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'There is something in the place that a backup would be restored into.',
    remedy: 'Give an empty place, or --replace.',
    operator:
      'Restore into an empty database and store; --replace first keeps what is there as a set of its own.',
  },
  'restore-exists': {
    kind: 'state',
    status: 409,
    retry: false,
    page: false,
    title: 'What should be restored is still there.',
    remedy: 'Delete it first if the state of the backup is wanted.',
    operator: 'Delete the lecture or course first, or restore the whole set elsewhere.',
  },
  'restore-failed': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'The backup could not be restored; everything is as it was before.',
    remedy: 'Ask whoever runs the server to look at the reason.',
    operator: 'Mend what is named and restore again.',
  },
  'object-damaged': {
    kind: 'environment',
    status: 500,
    retry: false,
    page: true,
    title: 'A stored file is damaged.',
    remedy: 'Try again later; if it stays so, ask whoever runs the server.',
    operator:
      'Run `pegasus integrity --mend`, which makes anew what can be; restore a recording from a backup.',
  },

  // Engines
  'decoder-missing': {
    kind: 'provider',
    status: 503,
    retry: false,
    page: true,
    title: 'The server has no audio decoder.',
    remedy: 'Ask whoever runs the server to run `pegasus doctor`.',
    operator: 'Install ffmpeg, or the optional npm package node-av.',
  },
  'decoder-failed': {
    kind: 'provider',
    status: 500,
    retry: true,
    page: true,
    title: 'The audio decoder stopped unexpectedly.',
    remedy: 'Try again; if it fails again, convert the recording to m4a or mp3 first.',
    operator: 'Look at memory limits and at the decoder line of the log.',
  },
  'speech-unavailable': {
    kind: 'provider',
    status: 503,
    retry: true,
    page: true,
    title: 'Speech recognition is not available.',
    remedy: 'Wait and try again; the recording is safe.',
    operator: 'Run `pegasus doctor`; reinstall the packages if a model file is missing or damaged.',
  },
  'speech-failed': {
    kind: 'provider',
    status: 500,
    retry: true,
    page: true,
    title: 'Speech recognition failed on this recording.',
    remedy: 'Try again; the recording is safe.',
    operator: 'Look at the speech line of the log; check free memory.',
  },
  'language-failed': {
    kind: 'provider',
    status: 500,
    retry: true,
    page: true,
    title: 'The revision material could not be made.',
    remedy: 'Try again; recording and transcript are safe.',
    operator: 'Look at the generate line of the log; check the language provider.',
  },
  'language-unavailable': {
    kind: 'provider',
    status: 503,
    retry: true,
    page: true,
    title: 'The language model does not answer.',
    remedy: 'Wait and try again; recording and transcript are safe.',
    operator:
      'Check that the language provider is up and reachable; if it is only slow, raise PEGASUS_LANGUAGE_TIMEOUT_SECONDS.',
  },
  'language-refused': {
    kind: 'environment',
    status: 503,
    retry: false,
    page: true,
    title: 'The language model refuses to work for this server.',
    remedy: 'Ask whoever runs the server to check the settings of the language model.',
    operator:
      'Check PEGASUS_LANGUAGE_KEY, PEGASUS_LANGUAGE_MODEL and PEGASUS_LANGUAGE_URL, and the account at the provider.',
  },
  'language-limit': {
    kind: 'environment',
    status: 503,
    retry: false,
    page: true,
    title: 'This lecture needs more of the language model than this server allows.',
    remedy: 'Ask whoever runs the server to raise the limit.',
    operator:
      'Raise PEGASUS_LANGUAGE_LECTURE_TOKENS or PEGASUS_LANGUAGE_LECTURE_COST if lectures like this one are expected.',
  },

  // Ours
  'stage-deadline': {
    kind: 'fault',
    status: 504,
    retry: true,
    page: true,
    title: 'This step took far longer than it should and was stopped.',
    remedy: 'Try again; what was recorded is safe.',
    operator: 'Look at the load of the machine and at the stage that is named.',
  },
  'stage-interrupted': {
    kind: 'fault',
    status: 500,
    retry: true,
    page: false,
    title: 'The server stopped during this step.',
    remedy: 'Nothing: it goes on by itself.',
    operator: 'Nothing, unless it repeats: then look for what kills the process.',
  },
  internal: {
    kind: 'fault',
    status: 500,
    retry: true,
    page: true,
    title: 'Something went wrong on our side.',
    remedy: 'Try again; if it fails again, report the request id.',
    operator: 'Find the request id or lecture id in the log; the cause is there.',
  },
} as const satisfies Record<string, ProblemEntry>;

export type ProblemCode = keyof typeof PROBLEMS;
export const ProblemCode = z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]);

/** RFC 9457 body, media type `application/problem+json`, and the form in which failures are stored. */
export const ProblemDocument = z.object({
  type: z.string(),
  code: ProblemCode,
  status: z.int(),
  title: z.string(),
  detail: z.string().optional(),
  remedy: z.string(),
  lectureId: z.string().optional(),
  stage: z.string().optional(),
  requestId: z.string().optional(),
  /** By which the traces tell of it, where the server keeps some. */
  traceId: z.string().optional(),
});
export type ProblemDocument = z.infer<typeof ProblemDocument>;

export interface ProblemContext {
  lectureId?: string | undefined;
  stage?: string | undefined;
  requestId?: string | undefined;
  traceId?: string | undefined;
}

/** The one error that is meant to be seen. `detail` states facts and never holds content, secrets or paths of others. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: string | undefined;

  constructor(code: ProblemCode, detail?: string, options?: { cause?: unknown }) {
    super(detail ? `${PROBLEMS[code].title} ${detail}` : PROBLEMS[code].title, options);
    this.name = 'Problem';
    this.code = code;
    this.detail = detail;
  }

  get entry(): ProblemEntry {
    return PROBLEMS[this.code];
  }

  toDocument(context: ProblemContext = {}): ProblemDocument {
    const { status, title, remedy } = this.entry;
    return ProblemDocument.parse({
      type: `urn:pegasus:problem:${this.code}`,
      code: this.code,
      status,
      title,
      detail: this.detail,
      remedy,
      ...context,
    });
  }

  static from(document: ProblemDocument): Problem {
    return new Problem(document.code, document.detail);
  }
}

/** Anything thrown becomes a Problem; what is not one already is an internal fault that keeps its cause. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isNoSpace(error)) return new Problem('disk-full', undefined, { cause: error });
  return new Problem('internal', undefined, { cause: error });
}

function isNoSpace(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOSPC' || code === 'EDQUOT';
}
