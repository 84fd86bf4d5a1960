import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFailure } from './failure.ts';
import { quote } from './quoting-model.ts';
import { run } from './test-run.ts';
import type { JsonSchema, ModelAnswer, ModelCall } from './test-server.ts';
import { VENDORS, type VendorName } from './vendors.ts';

const good = (call: ModelCall): ModelAnswer => ({ words: JSON.stringify(quote(call)) });
const vendors = Object.keys(VENDORS) as VendorName[];

/** The first answers as given, and good ones after that. */
const firstly =
  (...answers: ModelAnswer[]) =>
  (call: ModelCall, count: number) =>
    answers[count - 1] ?? good(call);

for (const vendor of vendors) {
  describe(`a model at ${vendor}`, () => {
    test('is asked with key, model and schema in the vendor’s own form, and its answer becomes items', async () => {
      const { draft, calls, usage } = await run(vendor, good);
      assert.ok((draft?.bodies.flashcards?.cards.length ?? 0) > 0);
      const [first] = calls;
      assert.ok(first);
      assert.ok(JSON.stringify(first.headers).includes('key-of-the-test'));
      assert.ok(`${first.path} ${JSON.stringify(first.body)}`.includes('claude-sonnet-4-5'));
      assert.deepEqual(Object.keys(first.schema.properties ?? {}).sort(), ['concepts', 'parts', 'title']);
      assert.ok(first.words.includes('s2 | Osmosis is the movement of water'));
      assert.ok(usage.every(({ inputTokens, outputTokens }) => inputTokens === 100 && outputTokens === 20));
    });

    test('is asked again, with what is wrong, when its JSON is cut off', async () => {
      const { draft, calls, usage } = await run(
        vendor,
        firstly({ words: '{"title": "Cells", "concepts": [{"na', cut: true }),
      );
      assert.ok(draft);
      assert.match(calls[1]?.words ?? '', /cut off because it was too long/);
      assert.equal(usage[0]?.outcome, 'unusable');
    });

    test('is asked again, with what is wrong, when its answer has another form', async () => {
      const { draft, calls } = await run(vendor, firstly({ words: '{"title": 7, "cards": []}' }));
      assert.ok(draft);
      assert.match(calls[1]?.words ?? '', /cannot be read[\s\S]*title/);
      assert.ok(calls[1]?.words.includes('{"title": 7'), 'its own words are shown to it');
    });

    test('fails the lecture when it stays wrong, naming provider and step and none of the words', async () => {
      const { problem, calls } = await run(vendor, () => ({ words: '{"title": "Osmosis is secret"}' }));
      assert.equal(problem?.code, 'language-failed');
      assert.match(problem.detail ?? '', new RegExp(`Provider ${vendor}, step concepts`));
      assert.doesNotMatch(`${problem.message} ${problem.cause}`, /Osmosis|secret|key-of-the-test/);
      assert.equal(calls.length, 2);
    });

    test('fails the lecture when it says nothing twice', async () => {
      const { problem, calls } = await run(vendor, () => ({ words: '' }));
      assert.equal(problem?.code, 'language-failed');
      assert.equal(calls.length, 2);
    });

    test('is called again after 429 with Retry-After', async () => {
      const busy = { status: 429, headers: { 'retry-after': '0' } };
      const { draft, usage } = await run(vendor, firstly(busy, busy));
      assert.ok(draft);
      assert.deepEqual(
        usage.slice(0, 3).map(({ outcome }) => outcome),
        ['unavailable', 'unavailable', 'answered'],
      );
      assert.equal(usage[0]?.inputTokens, 0);
    });

    test('is given up, as not available, when it fails with 500 every time', async () => {
      const { problem, calls } = await run(vendor, () => ({ status: 500, body: 'Osmosis is secret' }));
      assert.equal(problem?.code, 'language-unavailable');
      assert.match(problem.detail ?? '', new RegExp(`Provider ${vendor}, step concepts: it answered 500`));
      assert.doesNotMatch(`${problem.message} ${problem.cause}`, /secret/);
      assert.equal(calls.length, 3);
    });

    for (const status of [401, 403]) {
      test(`is a matter of the settings when it answers ${status}`, async () => {
        const body = '{"error": {"message": "bad key key-of-the-test"}}';
        const { problem, calls, usage } = await run(vendor, () => ({ status, body }));
        assert.equal(problem?.code, 'language-refused');
        assert.equal(problem.entry.kind, 'environment');
        assert.doesNotMatch(`${problem.message} ${problem.cause}`, /key-of-the-test/);
        assert.equal(calls.length, 1);
        assert.equal(usage[0]?.outcome, 'refused');
      });
    }

    test('is given up when it never answers', async () => {
      const { problem, usage } = await run(vendor, () => 'silence', {
        settings: { languageTimeoutSeconds: 0.05 },
      });
      assert.equal(problem?.code, 'language-unavailable');
      assert.match(problem.detail ?? '', /no answer within 0.05 seconds/);
      assert.ok((usage[0]?.inputTokens ?? 0) > 0, 'it may be charged for');
    });

    for (const [how, slow] of [
      ['begins late', (seconds: number) => ({ before: seconds })],
      ['stops half way', (seconds: number) => ({ halfWay: seconds })],
    ] as const) {
      test(`is waited for within the limit when its answer ${how}, and given up beyond it`, async () => {
        const slowly = (seconds: number) => (call: ModelCall) => ({
          words: JSON.stringify(quote(call)),
          slow: slow(seconds),
        });
        const within = await run(vendor, slowly(0.05), { settings: { languageTimeoutSeconds: 30 } });
        assert.ok((within.draft?.bodies.flashcards?.cards.length ?? 0) > 0);
        assert.ok(within.usage.every(({ outcome, seconds }) => outcome === 'answered' && seconds >= 0.04));

        const beyond = await run(vendor, slowly(600), { settings: { languageTimeoutSeconds: 0.1 } });
        assert.equal(beyond.problem?.code, 'language-unavailable');
        assert.equal(beyond.problem.entry.retry, true);
        assert.match(beyond.problem.detail ?? '', /step concepts: no answer within 0.1 seconds/);
        assert.equal(beyond.calls.length, 1, 'what is too slow once is not asked for again at once');
      });
    }

    test('is left at once when the lecture is cancelled while it thinks', async () => {
      const cancelled = new AbortController();
      const reason = new Error('told to stop');
      const { thrown, usage, calls } = await run(
        vendor,
        () => {
          cancelled.abort(reason);
          return 'silence';
        },
        { signal: cancelled.signal },
      );
      assert.equal(thrown, reason);
      assert.equal(calls.length, 1);
      assert.equal(usage[0]?.outcome, 'cancelled');
    });
  });
}

