import { isIP } from 'node:net';
import { isForbiddenAddress, isPrivateAddress } from './settings/address.ts';

/** What the rules look at. `Config` has all of it, and the compiler holds the two together. */
export interface Judged {
  host: string;
  accounts: 'on' | 'off';
  publicUrl: string;
  insecureHttp: 'refuse' | 'allow';
  trustedProxies: string[];
  secret: string;
  previousSecret: string;
  metricsToken: string;
  previousMetricsToken: string;
  signUp: 'open' | 'invited' | 'closed';
  smtpUrl: string;
  mailFrom: string;
  oidcIssuer: string;
  oidcClientId: string;
  oidcClientSecret: string;
  alertWebhook: string;
  alertMail: string[];
  language: string;
  languageModel: string;
  languageUrl: string;
  languageKey: string;
  storageUrl: string;
  storageAccessKey: string;
  storageSecretKey: string;
}

/** Settings that do not go together, each with what to do about it, in one sentence. */
export interface ConfigRule {
  /** Settings that it is about, by their names in the environment. */
  names: readonly string[];
  broken(config: Judged): boolean;
  says: string;
}

const LOOPBACK_HOSTS = new Set(['127.0.0.1', '::1', 'localhost']);
const LEAST_SECRET = 32;

export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_HOSTS.has(host);
}

const on = ({ accounts }: Judged) => accounts === 'on';

