import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createClient } from '@pegasus/core/client.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { createHttpServer } from './http/app.ts';
import { openServices, type Services } from './services.ts';
import { currentTrace, inSpan, openTracing } from './tracing.ts';
import { startWorker, type Worker } from './worker.ts';

interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: { key: string; value: { stringValue?: string } }[];
  status: { code?: number; message?: string };
}

/** Takes spans as a collector does: OTLP over HTTP, as JSON. */
async function startCollector() {
  const spans: SentSpan[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { resourceSpans } = JSON.parse(Buffer.concat(parts).toString()) as {
        resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[];
      };
      spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { spans, url: `http://127.0.0.1:${port}/v1/traces`, close: () => server.close() };
}

test('without an address nothing is traced', async () => {
  const tracing = await openTracing({ tracesUrl: '', tracesShare: 1 });
  await inSpan('nothing', {}, async () => assert.deepEqual(currentTrace(), {}));
  await tracing.close();
});

test('a collector that is away keeps nothing from ending', async () => {
  const tracing = await openTracing({ tracesUrl: 'http://127.0.0.1:9/v1/traces', tracesShare: 1 });
  await inSpan('something', {}, async () => assert.match(currentTrace().traceId ?? '', /^[0-9a-f]{32}$/));
  await tracing.close();
});

describe('the trace of a lecture', () => {
  let folder: string;
  let services: Services;
  let worker: Worker;
  let app: ReturnType<typeof createHttpServer>;
  let collector: Awaited<ReturnType<typeof startCollector>>;
  const lines: { msg: string; stage?: string; traceId?: string }[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pegasus-tracing-'));
    collector = await startCollector();
    const config = readConfig({
      PEGASUS_DATA: folder,
      PEGASUS_TRACES_URL: collector.url,
      PEGASUS_TEST_SPEECH_MILLISECONDS: '50',
    });
    const log = pino({ mixin: currentTrace }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    services = await openServices(config, { log });
    worker = await startWorker(services);
    app = createHttpServer(services);
    await app.listen({ host: '127.0.0.1', port: 0 });
  });
  after(() => rm(folder, { recursive: true }));

  test('goes from the request through the queue and every stage to the provider', async () => {
    const { port } = app.server.address() as AddressInfo;
    const client = createClient({ baseUrl: `http://127.0.0.1:${port}` });
    const course = await client.createCourse({ body: { name: 'Traced' } });
    const content = new Blob([
      await readFile(join(import.meta.dirname, '../../fixtures/sample-lecture.m4a')),
    ]);
    const form = { courseId: course.id, preset: 'exam' };
    const lecture = await client.createLecture({ form, file: { name: 'talk.m4a', content } });
    for await (const _ of client.followLecture({ params: { lectureId: lecture.id } }));
    const missing = await client
      .getLecture({ params: { lectureId: '00000000-0000-4000-8000-000000000000' } })
      .catch((error: unknown) => error);
    assert.ok(missing instanceof Problem && missing.code === 'not-found');
    const answer = await fetch(`http://127.0.0.1:${port}/api/lectures/00000000-0000-4000-8000-000000000000`);
    const document = (await answer.json()) as { traceId?: string };

    await app.close();
    await worker.stop();
    await services.close();
    const { spans } = collector;
    collector.close();
    const root = spans.find(({ name }) => name === 'POST /api/lectures');
    assert.ok(root, `Spans: ${spans.map(({ name }) => name).join(', ')}`);
    const ofLecture = spans.filter(({ traceId }) => traceId === root.traceId).map(({ name }) => name);
    for (const stage of ['ingest', 'transcribe', 'generate', 'export'])
      assert.ok(ofLecture.includes(`stage ${stage}`), `${stage} is not in ${ofLecture.join(', ')}`);
    const speech = spans.find(({ name }) => name.startsWith('speech '));
    const run = spans.find(({ spanId }) => spanId === speech?.parentSpanId);
    assert.equal(run?.name, 'run transcribe');
    assert.equal(speech?.traceId, root.traceId);
    const ingest = spans.find(({ name }) => name === 'stage ingest');
    assert.equal(ingest?.parentSpanId, root.spanId);

    // The log leads to the trace, and so does what somebody is told of a failure.
    const started = lines.filter(({ msg }) => msg === 'stage started');
    assert.deepEqual([...new Set(started.map(({ traceId }) => traceId))], [root.traceId]);
    const refused = spans.find(({ traceId }) => traceId === document.traceId);
    assert.equal(refused?.status.message, 'not-found');
    assert.doesNotMatch(JSON.stringify(spans), /Traced|talk\.m4a/, 'Spans hold no content.');
  });
});