describe('a model server', () => {
  const vendor = 'openai-compatible';

  test('may wrap its JSON into a fence and a sentence', async () => {
    const { draft, calls } = await run(vendor, (call) => ({
      words: `Here it is:\n\`\`\`json\n${JSON.stringify(quote(call))}\n\`\`\`\nEnjoy!`,
    }));
    assert.ok(draft);
    assert.ok(calls.every(({ words }) => !words.includes('cannot be read')));
  });

  test('needs no key, and then none is sent', async () => {
    const { draft, calls } = await run(vendor, good, { settings: { languageKey: '' } });
    assert.ok(draft);
    assert.equal(calls[0]?.headers.authorization, undefined);
  });

  test('that asks for a longer pause than is waited for is given up at once', async () => {
    const { problem, calls } = await run(vendor, () => ({
      status: 503,
      headers: { 'retry-after': '3600' },
    }));
    assert.equal(problem?.code, 'language-unavailable');
    assert.equal(calls.length, 1);
  });

  test('is not waited for when the lecture is cancelled in a pause', async () => {
    const cancelled = new AbortController();
    const reason = new Error('told to stop');
    const { thrown } = await run(
      vendor,
      () => {
        setImmediate(() => setTimeout(() => cancelled.abort(reason), 20));
        return { status: 429, headers: { 'retry-after': '5' } };
      },
      { signal: cancelled.signal },
    );
    assert.equal(thrown, reason);
  });

  test('that redirects is not followed anywhere', async () => {
    const { problem, calls } = await run(vendor, () => ({
      status: 307,
      headers: { location: 'http://169.254.169.254/latest/meta-data' },
    }));
    assert.equal(problem?.code, 'language-refused');
    assert.match(problem.detail ?? '', /redirects are not followed/);
    assert.equal(calls.length, 1);
  });

  test('that answers with something else than its interface fails the lecture', async () => {
    const { problem, calls } = await run(vendor, () => ({ status: 200, body: '<html>Osmosis</html>' }));
    assert.equal(problem?.code, 'language-failed');
    assert.doesNotMatch(`${problem.message} ${problem.cause}`, /Osmosis/);
    assert.equal(calls.length, 3);
  });

  test('that answers without end fails the lecture', async () => {
    const { problem, calls } = await run(vendor, () => ({ status: 200, body: ' '.repeat(16_100_000) }));
    assert.equal(problem?.code, 'language-failed');
    assert.match(problem.detail ?? '', /step concepts: The reply is far too long/);
    assert.equal(calls.length, 1);
  });

  test('that is not there is tried again and then given up', async () => {
    const { problem, usage } = await run(vendor, good, {
      settings: { languageUrl: 'http://127.0.0.1:9/v1' },
    });
    assert.equal(problem?.code, 'language-unavailable');
    assert.match(problem.detail ?? '', /no connection \(ECONNREFUSED\)/);
    assert.equal(usage.length, 3);
  });
});

