import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { fixture, ROOT, runPegasus, startServer } from './product.ts';

const transcript = fixture('transcripts/cells-1-membranes.json');

describe('the command line', () => {
  let scratch: string;
  let data: string;
  before(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'pegasus-command-line-'));
    data = join(scratch, 'data');
  });
  after(() => rm(scratch, { recursive: true, force: true }));

  test('help names every command and what the exit codes mean', async () => {
    const { code, stdout } = await runPegasus(['--help']);
    assert.equal(code, 0);
    for (const command of [
      'lecture',
      'transcribe',
      'generate',
      'serve',
      'worker',
      'migrate',
      'config',
      'doctor',
    ]) {
      assert.match(stdout, new RegExp(`^\\s+${command}\\b`, 'm'));
    }
    assert.match(stdout, /Exit codes/);
  });

  test('wrong use ends with 2 and says what is right', async () => {
    const unknown = await runPegasus(['lectur']);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /unknown command/);
    const preset = await runPegasus(['generate', transcript, '--preset', 'best']);
    assert.equal(preset.code, 2);
    assert.match(preset.stderr, /There are: .*exam/);
  });

  test('generate shows material and writes every kind of file that applies', async () => {
    const out = join(scratch, 'generated');
    const { code, stdout, stderr } = await runPegasus([
      '--json',
      'generate',
      transcript,
      '--preset',
      'exam',
      '--out',
      out,
    ]);
    assert.equal(code, 0, stderr);
    const result = JSON.parse(stdout);
    assert.ok(result.artifacts.length >= 4);
    assert.deepEqual((await readdir(out)).map((name) => name.slice(name.lastIndexOf('.'))).sort(), [
      '.apkg',
      '.csv',
      '.docx',
      '.json',
      '.md',
      '.pdf',
      '.srt',
      '.tsv',
      '.vtt',
    ]);
    const shown = await runPegasus(['generate', transcript]);
    assert.match(shown.stderr, /Examinable points/);
  });

  test('transcribe writes a transcript that generate takes', async () => {
    const file = join(scratch, 't.json');
    const heard = await runPegasus(['transcribe', fixture('media/sentence.mp3'), '--out', file]);
    assert.equal(heard.code, 0, heard.stderr);
    const { segments, provenance } = JSON.parse(await readFile(file, 'utf8'));
    assert.ok(
      segments.length > 0 && segments.every(({ start, end }: { start: number; end: number }) => end > start),
    );
    assert.ok(provenance.modelSha256);
    const thin = await runPegasus(['generate', file]);
    assert.equal(thin.code, 6, 'one sentence is thin');
    assert.match(thin.stderr, /too little/);
  });

  test('lecture keeps the lecture, prints where time went, and a second one joins its course', async () => {
    for (const name of ['cells-1-membranes', 'cells-2-enzymes']) {
      const { code, stderr } = await runPegasus([
        'lecture',
        fixture(`transcripts/${name}.json`),
        '--course',
        'Cells',
        '--out',
        join(scratch, name),
        '--data',
        data,
      ]);
      assert.equal(code, 0, stderr);
      assert.match(stderr, /Where time went/);
    }
  });

  test('input that cannot be used ends with 3, says what to do, and leaves no lecture and no course', async () => {
    const bad = await runPegasus([
      'lecture',
      fixture('bad/silent.wav'),
      '--course',
      'Only for this',
      '--data',
      data,
    ]);
    assert.equal(bad.code, 3);
    assert.match(bad.stderr, /silent.*\n.*What to do: Check the microphone/);
    const renamed = await runPegasus(['--json', 'lecture', fixture('bad/renamed-pdf.m4a'), '--data', data]);
    assert.equal(renamed.code, 3);
    assert.equal(JSON.parse(renamed.stdout).problem.code, 'recording-type-unsupported');
    const server = await startServer(data);
    const courses = (await (await fetch(`${server.url}/api/courses`)).json()) as {
      items: { name: string; lectures: number }[];
    };
    await server.stop();
    assert.deepEqual(
      courses.items.map(({ name, lectures }) => [name, lectures]),
      [['Cells', 2]],
    );
  });

  test('a file that is not there ends with 4', async () => {
    const { code, stderr } = await runPegasus(['lecture', join(scratch, 'nowhere.m4a'), '--data', data]);
    assert.equal(code, 4);
    assert.match(stderr, /cannot be opened.*nowhere\.m4a/);
  });

  test('a data folder that another process uses is refused, and is whole afterwards', async () => {
    const server = await startServer(data);
    const second = await runPegasus(['lecture', transcript, '--data', data]);
    await server.stop();
    assert.equal(second.code, 4);
    assert.match(
      second.stderr,
      new RegExp(`Another Pegasus process is using the data folder.*${server.process.pid}`),
    );
    assert.equal((await runPegasus(['migrate', '--data', data])).code, 0);
  });

  test('a port that is taken is refused with the setting to change', async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await runPegasus(['serve', '--port', String(port), '--data', data]);
    other.close();
    assert.equal(code, 4);
    assert.match(stderr, new RegExp(`using the port.*${port}[\\s\\S]*PEGASUS_PORT`));
  });

  test('a data folder that cannot be made is refused', async () => {
    const file = join(scratch, 'a-file');
    await writeFile(file, '');
    const { code, stderr } = await runPegasus(['migrate', '--data', join(file, 'data')]);
    assert.equal(code, 4);
    assert.match(stderr, /data folder cannot be written/);
  });

  test('each wrong setting is named with its remedy, all at once', async () => {
    const { code, stderr } = await runPegasus(['config'], {
      PEGASUS_PORT: 'eighty',
      PEGASUS_MAX_RECORDING_HOURS: '-1',
      PEGASUS_PROT: '1',
    });
    assert.equal(code, 4);
    for (const name of ['PEGASUS_PORT', 'PEGASUS_MAX_RECORDING_HOURS', 'PEGASUS_PROT'])
      assert.match(stderr, new RegExp(name));
  });

  test('config prints the effective settings', async () => {
    const { code, stdout } = await runPegasus(['--json', 'config'], { PEGASUS_PORT: '1234' });
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).PEGASUS_PORT, '1234');
  });

  test('doctor finds all that a lecture needs on this machine', async () => {
    const { code, stdout } = await runPegasus(['doctor', '--data', join(scratch, 'doctor')]);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /Everything that a lecture needs is here/);
  });

  test('with --json, standard output holds the result and nothing else', async () => {
    for (const command of [['doctor'], ['migrate'], ['config']]) {
      const { code, stdout } = await runPegasus(['--json', ...command, '--data', join(scratch, 'json')]);
      assert.equal(code, 0);
      assert.doesNotThrow(() => JSON.parse(stdout), command.join(' '));
    }
  });

  test('migrate takes the schema back and brings it up again', async () => {
    const folder = join(scratch, 'migrate');
    const up = await runPegasus(['migrate', '--data', folder]);
    assert.match(up.stdout, /applied 0001-beginning/);
    const down = await runPegasus(['migrate', '--to', 'none', '--data', folder]);
    assert.match(down.stdout, /taken back 0001-beginning/);
    assert.match(
      (await runPegasus(['migrate', '--dry-run', '--data', folder])).stdout,
      /Waiting: 0001-beginning/,
    );
  });

  test('a Node.js that is too old, with no newer one beside it, is told plainly', async () => {
    const away = join(scratch, 'elsewhere/bin');
    await mkdir(away, { recursive: true });
    await copyFile(join(ROOT, 'server/bin/pegasus.mjs'), join(away, 'pegasus.mjs'));
    const asOld = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.11.0' } })`;
    const { code, stderr } = await runPegasus(
      ['--help'],
      {},
      { node: ['--import', asOld], script: join(away, 'pegasus.mjs') },
    );
    assert.equal(code, 4);
    assert.match(stderr, /needs Node\.js 24 or newer; this is 20\.11\.0[\s\S]*What to do/);
  });

  test('a full disk is refused before anything is accepted', async (context) => {
    const small = join(scratch, 'small-disk');
    await mkdir(small);
    const mounted = await promisify(execFile)('mount', [
      '-t',
      'tmpfs',
      '-o',
      'size=100m',
      'none',
      small,
    ]).then(
      () => true,
      () => false,
    );
    if (!mounted)
      return context.skip('not proved: a small disk cannot be mounted here (needs Linux and root)');
    try {
      const { code, stderr } = await runPegasus([
        'lecture',
        transcript,
        '--data',
        join(small, 'data'),
        '--out',
        join(scratch, 'full'),
      ]);
      assert.equal(code, 4, stderr);
      assert.match(stderr, /The disk is full/);
    } finally {
      await promisify(execFile)('umount', [small]);
    }
  });
});
