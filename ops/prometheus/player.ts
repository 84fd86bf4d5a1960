import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Scenario } from '@pegasus/server/alerts/define.ts';
import { scrapesOf } from '@pegasus/server/alerts/play.ts';
import type { Sample } from '@pegasus/server/metrics.ts';
import { STEP_SECONDS } from './compress.ts';

/** Prometheus looks for Alertmanager every five seconds. */
const LEAD_SECONDS = 12;
const HOLD_SECONDS = 5;

export interface Player {
  /** Where the figures are, as host and port. */
  target: string;
  /** Seconds since the plays began. */
  elapsed(): number;
  stop(): Promise<void>;
}

/** Shows the figures of many scenarios at once, each under its own name, a second for each of their points. */
export async function startPlayer(plays: ReadonlyMap<string, Scenario>): Promise<Player> {
  const scores = [...plays].map(([play, scenario]) => ({ play, scrapes: scoreOf(scenario) }));
  let began: number | undefined;
  const elapsed = () => (began === undefined ? 0 : (performance.now() - began) / 1000);
  const server = createServer((_request, response) => {
    // The plays begin when somebody looks.
    began ??= performance.now();
    const step = Math.floor(elapsed() / STEP_SECONDS);
    const lines = scores.flatMap(({ play, scrapes }) => {
      const { samples } = scrapes[Math.min(step, scrapes.length - 1)] ?? { samples: [] };
      return samples.map((sample) => toLine(sample, play));
    });
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(`${lines.sort().join('\n')}\n`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    target: `127.0.0.1:${port}`,
    elapsed,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** What is shown second by second: long enough at first to find Alertmanager, and where an alert is heard. */
function scoreOf(scenario: Scenario): { samples: Sample[] }[] {
  const scrapes = [...scrapesOf(scenario)];
  const firing = new Set(scenario.expect.filter((each) => each.firing.length > 0).map(({ at }) => at));
  return scrapes.flatMap((scrape, step) => {
    const seconds = step === 0 ? LEAD_SECONDS : firing.has(scrape.at) ? HOLD_SECONDS : 1;
    return Array.from({ length: seconds }, () => scrape);
  });
}

function toLine({ name, labels, value }: Sample, play: string): string {
  const pairs = Object.entries({ ...labels, play }).map(
    ([label, text]) => `${label}=${JSON.stringify(text)}`,
  );
  return `${name}{${pairs.join(',')}} ${value}`;
}
