import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

export const operationsSettings = {
  canaryMinutes: {
    name: 'PEGASUS_CANARY_MINUTES',
    schema: wholeNumber(0, 1440).default(0),
    about:
      'Minutes between two canaries: lectures that the server sends through all four stages and deletes again. 0 sends none; 15 is right for a server that others rely on.',
    secret: false,
  },
  canarySeconds: {
    name: 'PEGASUS_CANARY_SECONDS',
    schema: z.coerce.number().min(1).max(3600).default(180),
    about: 'Seconds within which a canary must be through.',
    secret: false,
  },
  alertWebhook: {
    name: 'PEGASUS_ALERT_WEBHOOK',
    schema: z.string().trim().default(''),
    about:
      'Address to which the server itself posts each alert when it fires and when it is over, as Alertmanager would; for those who run no Prometheus. https, or http within the own network; empty posts none.',
    secret: true,
  },
  alertMail: {
    name: 'PEGASUS_ALERT_MAIL',
    schema: z
      .string()
      .default('')
      .transform((value) =>
        value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      ),
    about:
      'Addresses to which the server itself mails alerts, separated by commas; needs PEGASUS_SMTP_URL. Empty mails none.',
    secret: false,
  },
  alertSeconds: {
    name: 'PEGASUS_ALERT_SECONDS',
    schema: wholeNumber(1, 60).default(15),
    about: 'Seconds between two looks at the own figures for alerts.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
