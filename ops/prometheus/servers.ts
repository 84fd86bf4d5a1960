import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { freePort, startChild, untilUp } from '../../fixtures/servers/child-server.ts';
import { findProgram } from '../../fixtures/servers/find-program.ts';

const UP_SECONDS = 30;

export interface PrometheusServer {
  address: string;
  /** What an instant query gives: labels and value of each series. Throws what Prometheus says is wrong. */
  query(expression: string): Promise<{ labels: Record<string, string>; value: number }[]>;
  stop(): Promise<void>;
}

export interface PrometheusOptions {
  /** An empty folder. */
  folder: string;
  /** What is scraped, as host and port, by job. */
  targets: Readonly<Record<string, readonly string[]>>;
  rules: readonly object[];
  seconds: number;
  /** Host and port. */
  alertmanager?: string;
}

/** Starts a real Prometheus on loopback that looks every so many seconds. Throws ServerMissing. */
export async function startPrometheus(options: PrometheusOptions): Promise<PrometheusServer> {
  const { folder, targets, rules, seconds, alertmanager } = options;
  await mkdir(folder, { recursive: true });
  const every = `${Math.round(seconds * 1000)}ms`;
  const files = await Promise.all(
    rules.map(async (content, index) => {
      const path = join(folder, `rules-${index}.yaml`);
      await writeFile(path, stringify(content, { aliasDuplicateObjects: false }));
      return path;
    }),
  );
  const config = {
    global: { scrape_interval: every, scrape_timeout: every, evaluation_interval: every },
    rule_files: files,
    scrape_configs: Object.entries(targets).map(([job, addresses]) => ({
      job_name: job,
      static_configs: [{ targets: addresses }],
    })),
    ...(alertmanager
      ? { alerting: { alertmanagers: [{ static_configs: [{ targets: [alertmanager] }] }] } }
      : {}),
  };
  const configFile = join(folder, 'prometheus.yaml');
  await writeFile(configFile, stringify(config, { aliasDuplicateObjects: false }));
  const address = `127.0.0.1:${await freePort()}`;
  const child = startChild(findProgram('prometheus', ['prometheus']), [
    `--config.file=${configFile}`,
    `--storage.tsdb.path=${join(folder, 'series')}`,
    `--web.listen-address=${address}`,
    '--log.level=warn',
  ]);
  await untilUp('Prometheus', child, UP_SECONDS, () => answered(`http://${address}/-/ready`));
  return {
    address,
    query: async (expression) => {
      const url = `http://${address}/api/v1/query?query=${encodeURIComponent(expression)}`;
      const answer = (await (await fetch(url)).json()) as {
        status: string;
        error?: string;
        data?: { result: { metric: Record<string, string>; value: [number, string] }[] };
      };
      if (answer.status !== 'success') throw new Error(`«${expression}»: ${answer.error}`);
      return (answer.data?.result ?? []).map(({ metric, value }) => ({
        labels: metric,
        value: Number(value[1]),
      }));
    },
    stop: () => child.stop(),
  };
}

/** Starts a real Alertmanager on loopback with this configuration. Throws ServerMissing. */
export async function startAlertmanager(
  folder: string,
  config: object,
): Promise<{ address: string; stop(): Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const configFile = join(folder, 'alertmanager.yaml');
  await writeFile(configFile, stringify(config, { aliasDuplicateObjects: false }));
  const address = `127.0.0.1:${await freePort()}`;
  const program = findProgram('prometheus-alertmanager', ['prometheus-alertmanager']);
  const child = startChild(program, [
    `--config.file=${configFile}`,
    `--storage.path=${join(folder, 'state')}`,
    `--web.listen-address=${address}`,
    // One alone: it need not wait for others that might tell the same.
    '--cluster.listen-address=',
    '--log.level=warn',
  ]);
  await untilUp('Alertmanager', child, UP_SECONDS, () => answered(`http://${address}/-/ready`));
  return { address, stop: () => child.stop() };
}

async function answered(url: string): Promise<void> {
  const { status } = await fetch(url);
  if (status !== 200) throw new Error(`${url} answered ${status}.`);
}
