/** Bytes that have left, and how many there are. */
export type OnSent = (sent: number, total: number) => void;

/**
 * A `fetch` that tells how much of the body has left, which `fetch` itself cannot. Only what the client of
 * core uses of it is here: method, headers, body and signal.
 */
export function countingFetch(onSent: OnSent): typeof globalThis.fetch {
  return (address, { method = 'GET', headers, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const abort = () => request.abort();
      request.open(method, String(address));
      for (const [name, value] of Object.entries((headers as Record<string, string> | undefined) ?? {})) {
        request.setRequestHeader(name, value);
      }
      request.upload.onprogress = ({ loaded, total }) => onSent(loaded, total);
      request.onload = () => {
        // A status without a body must not be given one.
        const empty = request.status === 204 || request.status === 304;
        resolve(new Response(empty ? null : request.responseText, { status: request.status }));
      };
      request.onerror = () => reject(new TypeError('The connection broke.'));
      request.onabort = () => reject(signal?.reason ?? new TypeError('The request was stopped.'));
      request.onloadend = () => signal?.removeEventListener('abort', abort);
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      signal?.addEventListener('abort', abort);
      request.send(body as XMLHttpRequestBodyInit | null);
    });
}
