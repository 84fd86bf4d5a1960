/** Whether the system has a sheet through which a link can be sent. */
export const canSend = (): boolean => typeof navigator.share === 'function';

/** Whether a link can be put where it is pasted from: browsers allow it on safe pages only. */
export const canCopy = (): boolean => navigator.clipboard !== undefined;

export async function copyLink(link: string): Promise<void> {
  await navigator.clipboard.writeText(link);
}

/** Opens the sheet of the system. Whoever closes it changed their mind, and nothing failed. */
export async function sendLink(title: string, link: string): Promise<void> {
  try {
    await navigator.share({ title, url: link });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
  }
}
