import { useState } from 'react';
import { Pressable, StyleSheet } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space, target } from '../theme/tokens.ts';
import { Button } from './button.tsx';
import type { FileButtonsProps } from './file-buttons-define.ts';
import { Icon } from './icon.tsx';
import { Stack } from './stack.tsx';
import { Text } from './text.tsx';

type Errand = 'saving' | 'sharing';

const FAILED: Record<Errand, string> = {
  saving: 'It could not be made. Try again.',
  sharing: 'It could not be shared. Download it and send it from there.',
};

/** Saves a file, and hands it to another program where the browser can. */
export function FileButtons({
  title,
  fileName,
  mediaType,
  address,
  stale = false,
  onFetched,
}: FileButtonsProps) {
  const [busy, setBusy] = useState<Errand>();
  const [failed, setFailed] = useState<Errand>();
  const run = async (errand: Errand, use: (file: File) => Promise<void> | void) => {
    setFailed(undefined);
    setBusy(errand);
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const file = new File([await response.blob()], fileName, { type: withoutParameters(mediaType) });
      onFetched?.();
      await use(file);
    } catch (error) {
      // Whoever closes the sheet changed their mind, and nothing failed.
      if (!(error instanceof Error && error.name === 'AbortError')) setFailed(errand);
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <Stack row gap="small">
      {stale || busy === 'saving' ? (
        // The browser would show nothing while the file is made; here it is seen.
        <Button
          icon="download"
          label={`Download ${title}`}
          busy={busy === 'saving'}
          onPress={() => void run('saving', save)}
        >
          {busy === 'saving' ? 'Making it' : 'Download'}
        </Button>
      ) : (
        <DownloadLink title={title} fileName={fileName} address={address} />
      )}
      {canShare(fileName, mediaType) ? (
        <Button
          kind="plain"
          icon="share"
          label={`Share ${title}`}
          busy={busy === 'sharing'}
          onPress={() => void run('sharing', (file) => navigator.share({ files: [file], title }))}
        >
          Share
        </Button>
      ) : null}
      {failed ? (
        <Text tone="danger" role="alert">
          {FAILED[failed]}
        </Text>
      ) : null}
    </Stack>
  );
}

/** What is there is fetched by the browser itself, which shows how far it is. */
function DownloadLink({
  title,
  fileName,
  address,
}: Pick<FileButtonsProps, 'title' | 'fileName' | 'address'>) {
  const { colors } = useTheme();
  return (
    <Pressable
      role="link"
      // React Native for the web passes these on to the anchor that it makes of it.
      {...({ href: address, hrefAttrs: { download: fileName } } as object)}
      aria-label={`Download ${title}`}
      style={[styles.link, { backgroundColor: colors.accentSoft }]}
    >
      <Icon name="download" color={colors.accent} />
      <Text strong tone="accent">
        Download
      </Text>
    </Pressable>
  );
}

function save(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  // The browser has taken it by then, also where it asks for a folder first.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function withoutParameters(mediaType: string): string {
  return mediaType.split(';')[0] ?? mediaType;
}

function canShare(fileName: string, mediaType: string): boolean {
  if (typeof navigator.canShare !== 'function') return false;
  const sample = new File(['x'], fileName, { type: withoutParameters(mediaType) });
  return navigator.canShare({ files: [sample] });
}

const styles = StyleSheet.create({
  link: {
    flexDirection: 'row',
    alignItems: 'center',
    gap: space.small,
    minHeight: target,
    paddingHorizontal: space.normal,
    borderRadius: radius.medium,
  },
});
