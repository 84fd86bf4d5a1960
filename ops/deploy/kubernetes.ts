import { PROBES } from '@pegasus/server/probes.ts';
import { stringify } from 'yaml';
import { DATA, type DeployFile, labels, PARTS, type Part, secretFiles, USER_ID } from './define.ts';
import { ingress, networkPolicies } from './kubernetes-network.ts';
import { commented } from './text.ts';

/** Waiting lectures that one worker is expected to get through while students wait. */
const WAITING_PER_WORKER = 4;
const SECRETS_FOLDER = '/run/secrets/pegasus';

function probe({
  path,
  everySeconds,
  timeoutSeconds,
  failures,
}: (typeof PROBES)[keyof typeof PROBES]): object {
  return {
    httpGet: { path, port: 'http' },
    periodSeconds: everySeconds,
    timeoutSeconds,
    failureThreshold: failures,
  };
}

function deployment(part: Part): object {
  const { command, port, graceSeconds, needs, most } = PARTS[part];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `pegasus-${part}`, labels: labels(part) },
    spec: {
      replicas: 2,
      revisionHistoryLimit: 5,
      selector: { matchLabels: labels(part) },
      // A new one is ready before an old one is told to stop.
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: {
        metadata: { labels: labels(part) },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: graceSeconds,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: USER_ID,
            runAsGroup: USER_ID,
            fsGroup: USER_ID,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: labels(part) },
            },
          ],
          containers: [
            {
              name: part,
              image: 'pegasus',
              args: [command],
              ports: [{ name: 'http', containerPort: port }],
              envFrom: [{ configMapRef: { name: `pegasus-${part}` } }],
              startupProbe: probe(PROBES.startup),
              livenessProbe: probe(PROBES.live),
              readinessProbe: probe(PROBES.ready),
              resources: {
                requests: { cpu: `${needs.cpu * 1000}m`, memory: `${needs.memory}Mi` },
                limits: { cpu: `${most.cpu * 1000}m`, memory: `${most.memory}Mi` },
              },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: [
                { name: 'data', mountPath: DATA },
                { name: 'tmp', mountPath: '/tmp' },
                { name: 'secrets', mountPath: SECRETS_FOLDER, readOnly: true },
              ],
            },
          ],
          volumes: [
            // Only what can be made anew: rows are in PostgreSQL, objects in the store.
            { name: 'data', emptyDir: { sizeLimit: '20Gi' } },
            { name: 'tmp', emptyDir: { sizeLimit: '20Gi' } },
            { name: 'secrets', secret: { secretName: 'pegasus', defaultMode: 0o440 } },
          ],
        },
      },
    },
  };
}

function configMap(part: Part): object {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `pegasus-${part}`, labels: labels(part) },
    data: {
      ...PARTS[part].settings,
      PEGASUS_HOST: '0.0.0.0',
      PEGASUS_STORAGE_URL: 's3://pegasus?endpoint=https://store.example.org',
      PEGASUS_TRUSTED_PROXIES: '10.0.0.0/8',
      ...secretFiles(SECRETS_FOLDER),
    },
  };
}

function service(part: Part): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `pegasus-${part}`, labels: labels(part) },
    spec: {
      selector: labels(part),
      ports: [{ name: 'http', port: PARTS[part].port, targetPort: 'http' }],
      // A worker serves nobody: Prometheus finds each by its own address.
      ...(part === 'worker' ? { clusterIP: 'None' } : {}),
    },
  };
}

function disruptionBudget(part: Part): object {
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: `pegasus-${part}`, labels: labels(part) },
    spec: { maxUnavailable: 1, selector: { matchLabels: labels(part) } },
  };
}

function autoscaler(part: Part): object {
  const queueDepth = {
    type: 'External',
    external: {
      // Given by prometheus-adapter; its rule is beside these files.
      metric: { name: 'pegasus_waiting_lectures' },
      target: { type: 'AverageValue', averageValue: String(WAITING_PER_WORKER) },
    },
  };
  const cpu = {
    type: 'Resource',
    resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
  };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: `pegasus-${part}`, labels: labels(part) },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `pegasus-${part}` },
      minReplicas: 2,
      maxReplicas: part === 'worker' ? 20 : 6,
      metrics: [part === 'worker' ? queueDepth : cpu],
      // A lecture takes minutes: a worker that is not needed any more is not needed in ten minutes either.
      behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
    },
  };
}

/** Turns the figures of the queue into what the autoscaler asks for: every process tells the same, so the largest. */
const adapterRule = {
  rules: {
    external: [
      {
        seriesQuery: 'pegasus_stage_open_runs{state="waiting"}',
        name: { as: 'pegasus_waiting_lectures' },
        resources: { namespaced: false },
        metricsQuery: 'sum(max by (stage) (pegasus_stage_open_runs{state="waiting"}))',
      },
    ],
  },
};

export const manifests = (): { name: string; objects: object[] }[] => [
  {
    name: 'namespace',
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: 'pegasus', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
      },
    ],
  },
  ...(['api', 'worker'] as const).map((part) => ({
    name: part,
    objects: [configMap(part), deployment(part), service(part), disruptionBudget(part), autoscaler(part)],
  })),
  { name: 'ingress', objects: [ingress()] },
  { name: 'network', objects: networkPolicies() },
];

const yaml = (...objects: object[]) =>
  commented('ops/deploy', [
    objects
      .map((object) => stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 }))
      .join('---\n')
      .trimEnd(),
  ]);

export const kubernetesFiles = (): DeployFile[] => [
  {
    path: 'deploy/kubernetes/kustomization.yaml',
    text: yaml({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      namespace: 'pegasus',
      resources: manifests().map(({ name }) => `${name}.yaml`),
      images: [{ name: 'pegasus', newName: 'registry.example.org/pegasus', newTag: 'latest' }],
    }),
  },
  ...manifests().map(({ name, objects }) => ({
    path: `deploy/kubernetes/${name}.yaml`,
    text: yaml(...objects),
  })),
  { path: 'deploy/prometheus-adapter.yaml', text: yaml(adapterRule) },
];