describe('the pause that a provider asks for', () => {
  const now = Date.parse('2026-11-02T10:00:00Z');
  const pauseOf = (responseHeaders: Record<string, string>) =>
    readFailure({ name: 'AI_APICallError', statusCode: 429, responseHeaders }, 'here', now).waitSeconds;

  test('is read from seconds, from a date, and from milliseconds first', () => {
    assert.equal(pauseOf({ 'retry-after': '7' }), 7);
    assert.equal(pauseOf({ 'retry-after': 'Mon, 02 Nov 2026 10:00:30 GMT' }), 30);
    assert.equal(pauseOf({ 'retry-after': 'Mon, 02 Nov 2026 09:00:00 GMT' }), 0);
    assert.equal(pauseOf({ 'retry-after': '7', 'retry-after-ms': '250' }), 0.25);
  });
  test('is none where it is missing or makes no sense', () => {
    assert.equal(pauseOf({}), undefined);
    assert.equal(pauseOf({ 'retry-after': 'soon' }), undefined);
  });
});

test('a model of anthropic that answers by a forced tool is read alike', async () => {
  const { draft, calls } = await run(
    'anthropic',
    ({ body }) => {
      const [tool] = body.tools as { name: string; input_schema: JsonSchema }[];
      assert.ok(tool);
      const names = Object.keys(tool.input_schema.properties ?? {});
      const input = Object.fromEntries(names.map((name) => [name, name === 'title' ? 'Cells' : []]));
      const content = [{ type: 'tool_use', id: 'toolu_1', name: tool.name, input }];
      const usage = { input_tokens: 1, output_tokens: 1 };
      const message = { type: 'message', role: 'assistant', content, stop_reason: 'tool_use', usage };
      return { status: 200, body: JSON.stringify({ ...message, id: 'msg_1', model: 'm' }) };
    },
    { settings: { languageModel: 'claude-3-haiku-20240307' } },
  );
  assert.equal(draft?.bodies.outline?.headings[0]?.title, 'Cells');
  assert.equal(calls.length, 2);
});
