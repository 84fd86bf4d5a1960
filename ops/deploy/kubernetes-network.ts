import { HOST, labels, MOST_BODY_MEGABYTES, PARTS, type Part, PROXY_IDLE_SECONDS } from './define.ts';

/** What of the product is reached from outside. */
export function ingress(): object {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: 'pegasus',
      labels: labels('api'),
      annotations: {
        'nginx.ingress.kubernetes.io/proxy-body-size': `${MOST_BODY_MEGABYTES}m`,
        'nginx.ingress.kubernetes.io/proxy-request-buffering': 'off',
        'nginx.ingress.kubernetes.io/proxy-buffering': 'off',
        'nginx.ingress.kubernetes.io/proxy-read-timeout': String(PROXY_IDLE_SECONDS),
        'nginx.ingress.kubernetes.io/proxy-send-timeout': String(PROXY_IDLE_SECONDS),
      },
    },
    spec: {
      tls: [{ hosts: [HOST], secretName: 'pegasus-tls' }],
      rules: [
        {
          host: HOST,
          http: {
            // Health and figures are for inside and have no path here.
            paths: ['/api', '/'].map((path) => ({
              path,
              pathType: 'Prefix',
              backend: { service: { name: 'pegasus-api', port: { name: 'http' } } },
            })),
          },
        },
      ],
    },
  };
}

const everyNamespaceWith = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

/** Who may talk to whom; everything else is refused. */
export function networkPolicies(): object[] {
  const policy = (name: string, spec: object) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, labels: { 'app.kubernetes.io/name': 'pegasus' } },
    spec,
  });
  const from = (part: Part, ...namespaces: string[]) => ({
    podSelector: { matchLabels: labels(part) },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: namespaces.map(everyNamespaceWith),
        ports: [{ protocol: 'TCP', port: PARTS[part].port }],
      },
    ],
  });
  return [
    policy('pegasus-nothing-else', {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'pegasus' } },
      policyTypes: ['Ingress', 'Egress'],
    }),
    policy('pegasus-api-is-asked', from('api', 'ingress-nginx', 'monitoring')),
    policy('pegasus-worker-is-watched', from('worker', 'monitoring')),
    policy('pegasus-asks', {
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'pegasus' } },
      policyTypes: ['Egress'],
      egress: [
        {
          to: [everyNamespaceWith('kube-system')],
          ports: [
            { protocol: 'UDP', port: 53 },
            { protocol: 'TCP', port: 53 },
          ],
        },
        // PostgreSQL, the store and providers over https, mail.
        { ports: [5432, 443, 465, 587].map((port) => ({ protocol: 'TCP', port })) },
      ],
    }),
  ];
}
