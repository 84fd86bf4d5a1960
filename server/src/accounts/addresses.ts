import type { Config } from '../config.ts';

/** Where browsers find this server. */
export function originOf({ publicUrl, port }: Config): string {
  return publicUrl || `http://localhost:${port}`;
}

/** Whether browsers reach this server over https, so that cookies may be bound to that. */
export function isSecure(config: Config): boolean {
  return originOf(config).startsWith('https://');
}

/** Where a link of a mail leads: a screen, with the token behind `#`, where no log and no other server sees it. */
export function screenLink(config: Config, screen: string, token: string): string {
  return `${originOf(config)}/${screen}#${token}`;
}