export const configRules: readonly ConfigRule[] = [
  {
    names: ['PEGASUS_HOST', 'PEGASUS_ACCOUNTS'],
    broken: ({ host, accounts }) => !isLoopbackHost(host) && accounts === 'off',
    says: 'others could reach this server and nobody would have to sign in; set PEGASUS_ACCOUNTS=on, or PEGASUS_HOST=127.0.0.1',
  },
  {
    names: ['PEGASUS_PUBLIC_URL', 'PEGASUS_ACCOUNTS'],
    broken: ({ publicUrl, accounts }) => publicUrl !== '' && accounts === 'off',
    says: 'a public address without accounts would let everybody in; set PEGASUS_ACCOUNTS=on, or leave PEGASUS_PUBLIC_URL empty',
  },
  {
    names: ['PEGASUS_TRUSTED_PROXIES', 'PEGASUS_ACCOUNTS'],
    broken: ({ trustedProxies, accounts }) => trustedProxies.length > 0 && accounts === 'off',
    says: 'a proxy in front means that others can reach this server; set PEGASUS_ACCOUNTS=on, or leave PEGASUS_TRUSTED_PROXIES empty',
  },
  {
    names: ['PEGASUS_TRUSTED_PROXIES'],
    broken: ({ trustedProxies }) => !trustedProxies.every(isNetwork),
    says: 'one of them is neither an address nor a network; write them like 10.1.2.3 or 10.0.0.0/8',
  },
  {
    names: ['PEGASUS_ACCOUNTS', 'PEGASUS_SECRET'],
    broken: (config) => on(config) && config.secret === '',
    says: 'accounts need a secret; set PEGASUS_SECRET to the output of «openssl rand -base64 48»',
  },
  {
    names: ['PEGASUS_SECRET', 'PEGASUS_SECRET_PREVIOUS'],
    broken: ({ secret, previousSecret }) => isShort(secret) || isShort(previousSecret),
    says: `a secret has at least ${LEAST_SECRET} characters; make one with «openssl rand -base64 48»`,
  },
  {
    names: ['PEGASUS_SECRET', 'PEGASUS_SECRET_PREVIOUS'],
    broken: ({ secret, previousSecret }) => previousSecret !== '' && previousSecret === secret,
    says: 'both are the same, so nothing was rotated; put the new one into PEGASUS_SECRET and the old one into PEGASUS_SECRET_PREVIOUS',
  },
  {
    names: ['PEGASUS_METRICS_TOKEN', 'PEGASUS_METRICS_TOKEN_PREVIOUS'],
    broken: ({ metricsToken, previousMetricsToken }) =>
      isShort(metricsToken) || isShort(previousMetricsToken),
    says: `a token has at least ${LEAST_SECRET} characters; make one with «openssl rand -base64 48»`,
  },
  {
    names: ['PEGASUS_HOST', 'PEGASUS_PUBLIC_URL'],
    broken: (config) => on(config) && !isLoopbackHost(config.host) && config.publicUrl === '',
    says: 'a server that others reach must know its address; set PEGASUS_PUBLIC_URL, such as https://pegasus.example.org',
  },
  {
    names: ['PEGASUS_PUBLIC_URL'],
    broken: ({ publicUrl }) => publicUrl !== '' && !isOrigin(publicUrl),
    says: 'it must be http:// or https:// with a host and nothing after it, such as https://pegasus.example.org',
  },
  {
    names: ['PEGASUS_PUBLIC_URL', 'PEGASUS_INSECURE_HTTP'],
    broken: ({ publicUrl, insecureHttp }) =>
      publicUrl.startsWith('http://') && insecureHttp === 'refuse' && !isLoopbackUrl(publicUrl),
    says: 'without https passwords and recordings can be read on the way; put a proxy with a certificate in front and write https://, or set PEGASUS_INSECURE_HTTP=allow where every part of the network is trusted',
  },
  {
    names: ['PEGASUS_SIGN_UP', 'PEGASUS_SMTP_URL'],
    broken: (config) => on(config) && config.signUp === 'open' && config.smtpUrl === '',
    says: 'open sign-up confirms addresses by mail; set PEGASUS_SMTP_URL, or PEGASUS_SIGN_UP=invited',
  },
  {
    names: ['PEGASUS_SMTP_URL', 'PEGASUS_MAIL_FROM'],
    broken: ({ smtpUrl, mailFrom }) => smtpUrl !== '' && mailFrom === '',
    says: 'mail needs a sender; set PEGASUS_MAIL_FROM',
  },
  {
    names: ['PEGASUS_SMTP_URL'],
    broken: ({ smtpUrl }) => smtpUrl !== '' && !/^smtps?:\/\/[^/\s]+/.test(smtpUrl),
    says: 'it must begin with smtp:// or smtps:// and name a host',
  },
  {
    names: ['PEGASUS_ALERT_MAIL', 'PEGASUS_SMTP_URL'],
    broken: ({ alertMail, smtpUrl }) => alertMail.length > 0 && smtpUrl === '',
    says: 'alerts are mailed by the server that sends mail; set PEGASUS_SMTP_URL',
  },
  {
    names: ['PEGASUS_ALERT_MAIL'],
    broken: ({ alertMail }) => !alertMail.every((address) => /^[^\s@,]+@[^\s@,]+$/.test(address)),
    says: 'one of them is no mail address',
  },
  {
    names: ['PEGASUS_ALERT_WEBHOOK'],
    broken: ({ alertWebhook }) => alertWebhook !== '' && !mayBeCalled(alertWebhook),
    says: 'it must be an address with https://, or with http:// of this machine or the own network, and never one of a link or of a cloud’s machine facts',
  },
  {
    names: ['PEGASUS_OIDC_ISSUER', 'PEGASUS_OIDC_CLIENT_ID', 'PEGASUS_OIDC_CLIENT_SECRET'],
    broken: ({ oidcIssuer, oidcClientId, oidcClientSecret }) =>
      new Set([oidcIssuer, oidcClientId, oidcClientSecret].map((value) => value === '')).size > 1,
    says: 'single sign-on needs all three of them, or none',
  },
  {
    names: ['PEGASUS_OIDC_ISSUER', 'PEGASUS_INSECURE_HTTP'],
    broken: ({ oidcIssuer, insecureHttp }) =>
      oidcIssuer !== '' &&
      !oidcIssuer.startsWith('https://') &&
      insecureHttp === 'refuse' &&
      !isLoopbackUrl(oidcIssuer),
    says: 'the provider must be reached over https',
  },
  {
    names: ['PEGASUS_OIDC_ISSUER', 'PEGASUS_ACCOUNTS'],
    broken: (config) => config.oidcIssuer !== '' && !on(config),
    says: 'single sign-on is for accounts; set PEGASUS_ACCOUNTS=on',
  },
  {
    names: ['PEGASUS_LANGUAGE', 'PEGASUS_LANGUAGE_MODEL'],
    broken: ({ language, languageModel }) => language !== 'extractive' && languageModel === '',
    says: 'a language model is known by its name; set PEGASUS_LANGUAGE_MODEL, or PEGASUS_LANGUAGE=extractive',
  },
  {
    names: ['PEGASUS_LANGUAGE', 'PEGASUS_LANGUAGE_URL'],
    broken: ({ language, languageUrl }) => language === 'openai-compatible' && languageUrl === '',
    says: 'a server of one’s own must be told where it is; set PEGASUS_LANGUAGE_URL, such as http://127.0.0.1:11434/v1',
  },
  {
    names: ['PEGASUS_LANGUAGE', 'PEGASUS_LANGUAGE_KEY'],
    broken: ({ language, languageUrl, languageKey }) =>
      ['openai', 'anthropic', 'google'].includes(language) && languageUrl === '' && languageKey === '',
    says: 'that provider asks for a key; set PEGASUS_LANGUAGE_KEY or PEGASUS_LANGUAGE_KEY_FILE',
  },
  {
    names: ['PEGASUS_LANGUAGE_URL'],
    broken: ({ languageUrl }) =>
      languageUrl !== '' && !/^https?:$/.test(URL.parse(languageUrl)?.protocol ?? ''),
    says: 'it must be an address that begins with http:// or https://',
  },
  {
    names: ['PEGASUS_STORAGE_ACCESS_KEY', 'PEGASUS_STORAGE_SECRET_KEY'],
    broken: ({ storageAccessKey, storageSecretKey }) =>
      (storageAccessKey === '') !== (storageSecretKey === ''),
    says: 'the two belong together; set both, or neither to take what the machine itself may',
  },
  {
    names: ['PEGASUS_STORAGE_ACCESS_KEY', 'PEGASUS_STORAGE_URL'],
    broken: ({ storageAccessKey, storageUrl }) => storageAccessKey !== '' && !storageUrl.startsWith('s3://'),
    says: 'keys are for an S3 store; set PEGASUS_STORAGE_URL=s3://…, or take the keys away',
  },
];

