import { PROBES } from '@pegasus/server/probes.ts';
import { stringify } from 'yaml';
import {
  DATA,
  type DeployFile,
  HOME,
  NODE,
  PARTS,
  type Part,
  PROGRAM,
  probeWords,
  SECRETS,
  secretFiles,
  USER_ID,
} from './define.ts';
import { commented } from './text.ts';

/** As shells and compose files write a variable. */
const variable = (text: string) => `\${${text}}`;
/** One that whoever runs it must give; `about` is what they are told when they do not. */
const wanted = (name: string, about: string) => variable(`${name}:?${about}`);

/** An image is a base, and the packed release on it: nothing is fetched or run while it is built. */
function dockerfile(): string {
  const { live } = PROBES;
  return commented('ops/deploy', [
    '# docker build --build-arg BASE=debian:12-slim@sha256:… -f deploy/Dockerfile out/release',
    '# BASE is a Debian 12 or another Linux with glibc, named by its digest: the same commit and the same base',
    '# give the same contents.',
    'ARG BASE',
    `FROM ${variable('BASE')}`,
    `COPY . ${HOME}`,
    '# A folder that belongs to whoever writes there; a volume is made like it.',
    `COPY --chown=${USER_ID}:${USER_ID} COMMIT ${DATA}/`,
    `WORKDIR ${HOME}`,
    '# Nobody with a name, who owns nothing of it. All that is written goes to a volume.',
    `USER ${USER_ID}:${USER_ID}`,
    `ENV PEGASUS_DATA=${DATA} NODE_ENV=production`,
    `VOLUME ["${DATA}", "/tmp"]`,
    `EXPOSE ${PARTS.api.port} ${PARTS.worker.port}`,
    '# Of the API; whoever runs a worker asks its own port.',
    `HEALTHCHECK --interval=${live.everySeconds}s --timeout=${live.timeoutSeconds}s --start-period=${startSeconds()}s --retries=${live.failures} \\`,
    `  CMD ${JSON.stringify(probeWords('api', live))}`,
    'STOPSIGNAL SIGTERM',
    `ENTRYPOINT ["${NODE}", "${PROGRAM}"]`,
    'CMD ["api"]',
  ]);
}

function startSeconds(): number {
  return PROBES.startup.everySeconds * PROBES.startup.failures;
}

function service(part: Part): object {
  const { command, settings, graceSeconds, most, port } = PARTS[part];
  // Compose knows one check. Its result decides what starts after it; nothing is ended by it.
  const { ready } = PROBES;
  return {
    image: `pegasus:${wanted('PEGASUS_RELEASE', 'which release, such as the commit')}`,
    command: [command],
    restart: 'unless-stopped',
    depends_on: { database: { condition: 'service_healthy' } },
    environment: {
      ...settings,
      PEGASUS_HOST: '0.0.0.0',
      PEGASUS_PUBLIC_URL: `https://${wanted('PEGASUS_NAME', 'the name of the server')}`,
      PEGASUS_TRUSTED_PROXIES: '172.30.0.0/24',
      PEGASUS_STORAGE_URL: wanted('PEGASUS_STORAGE_URL', 's3://bucket?endpoint=https://host'),
      ...secretFiles('/run/secrets'),
    },
    secrets: Object.keys(SECRETS),
    expose: [String(port)],
    networks: ['inside'],
    read_only: true,
    tmpfs: ['/tmp:size=4g,mode=1777'],
    volumes: [`${part}-data:${DATA}`],
    user: `${USER_ID}:${USER_ID}`,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
    deploy: { resources: { limits: { cpus: String(most.cpu), memory: `${most.memory}m` } } },
    stop_grace_period: `${graceSeconds}s`,
    healthcheck: {
      test: ['CMD', ...probeWords(part, ready)],
      interval: `${ready.everySeconds}s`,
      timeout: `${ready.timeoutSeconds}s`,
      retries: ready.failures,
      start_period: `${startSeconds()}s`,
    },
  };
}

/** The product on one host with containers; the store is elsewhere, for it must outlive the host. */
function compose(): object {
  return {
    name: 'pegasus',
    services: {
      api: service('api'),
      worker: service('worker'),
      database: {
        image: wanted('POSTGRES_IMAGE', 'postgres:15 with its digest'),
        restart: 'unless-stopped',
        environment: {
          POSTGRES_USER: 'pegasus',
          POSTGRES_DB: 'pegasus',
          POSTGRES_PASSWORD_FILE: '/run/secrets/database-password',
        },
        secrets: ['database-password'],
        networks: ['inside'],
        volumes: ['database:/var/lib/postgresql/data'],
        healthcheck: {
          test: ['CMD', 'pg_isready', '-U', 'pegasus'],
          interval: '3s',
          timeout: '2s',
          retries: 20,
        },
        stop_grace_period: '60s',
      },
      prometheus: {
        image: wanted('PROMETHEUS_IMAGE', 'prom/prometheus with its digest'),
        restart: 'unless-stopped',
        networks: ['inside'],
        secrets: ['metrics-token'],
        // Secrets can be read by this group.
        group_add: [String(USER_ID)],
        volumes: [
          './prometheus.yaml:/etc/prometheus/prometheus.yml:ro',
          '../ops/generated/prometheus:/etc/prometheus/rules:ro',
          'prometheus:/prometheus',
        ],
      },
      proxy: {
        image: wanted('CADDY_IMAGE', 'caddy:2 with its digest'),
        restart: 'unless-stopped',
        depends_on: { api: { condition: 'service_healthy' } },
        environment: {
          PEGASUS_NAME: wanted('PEGASUS_NAME', 'the name of the server'),
          PEGASUS_API: `api:${PARTS.api.port}`,
        },
        ports: ['80:80', '443:443'],
        networks: { inside: { ipv4_address: '172.30.0.2' }, outside: {} },
        volumes: ['./Caddyfile:/etc/caddy/Caddyfile:ro', 'certificates:/data'],
      },
    },
    networks: { inside: { ipam: { config: [{ subnet: '172.30.0.0/24' }] } }, outside: {} },
    volumes: { 'api-data': {}, 'worker-data': {}, database: {}, prometheus: {}, certificates: {} },
    secrets: Object.fromEntries(
      [...Object.keys(SECRETS), 'database-password'].map((name) => [name, { file: `./secrets/${name}` }]),
    ),
  };
}

/** Who is asked for figures; the token is the one that the product was given. */
function prometheus(): object {
  return {
    global: { scrape_interval: '15s', evaluation_interval: '15s' },
    rule_files: ['/etc/prometheus/rules/*.yaml'],
    scrape_configs: [
      {
        job_name: 'pegasus',
        authorization: { credentials_file: '/run/secrets/metrics-token' },
        static_configs: [{ targets: Object.values(PARTS).map(({ command, port }) => `${command}:${port}`) }],
      },
    ],
  };
}

const yaml = (content: object) =>
  commented('ops/deploy', [stringify(content, { aliasDuplicateObjects: false, lineWidth: 0 }).trimEnd()]);

export const containerFiles = (): DeployFile[] => [
  { path: 'deploy/Dockerfile', text: dockerfile() },
  { path: 'deploy/compose.yaml', text: yaml(compose()) },
  { path: 'deploy/prometheus.yaml', text: yaml(prometheus()) },
];
