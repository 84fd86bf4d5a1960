import { z } from 'zod';
import { type Setting, wholeNumber } from './define.ts';

const text = z.string().trim().default('');
const list = z
  .string()
  .default('')
  .transform((value) =>
    value
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
  );

export const accountSettings = {
  accounts: {
    name: 'PEGASUS_ACCOUNTS',
    schema: z.enum(['off', 'on']).default('off'),
    about:
      'off: one local user, no sign-in, this machine only. on: everybody signs in; needed for anything that is reachable from elsewhere.',
    secret: false,
  },
  publicUrl: {
    name: 'PEGASUS_PUBLIC_URL',
    schema: text.transform((value) => value.replace(/\/+$/, '')),
    about: 'Address under which browsers reach this server, such as https://pegasus.example.org.',
    secret: false,
  },
  insecureHttp: {
    name: 'PEGASUS_INSECURE_HTTP',
    schema: z.enum(['refuse', 'allow']).default('refuse'),
    about:
      'allow: a public address without https, where passwords and recordings can be read on the way. Only for a network of which every part is trusted.',
    secret: false,
  },
  trustedProxies: {
    name: 'PEGASUS_TRUSTED_PROXIES',
    schema: list,
    about:
      'Addresses or networks (10.0.0.0/8) of the proxies in front, separated by commas. Only their X-Forwarded-For is believed; empty believes none.',
    secret: false,
  },
  secret: {
    name: 'PEGASUS_SECRET',
    schema: text,
    about: 'Signs media links and the way through single sign-on; at least 32 characters, by chance.',
    secret: true,
  },
  previousSecret: {
    name: 'PEGASUS_SECRET_PREVIOUS',
    schema: text,
    about: 'The secret before, still accepted while a new one is brought in.',
    secret: true,
  },
  metricsToken: {
    name: 'PEGASUS_METRICS_TOKEN',
    schema: text,
    about: 'Bearer token with which Prometheus reads /metrics where accounts are on; at least 32 characters.',
    secret: true,
  },
  previousMetricsToken: {
    name: 'PEGASUS_METRICS_TOKEN_PREVIOUS',
    schema: text,
    about: 'The token before, still accepted while a new one is brought in.',
    secret: true,
  },
  signUp: {
    name: 'PEGASUS_SIGN_UP',
    schema: z.enum(['open', 'invited', 'closed']).default('invited'),
    about:
      'Who gets an account: open: everybody who can read mail at an allowed address; invited: by invitation or single sign-on; closed: nobody new.',
    secret: false,
  },
  signUpDomains: {
    name: 'PEGASUS_SIGN_UP_DOMAINS',
    schema: list.transform((domains) => domains.map((domain) => domain.toLowerCase())),
    about: 'E-mail domains that may sign up by themselves, separated by commas; empty allows all.',
    secret: false,
  },
  sessionDays: {
    name: 'PEGASUS_SESSION_DAYS',
    schema: wholeNumber(1, 365).default(30),
    about:
      'After so many days without use a device has to sign in again; after three times as many in any case.',
    secret: false,
  },
  smtpUrl: {
    name: 'PEGASUS_SMTP_URL',
    schema: text,
    about: 'Server that sends mail, such as smtps://user:password@mail.example.org; empty sends none.',
    secret: true,
  },
  mailFrom: {
    name: 'PEGASUS_MAIL_FROM',
    schema: text,
    about: 'Sender of mails, such as Pegasus <pegasus@example.org>.',
    secret: false,
  },
  oidcIssuer: {
    name: 'PEGASUS_OIDC_ISSUER',
    schema: text,
    about: 'Address of an OpenID Connect provider, for signing in with the account of an institution.',
    secret: false,
  },
  oidcClientId: {
    name: 'PEGASUS_OIDC_CLIENT_ID',
    schema: text,
    about:
      'Client id that the provider gave; redirect address there: PEGASUS_PUBLIC_URL/api/single-sign-on/callback.',
    secret: false,
  },
  oidcClientSecret: {
    name: 'PEGASUS_OIDC_CLIENT_SECRET',
    schema: text,
    about: 'Client secret that the provider gave.',
    secret: true,
  },
  oidcName: {
    name: 'PEGASUS_OIDC_NAME',
    schema: z.string().trim().max(60).default('your institution'),
    about: 'What the sign-in button calls the provider.',
    secret: false,
  },
} as const satisfies Record<string, Setting>;