/** What is contradictory, each as one line that begins with the settings it is about. */
export function contradictions(config: Judged): string[] {
  return configRules
    .filter((rule) => rule.broken(config))
    .map(({ names, says }) => `${names.join(', ')}: ${says}.`);
}

function isShort(secret: string): boolean {
  return secret !== '' && secret.length < LEAST_SECRET;
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  return (url?.protocol === 'http:' || url?.protocol === 'https:') && url.origin === text.toLowerCase();
}

function isLoopbackUrl(text: string): boolean {
  const host = URL.parse(text)?.hostname ?? '';
  return isLoopbackHost(host) || host === '[::1]';
}

/** What can be told of an address without looking up its name; the rest is judged at each call. */
function mayBeCalled(text: string): boolean {
  const url = URL.parse(text);
  const host = url?.hostname.replace(/^\[|\]$/g, '') ?? '';
  if (isIP(host) && isForbiddenAddress(host)) return false;
  if (url?.protocol === 'https:') return true;
  return url?.protocol === 'http:' && (!isIP(host) || isPrivateAddress(host));
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  if (rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
  const most = address.includes(':') ? 128 : 32;
  const known = address.includes(':')
    ? URL.canParse(`http://[${address}]`)
    : /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && address.split('.').every((part) => Number(part) < 256);
  return known && Number(bits ?? most) <= most;
}
