import { Share } from 'react-native';

/** Whether the system has a sheet through which a link can be sent. */
export const canSend = (): boolean => true;

/** Whether a link can be put where it is pasted from. On a phone that is one of the ways of the sheet. */
export const canCopy = (): boolean => false;

export async function copyLink(_link: string): Promise<void> {
  throw new Error('A phone copies through its sheet.');
}

/** Opens the sheet of the system. Whoever closes it changed their mind, and nothing failed. */
export async function sendLink(title: string, link: string): Promise<void> {
  await Share.share({ title, message: link }, { dialogTitle: title, subject: title });
}
