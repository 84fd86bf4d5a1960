import { readFileSync } from 'node:fs';
import { DEFAULT_PRESET, presets } from '@pegasus/core/presets/registry.ts';
import { toProblem } from '@pegasus/core/problem.ts';
import { Argument, Command, Option } from 'commander';
import { ACCOUNT_ACTIONS } from './commands/account-actions.ts';
import { EXIT, exitCodeOf } from './commands/exit-code.ts';
import { createTerminal, type Terminal } from './commands/terminal.ts';
import { type Config, describeConfig, readConfig } from './config.ts';

interface Context {
  config: Config;
  terminal: Terminal;
  signal: AbortSignal;
}
type Outcome = Promise<{ code: number; result: unknown }>;

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
/** What is still open when a command has ended may close by itself for so long. */
const FAREWELL_MS = 5_000;
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    // The second time somebody means it.
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    stop.abort(name);
  });
}

/** Runs a command: settings read, result printed, every failure told in plain words with its remedy. */
async function run(command: Command, quietLog: boolean, work: (context: Context) => Outcome): Promise<void> {
  const { json = false, data } = command.optsWithGlobals<{ json?: boolean; data?: string }>();
  const terminal = createTerminal({ json });
  try {
    const environment: NodeJS.ProcessEnv = { ...process.env, ...(data ? { PEGASUS_DATA: data } : {}) };
    // A command for people shows progress and not log lines, unless they ask for them.
    if (quietLog) environment.PEGASUS_LOG_LEVEL ??= 'fatal';
    const { code, result } = await work({ config: readConfig(environment), terminal, signal: stop.signal });
    terminal.clear();
    if (json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    process.exitCode = code;
  } catch (error) {
    terminal.clear();
    const problem = toProblem(error);
    if (json) process.stdout.write(`${JSON.stringify({ problem: problem.toDocument() }, null, 2)}\n`);
    process.stderr.write(`✗ ${problem.message}\n  What to do: ${problem.entry.remedy}\n`);
    if (problem.code === 'internal' && problem.cause instanceof Error)
      process.stderr.write(`  Cause: ${problem.cause.stack}\n`);
    process.exitCode = exitCodeOf(problem);
  } finally {
    // A process that failed half-way and stays would never be started again by what watches over it.
    setTimeout(() => process.exit(), FAREWELL_MS).unref();
  }
}

const presetOption = () =>
  new Option('-p, --preset <id>', `style of revision: ${presets.map(({ id }) => id).join(', ')}`).default(
    DEFAULT_PRESET,
  );

const program = new Command('pegasus')
  .description('Turns a recorded lecture into revision material; every line links to its moment.')
  .version(version)
  .option('--json', 'print the result as JSON on standard output and nothing else')
  .option('--data <folder>', 'folder for everything that is kept (PEGASUS_DATA)')
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError()
  .exitOverride((exit) => process.exit(exit.exitCode === 0 ? EXIT.ok : EXIT.usage))
  .addHelpText(
    'after',
    `
Exit codes:
  0 done                      4 something about this machine or its settings
  1 a fault of Pegasus        5 a decoder, speech or language provider failed
  2 wrong use of the command  6 too little material to export
  3 the input cannot be used  130 interrupted`,
  );

program
  .command('lecture')
  .description('all four stages for a recording or captions: material on the screen, files in a folder')
  .argument('<file>', 'm4a, mp3, wav, flac, ogg, opus, webm, mp4, mov, or captions: vtt, srt, sbv')
  .addOption(presetOption())
  .option('-c, --course <name>', 'course that the lecture belongs to', 'My lectures')
  .option('-t, --title <title>', 'title of the lecture; else the name of the file')
  .option('-o, --out <folder>', 'folder for the files; else one named like the lecture, here')
  .action((file, options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/lecture.ts')).runLecture(file, options, context),
    ),
  );

program
  .command('transcribe')
  .description('words of a recording with their times; keeps nothing')
  .argument('<file>', 'a recording')
  .option('-o, --out <file>', 'file for the transcript as JSON')
  .action((file, options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/transcribe.ts')).runTranscribe(file, options, context),
    ),
  );

program
  .command('generate')
  .description('material from a transcript or captions; keeps nothing')
  .argument('<transcript>', 'JSON that «transcribe» wrote, or vtt, srt, sbv')
  .addOption(presetOption())
  .option('-c, --course <name>', 'name of the course, for the exports')
  .option('-t, --title <title>', 'title of the lecture; else the name of the file')
  .option('-o, --out <folder>', 'folder for the files')
  .action((file, options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/generate.ts')).runGenerate(file, options, context),
    ),
  );

program
  .command('export-course')
  .description('a whole course as one ZIP: linked notes, and the files of every lecture')
  .argument('<course>', 'name or id of the course')
  .option('-o, --out <file>', 'file to write; else one named like the course, here')
  .action((course, options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/export-course.ts')).runExportCourse(course, options, context),
    ),
  );

program
  .command('serve')
  .description('serve the product on this machine: API, page, worker and all it needs in one process')
  .option('--port <number>', 'port to listen on (PEGASUS_PORT)')
  .action((options, command) => {
    if (options.port) process.env.PEGASUS_PORT = options.port;
    return run(command, false, async (context) =>
      (await import('./commands/serve.ts')).runServe({ ...context, environment: process.env }),
    );
  });

program
  .command('api')
  .description('serve API and page alone; workers run beside it on the same PostgreSQL database')
  .option('--port <number>', 'port to listen on (PEGASUS_PORT)')
  .action((options, command) => {
    if (options.port) process.env.PEGASUS_PORT = options.port;
    return run(command, false, async (context) =>
      (await import('./commands/serve.ts')).runApi({ ...context, environment: process.env }),
    );
  });

program
  .command('worker')
  .description('work off what is queued, without serving anything, until it is stopped')
  .action((_options, command) =>
    run(command, false, async (context) => (await import('./commands/worker.ts')).runWorker(context)),
  );

const deadLetters = program
  .command('dead-letters')
  .description('work that was given up: look at it, take it up again, or let it be');

deadLetters
  .command('list')
  .description('newest first')
  .option('--state <state>', 'open, replayed or discarded', 'open')
  .option('--stage <stage>', 'of one stage only')
  .option('--limit <number>', 'how many, 100 at most', '50')
  .option('--cursor <cursor>', 'go on after the page before')
  .action((options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/dead-letters.ts')).runListDeadLetters(options, context),
    ),
  );

deadLetters
  .command('show')
  .description('one with its reason and every try')
  .argument('<id>')
  .action((id, _options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/dead-letters.ts')).runShowDeadLetter(id, context),
    ),
  );

deadLetters
  .command('replay')
  .description('go on at the stage that failed; each once')
  .argument('[ids...]')
  .option('--all', 'the oldest hundred that are open')
  .option('--stage <stage>', 'with --all: of one stage only')
  .action((ids, options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/dead-letters.ts')).runReplayDeadLetters(ids, options, context),
    ),
  );

deadLetters
  .command('discard')
  .description('nobody wants it any more; the lecture stays failed')
  .argument('<ids...>')
  .action((ids, _options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/dead-letters.ts')).runDiscardDeadLetters(ids, context),
    ),
  );

program
  .command('migrate')
  .description('bring the database schema to the newest version, or to another')
  .option('--to <name>', 'a migration, or «none» to take all back')
  .option('--dry-run', 'only say what is waiting')
  .action((options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/migrate.ts')).runMigrate(options, context),
    ),
  );

program
  .command('reported')
  .description('write what students called wrong to a file, for «npm run quality -- --reported FILE»')
  .requiredOption('--out <file>', 'where to write it; it holds the words of those lectures')
  .action((options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/reported.ts')).runReported(options, context),
    ),
  );

program
  .command('integrity')
  .description('find objects that are damaged, missing or belong to nobody, and rows that name none')
  .option('--mend', 'make anew what can be made anew, and remove what belongs to nobody')
  .option('--grace <minutes>', 'leave alone what was seen for less long', '60')
  .action((options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/keeping.ts')).runIntegrity(options, context),
    ),
  );

program
  .command('retention')
  .description('remove what is due, as the system does by itself')
  .option('--dry-run', 'only say what would leave')
  .action((options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/keeping.ts')).runRetentionCommand(options, context),
    ),
  );

program
  .command('backup')
  .description('keep database and objects as one set, elsewhere, as the system does by itself')
  .option('--to <url>', 's3://bucket/prefix or file:///folder (PEGASUS_BACKUP_URL)')
  .option('--list', 'only show which sets there are')
  .option('--new-key', 'only print a new key for PEGASUS_BACKUP_KEY')
  .action((options, command) =>
    run(command, true, async (context) => (await import('./commands/backup.ts')).runBackup(options, context)),
  );

program
  .command('restore')
  .description('bring a set back into an empty place, or one course or lecture into what is there')
  .option('--from <url>', 's3://bucket/prefix or file:///folder (PEGASUS_BACKUP_URL)')
  .option('--set <id>', 'which set; else the newest that was finished')
  .option('--replace', 'replace what is there, after keeping it as a set of its own')
  .option('--course <id>', 'only this course')
  .option('--lecture <id>', 'only this lecture')
  .action((options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/backup.ts')).runRestore(options, context),
    ),
  );

program
  .command('delete')
  .description('delete a lecture, a course or an account for good, with every copy')
  .argument('<kind>', 'lecture, course or account')
  .argument('<id>', 'its id')
  .option('--yes', 'really')
  .action((kind, id, options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/keeping.ts')).runDelete(kind, id, options, context),
    ),
  );

program
  .command('canary')
  .description('send a lecture through all four stages now, say where it stopped, and delete it again')
  .action((_options, command) =>
    run(command, true, async (context) => (await import('./commands/canary.ts')).runCanary(context)),
  );

program
  .command('config')
  .description('the effective settings, secrets masked')
  .action((_options, command) =>
    run(command, true, async ({ config, terminal }) => {
      const rows = describeConfig(config);
      for (const { name, value } of rows) terminal.say(`${name.padEnd(30)}${value}`);
      return { code: EXIT.ok, result: Object.fromEntries(rows.map(({ name, value }) => [name, value])) };
    }),
  );

program
  .command('environment')
  .description('what this environment is made of, secrets masked, to compare it with another')
  .option('-o, --out <file>', 'file to write it to')
  .action((options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/parity.ts')).runEnvironment(options, context),
    ),
  );

program
  .command('parity')
  .description('compare two environments; a difference that is not allowed fails')
  .argument('<left>', 'address of a server, or a file that «environment» wrote')
  .argument('<right>', 'the other')
  .option('--allowed <file>', 'differences that are meant to be, a line each: «name: why»')
  .option('--left-token <file>', 'file with the token of an operator or of the figures, for an address')
  .option('--right-token <file>', 'the same for the other')
  .action((left, right, options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/parity.ts')).runParity(left, right, options, context),
    ),
  );

program
  .command('account')
  .description(
    'look after accounts from this machine: the first administrator, and a way in when there is none',
  )
  .addArgument(new Argument('<action>').choices(ACCOUNT_ACTIONS))
  .argument('[email]', 'whose account')
  .option('-r, --role <role>', 'student, operator or administrator')
  .action((action, email, options, command) =>
    run(command, true, async (context) =>
      (await import('./commands/account.ts')).runAccount(action, email, options, context),
    ),
  );

program
  .command('doctor')
  .description('say what is missing on this machine and how to get it')
  .action((_options, command) =>
    run(command, true, async (context) => (await import('./commands/doctor.ts')).runDoctor(context)),
  );

await program.parseAsync();
