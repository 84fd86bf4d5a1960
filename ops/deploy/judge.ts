import assert from 'node:assert/strict';
import { PROBES, type Probe } from '@pegasus/server/probes.ts';
import { validate as validateDockerfile } from 'dockerfile-utils';
import * as kubernetes from 'kubernetes-models';
import { parse, parseAllDocuments } from 'yaml';
import { type DeployFile, PARTS } from './define.ts';

/** What a part of an object must be, whatever else is in it. */
interface Model {
  validate(): void;
}
type ModelClass = new (object: object) => Model;

/** A number with a unit, as containers and compose files write it, in seconds. */
const seconds = (text: string) => Number(/^(\d+)s$/.exec(text)?.[1] ?? Number.NaN);

/**
 * Holds every platform file against what its platform takes and against the one source of probes. Throws what
 * is wrong; gives a line for each thing that was looked at.
 */
export function judgeFiles(files: readonly DeployFile[]): string[] {
  const at = (path: string) => {
    const file = files.find((one) => one.path === path);
    assert.ok(file, `There is no ${path}.`);
    return file.text;
  };
  return [
    judgeDockerfile(at('deploy/Dockerfile')),
    judgeCompose(at('deploy/compose.yaml')),
    judgeManifests(files.filter(({ path }) => path.startsWith('deploy/kubernetes/'))),
    judgeUnits(at),
    judgeProxies(at('deploy/Caddyfile')),
  ];
}

function judgeDockerfile(text: string): string {
  const found = validateDockerfile(text);
  assert.deepEqual(
    found.map(({ message }) => message),
    [],
    'The linter of container files finds something.',
  );
  assert.match(text, /^ARG BASE$/m, 'The base of the image has to be given, with its digest.');
  const user = /^USER (\d+):\d+$/m.exec(text)?.[1];
  assert.ok(user && Number(user) > 0, 'The image runs as root.');
  assert.doesNotMatch(text, /^(RUN|ADD) /m, 'Building the image fetches or runs something.');
  const health = /HEALTHCHECK --interval=(\S+) --timeout=(\S+) --start-period=\S+ --retries=(\d+)/.exec(text);
  holds('the image', PROBES.live, [
    seconds(health?.[1] ?? ''),
    seconds(health?.[2] ?? ''),
    Number(health?.[3]),
  ]);
  assert.ok(text.includes(PROBES.live.path), 'The image is not asked whether it lives.');
  return `Container file: no finding of its linter, user ${user}, base by argument, nothing fetched.`;
}

function judgeCompose(text: string): string {
  const { services } = parse(text) as {
    services: Record<
      string,
      { read_only?: boolean; cap_drop?: string[]; stop_grace_period?: string; healthcheck?: Check }
    >;
  };
  for (const part of ['api', 'worker'] as const) {
    const service = services[part];
    assert.ok(service?.healthcheck, `compose does not ask the ${part} for its health.`);
    const { test, interval, timeout, retries } = service.healthcheck;
    assert.ok(
      test.some((word) => word.endsWith(`:${PARTS[part].port}${PROBES.ready.path}`)),
      `compose asks the ${part} for something else than its readiness.`,
    );
    holds(`compose, ${part}`, PROBES.ready, [seconds(interval), seconds(timeout), retries]);
    assert.equal(service.read_only, true, `The ${part} of compose can write to its own files.`);
    assert.deepEqual(service.cap_drop, ['ALL'], `The ${part} of compose keeps rights.`);
    assert.equal(seconds(service.stop_grace_period ?? ''), PARTS[part].graceSeconds);
  }
  return `Compose file: ${Object.keys(services).join(', ')}; probes and times as in the one source.`;
}

interface Check {
  test: string[];
  interval: string;
  timeout: string;
  retries: number;
}

interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string };
  spec?: { template?: { spec: { terminationGracePeriodSeconds: number; containers: Container[] } } };
}
type Container = Record<'startupProbe' | 'livenessProbe' | 'readinessProbe', KubernetesProbe> & {
  resources: { limits?: object; requests?: object };
  securityContext: { readOnlyRootFilesystem?: boolean; allowPrivilegeEscalation?: boolean };
};
interface KubernetesProbe {
  httpGet: { path: string };
  periodSeconds: number;
  timeoutSeconds: number;
  failureThreshold: number;
}

