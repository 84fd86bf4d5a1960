import { PROBES } from '@pegasus/server/probes.ts';
import {
  DATA,
  type DeployFile,
  HOME,
  NODE,
  PARTS,
  type Part,
  PROGRAM,
  probeWords,
  secretFiles,
} from './define.ts';
import { commented } from './text.ts';

/** Where an operator's own settings and secrets lie. */
const CONFIG = '/etc/pegasus';

function unit(part: Part): string {
  const { about, command, settings, graceSeconds, most } = PARTS[part];
  const { startup } = PROBES;
  const own = {
    ...settings,
    PEGASUS_HOST: '127.0.0.1',
    NODE_ENV: 'production',
    ...secretFiles(`${CONFIG}/secrets`),
  };
  return commented('ops/deploy', [
    '[Unit]',
    `Description=${about}`,
    'Documentation=https://pegasus.example.org/docs/deploying',
    'Wants=network-online.target',
    'After=network-online.target postgresql.service',
    'StartLimitIntervalSec=600',
    'StartLimitBurst=20',
    '',
    '[Service]',
    'Type=exec',
    'User=pegasus',
    'Group=pegasus',
    `WorkingDirectory=${HOME}`,
    ...Object.entries(own).map(([name, value]) => `Environment=${name}=${value}`),
    '# What is different here stands in this file and wins.',
    `EnvironmentFile=-${CONFIG}/pegasus.env`,
    `ExecStart=${NODE} ${PROGRAM} ${command}`,
    '# «systemctl start» comes back when it has started, and fails when it does not.',
    `ExecStartPost=${[...probeWords(part, startup), startup.failures, startup.everySeconds].join(' ')}`,
    `TimeoutStartSec=${startup.failures * (startup.everySeconds + startup.timeoutSeconds)}`,
    `TimeoutStopSec=${graceSeconds}`,
    'KillMode=mixed',
    'Restart=always',
    'RestartSec=2',
    `MemoryMax=${most.memory}M`,
    '',
    '# It writes to its own folder and to a /tmp of its own, and gains no rights.',
    'StateDirectory=pegasus',
    'StateDirectoryMode=0750',
    `ReadWritePaths=${DATA}`,
    'ProtectSystem=strict',
    'ProtectHome=true',
    'PrivateTmp=true',
    'PrivateDevices=true',
    'ProtectKernelTunables=true',
    'ProtectKernelModules=true',
    'ProtectKernelLogs=true',
    'ProtectControlGroups=true',
    'ProtectClock=true',
    'ProtectHostname=true',
    'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK',
    'RestrictNamespaces=true',
    'RestrictSUIDSGID=true',
    'LockPersonality=true',
    'NoNewPrivileges=true',
    'CapabilityBoundingSet=',
    'UMask=0077',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
  ]);
}

/** systemd only sees that a process ends; that one no longer answers is asked for beside it. */
function liveService(part: Part): string {
  const { live } = PROBES;
  const probe = [...probeWords(part, live), live.failures, live.everySeconds].join(' ');
  return commented('ops/deploy', [
    '[Unit]',
    `Description=Start pegasus-${part} anew when it no longer answers`,
    `Requisite=pegasus-${part}.service`,
    `After=pegasus-${part}.service`,
    '',
    '[Service]',
    'Type=oneshot',
    `ExecStart=/bin/sh -c '${probe} || exec systemctl restart pegasus-${part}.service'`,
    `TimeoutStartSec=${live.failures * (live.everySeconds + live.timeoutSeconds) + PARTS[part].graceSeconds + 400}`,
  ]);
}

function liveTimer(part: Part): string {
  return commented('ops/deploy', [
    '[Unit]',
    `Description=Ask pegasus-${part} whether it lives`,
    '',
    '[Timer]',
    `OnActiveSec=${PROBES.live.everySeconds}`,
    `OnUnitInactiveSec=${PROBES.live.everySeconds}`,
    'AccuracySec=1',
    '',
    '[Install]',
    `WantedBy=pegasus-${part}.service`,
  ]);
}

/** The command with the settings of the services, for whoever looks after the server. */
function command(): string {
  const own = { PEGASUS_DATA: DATA, PEGASUS_ACCOUNTS: 'on', ...secretFiles(`${CONFIG}/secrets`) };
  return [
    '#!/bin/sh',
    commented('ops/deploy', [
      '# Runs as the user of the services; whoever calls it is root or that user.',
      'set -eu',
      '[ "$(id -un)" = pegasus ] || exec runuser -u pegasus -- "$0" "$@"',
      'set -a',
      ...Object.entries(own).map(([name, value]) => `${name}=${value}`),
      `[ ! -r ${CONFIG}/pegasus.env ] || . ${CONFIG}/pegasus.env`,
      'set +a',
      `cd ${HOME}`,
      `exec ${NODE} ${PROGRAM} "$@"`,
    ]).trimEnd(),
    '',
  ].join('\n');
}

export const systemdFiles = (): DeployFile[] => [
  { path: 'deploy/systemd/pegasus', text: command() },
  ...(['api', 'worker'] as const).flatMap((part) => [
    { path: `deploy/systemd/pegasus-${part}.service`, text: unit(part) },
    { path: `deploy/systemd/pegasus-${part}-live.service`, text: liveService(part) },
    { path: `deploy/systemd/pegasus-${part}-live.timer`, text: liveTimer(part) },
  ]),
];
