import { PROBES } from '@pegasus/server/probes.ts';
import { type DeployFile, HOST, MOST_BODY_MEGABYTES, PARTS, PROXY_IDLE_SECONDS } from './define.ts';
import { commented } from './text.ts';

/** Caddy gets and renews the certificate itself, and asks every API whether it is ready. */
function caddyfile(): string {
  const { ready } = PROBES;
  return commented('ops/deploy', [
    `{$PEGASUS_NAME:${HOST}} {`,
    '\t# Left to Caddy when empty: it gets a certificate and renews it.',
    '\t{$PEGASUS_TLS:}',
    '\t# What says that it is larger is refused before it comes; what does not say, once it is.',
    `\t@large header_regexp Content-Length ${moreThan(MOST_BODY_MEGABYTES)}`,
    '\thandle @large {',
    '\t\trespond 413 {',
    '\t\t\tclose',
    '\t\t}',
    '\t}',
    '\trequest_body {',
    `\t\tmax_size ${MOST_BODY_MEGABYTES}MB`,
    '\t}',
    '\t# Figures and health are for inside.',
    '\t@inside path /metrics /health/*',
    '\trespond @inside 404',
    `\treverse_proxy {$PEGASUS_API:127.0.0.1:${PARTS.api.port}} {`,
    '\t\t# An API that is about to stop says so, and gets no more requests.',
    `\t\thealth_uri ${ready.path}`,
    `\t\thealth_interval ${ready.everySeconds}s`,
    `\t\thealth_timeout ${ready.timeoutSeconds}s`,
    '\t\t# A request that found nobody is given to another API.',
    '\t\tlb_try_duration 5s',
    '\t\t# Live events and pieces go through as they come.',
    '\t\tflush_interval -1',
    '\t\ttransport http {',
    `\t\t\tread_timeout ${PROXY_IDLE_SECONDS}s`,
    `\t\t\twrite_timeout ${PROXY_IDLE_SECONDS}s`,
    '\t\t}',
    '\t}',
    '}',
  ]);
}

/** Fits numbers of bytes that are more than so many megabytes: Caddy compares no numbers. */
export function moreThan(megabytes: number): string {
  const digits = [...String(megabytes)];
  const same = digits.flatMap((digit, place) => {
    const rest = digits.length - place - 1;
    const before = digits.slice(0, place).join('');
    return digit === '9' ? [] : [`${before}[${Number(digit) + 1}-9]${rest > 0 ? `[0-9]{${rest}}` : ''}`];
  });
  const longer = `[0-9]{${digits.length + 7},}`;
  return `^(${[longer, ...same.map((one) => `${one}[0-9]{6}`)].join('|')})$`;
}

/** A site for nginx; certificates are brought by whoever runs it. */
function nginx(): string {
  const { ready } = PROBES;
  const seconds = ready.everySeconds * ready.failures;
  return commented('ops/deploy', [
    'upstream pegasus {',
    `\t# A server line for each API. After ${ready.failures} failures in ${seconds} s one is left alone for as long.`,
    `\tserver 127.0.0.1:${PARTS.api.port} max_fails=${ready.failures} fail_timeout=${seconds}s;`,
    '\tkeepalive 32;',
    '}',
    '',
    'server {',
    '\tlisten 80;',
    '\tlisten [::]:80;',
    `\tserver_name ${HOST};`,
    '\treturn 301 https://$host$request_uri;',
    '}',
    '',
    'server {',
    '\tlisten 443 ssl http2;',
    '\tlisten [::]:443 ssl http2;',
    `\tserver_name ${HOST};`,
    '\tssl_certificate /etc/pegasus/tls/certificate.pem;',
    '\tssl_certificate_key /etc/pegasus/tls/key.pem;',
    '\tssl_protocols TLSv1.2 TLSv1.3;',
    '',
    `\tclient_max_body_size ${MOST_BODY_MEGABYTES}m;`,
    '\t# A recording goes through as it comes, and is not written to a disk of the proxy first.',
    '\tproxy_request_buffering off;',
    '\tproxy_buffering off;',
    `\tclient_body_timeout ${PROXY_IDLE_SECONDS}s;`,
    `\tproxy_read_timeout ${PROXY_IDLE_SECONDS}s;`,
    `\tproxy_send_timeout ${PROXY_IDLE_SECONDS}s;`,
    '\tproxy_http_version 1.1;',
    '\tproxy_set_header Connection "";',
    '\tproxy_set_header Host $http_host;',
    '\tproxy_set_header X-Forwarded-For $remote_addr;',
    '\tproxy_set_header X-Forwarded-Proto $scheme;',
    '\t# What another API can answer as well is asked of it; what changes something only if nothing was sent.',
    '\tproxy_next_upstream error timeout http_503;',
    '',
    '\tlocation / {',
    '\t\tproxy_pass http://pegasus;',
    '\t}',
    '\t# Figures and health are for inside.',
    '\tlocation = /metrics {',
    '\t\treturn 404;',
    '\t}',
    '\tlocation /health/ {',
    '\t\treturn 404;',
    '\t}',
    '}',
  ]);
}

export const proxyFiles = (): DeployFile[] => [
  { path: 'deploy/Caddyfile', text: caddyfile() },
  { path: 'deploy/nginx.conf', text: nginx() },
];
