import { lookup } from 'node:dns';
import { once } from 'node:events';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isForbiddenAddress, isPrivateAddress } from '../settings/address.ts';

const PATIENCE_MS = 10_000;
/** Of an answer, nothing is needed; a little is read so that the connection ends well. */
const MOST_ANSWER = 64 * 1024;

/**
 * Posts JSON to an address of the settings. It follows no redirect, and looks at the address to which the name
 * leads at the moment of the connection: never one of a cloud's machine facts or of a link, and in the clear
 * only within one's own network. Throws when the answer is not one of success.
 */
export async function postJson(address: string, content: object): Promise<void> {
  const url = new URL(address);
  const clear = url.protocol === 'http:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) refuseAddress(host, clear);
  const body = Buffer.from(JSON.stringify(content));
  const request = (clear ? requestHttp : requestHttps)(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': body.length },
    lookup: checkedLookup(clear),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const { statusCode = 0 } = response;
  let read = 0;
  for await (const piece of response) {
    read += (piece as Buffer).length;
    if (read > MOST_ANSWER) break;
  }
  if (statusCode < 200 || statusCode > 299) throw new Error(`The webhook answered ${statusCode}.`);
}

function refuseAddress(address: string, clear: boolean): void {
  if (isForbiddenAddress(address)) throw new Error('The webhook leads to an address that is never called.');
  if (clear && !isPrivateAddress(address))
    throw new Error('The webhook leads out of the own network without https.');
}

/** Looks a name up and judges every address of it before any is called. */
function checkedLookup(clear: boolean): LookupFunction {
  return (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '', 4);
      try {
        for (const { address } of found) refuseAddress(address, clear);
      } catch (refusal) {
        return done(refusal as NodeJS.ErrnoException, '', 4);
      }
      const [first] = found;
      if (!first) return done(new Error(`${name} has no address.`), '', 4);
      if (options.all) return (done as (error: null, all: typeof found) => void)(null, found);
      return done(null, first.address, first.family);
    });
  };
}
