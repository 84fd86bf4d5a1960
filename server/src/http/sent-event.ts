/** What goes out on a stream of server-sent events. */
export type SentEvent =
  | { kind: 'event'; name: string; data: unknown }
  /** Keeps proxies and phones from closing a quiet connection. */
  | { kind: 'heartbeat' };

/** How long a browser waits before it connects again, in milliseconds. */
const RETRY_MS = 2000;

/** The text of a stream of events, as the HTML standard defines it. JSON has no line breaks, so one line holds it. */
export async function* writeEvents(events: AsyncIterable<SentEvent>): AsyncGenerator<string> {
  yield `retry: ${RETRY_MS}\n\n`;
  for await (const event of events) {
    yield event.kind === 'heartbeat'
      ? ': still here\n\n'
      : `event: ${event.name}\ndata: ${JSON.stringify(event.data)}\n\n`;
  }
}