function judgeManifests(files: readonly DeployFile[]): string {
  const kustomization = files.find(({ path }) => path.endsWith('/kustomization.yaml'));
  const { resources } = parse(kustomization?.text ?? '') as { resources: string[] };
  const others = files.filter((file) => file !== kustomization);
  assert.deepEqual(
    resources.toSorted(),
    others.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)).sort(),
    'The kustomization names other files than there are.',
  );
  const objects = others.flatMap(({ text }) =>
    parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject),
  );
  for (const object of objects) {
    const name = `${object.kind} ${object.metadata.name}`;
    try {
      new (modelOf(object))(object).validate();
    } catch (error) {
      throw new Error(
        `${name} is not what Kubernetes takes: ${error instanceof Error ? error.message : error}`,
      );
    }
  }
  const kinds = new Map<string, number>();
  for (const { kind } of objects) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  for (const [kind, least] of Object.entries(LEAST_OBJECTS))
    assert.ok((kinds.get(kind) ?? 0) >= least, `There are fewer than ${least} of ${kind}.`);
  for (const part of ['api', 'worker'] as const) judgeDeployment(objects, part);
  return `Kubernetes: ${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')}, each valid; probes and times as in the one source.`;
}

const LEAST_OBJECTS = {
  Deployment: 2,
  Service: 2,
  HorizontalPodAutoscaler: 2,
  PodDisruptionBudget: 2,
  NetworkPolicy: 4,
  Ingress: 1,
};

/** The library keeps a class for each kind, by group and version: `networking.k8s.io` is `networkingK8sIo`. */
function modelOf({ apiVersion, kind }: KubernetesObject): ModelClass {
  const words = apiVersion
    .split('/')
    .map((word) => word.replaceAll(/\.(\w)/g, (_, letter) => letter.toUpperCase()));
  let space: unknown = kubernetes;
  for (const word of [...words, kind]) space = (space as Record<string, unknown> | undefined)?.[word];
  assert.equal(typeof space, 'function', `There is no ${kind} in ${apiVersion}.`);
  return space as ModelClass;
}

function judgeDeployment(objects: readonly KubernetesObject[], part: 'api' | 'worker'): void {
  const found = objects.find(
    ({ kind, metadata }) => kind === 'Deployment' && metadata.name === `pegasus-${part}`,
  );
  const pod = found?.spec?.template?.spec;
  const container = pod?.containers[0];
  assert.ok(pod && container, `There is no Deployment of the ${part}.`);
  assert.equal(pod.terminationGracePeriodSeconds, PARTS[part].graceSeconds);
  for (const [name, probe] of [
    ['startupProbe', PROBES.startup],
    ['livenessProbe', PROBES.live],
    ['readinessProbe', PROBES.ready],
  ] as const) {
    const { httpGet, periodSeconds, timeoutSeconds, failureThreshold }: KubernetesProbe = container[name];
    assert.equal(httpGet.path, probe.path, `The ${name} of the ${part} asks elsewhere.`);
    holds(`${name} of the ${part}`, probe, [periodSeconds, timeoutSeconds, failureThreshold]);
  }
  assert.ok(container.resources.limits && container.resources.requests, `The ${part} has no limits.`);
  assert.equal(
    container.securityContext.readOnlyRootFilesystem,
    true,
    `The ${part} can write to its own files.`,
  );
  assert.equal(container.securityContext.allowPrivilegeEscalation, false, `The ${part} can gain rights.`);
}

function judgeUnits(at: (path: string) => string): string {
  for (const part of ['api', 'worker'] as const) {
    const unit = at(`deploy/systemd/pegasus-${part}.service`);
    const { startup, live } = PROBES;
    const tail = (probe: Probe) =>
      `${probe.path} ${probe.timeoutSeconds} ${probe.failures} ${probe.everySeconds}`;
    assert.ok(unit.includes(tail(startup)), `The unit of the ${part} does not wait until it has started.`);
    const beside = at(`deploy/systemd/pegasus-${part}-live.service`);
    assert.ok(beside.includes(tail(live)), `Nobody asks the ${part} whether it lives.`);
    assert.match(unit, new RegExp(`^TimeoutStopSec=${PARTS[part].graceSeconds}$`, 'm'));
    assert.match(unit, /^User=(?!root$).+$/m, `The ${part} runs as root.`);
    assert.match(unit, /^ProtectSystem=strict$/m, `The ${part} can write to the system.`);
  }
  return 'systemd units: wait for the start, ask whether it lives, run as nobody who owns anything.';
}

function judgeProxies(caddyfile: string): string {
  const { ready } = PROBES;
  assert.ok(caddyfile.includes(`health_uri ${ready.path}`), 'Caddy does not ask whether an API is ready.');
  holds('Caddy', ready, [
    seconds(/health_interval (\S+)/.exec(caddyfile)?.[1] ?? ''),
    seconds(/health_timeout (\S+)/.exec(caddyfile)?.[1] ?? ''),
    ready.failures,
  ]);
  return 'Proxies: Caddy asks each API as the one source says; nginx has no such question in its free edition.';
}

function holds(where: string, probe: Probe, [every, timeout, failures]: readonly number[]): void {
  assert.deepEqual(
    { every, timeout, failures },
    { every: probe.everySeconds, timeout: probe.timeoutSeconds, failures: probe.failures },
    `${where}: another threshold than the one source has.`,
  );
}
