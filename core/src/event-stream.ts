/** One server-sent event. */
export interface StreamEvent {
  name: string;
  data: string;
}

/**
 * Reads `text/event-stream` as the HTML standard defines it (section 9.2.6): lines end in LF, CR or CRLF, an
 * empty line ends an event, an event without data is dropped, comments and other fields are skipped, and what the stream
 * leaves unfinished is thrown away. Bytes may be cut anywhere, inside a character too.
 */
export async function* readEventStream(bytes: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  let name = '';
  let data: string[] = [];
  for await (const line of linesOf(bytes)) {
    if (line === '') {
      if (data.length > 0) yield { name: name || 'message', data: data.join('\n') };
      name = '';
      data = [];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') name = value;
    else if (field === 'data') data.push(value);
  }
}

async function* linesOf(bytes: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = bytes.getReader();
  let rest = '';
  let finished = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        finished = true;
        return;
      }
      rest += decoder.decode(value, { stream: true });
      // A CR at the very end may be half of a CRLF: it waits for what follows.
      const ready = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
      const lines = ready.split(/\r\n|\r|\n/);
      const last = lines.pop() ?? '';
      rest = ready === rest ? last : `${last}\r`;
      yield* lines;
    }
  } finally {
    if (!finished) await reader.cancel().catch(ignoreBrokenStream);
  }
}

/** A stream that broke has nothing left to cancel; the read has already thrown the reason. */
function ignoreBrokenStream(): void {}
