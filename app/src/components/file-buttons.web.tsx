import { useState } from 'react';
import { Pressable, StyleSheet } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space, target } from '../theme/tokens.ts';
import { Button } from './button.tsx';
import type { FileButtonsProps } from './file-buttons-define.ts';
import { Icon } from './icon.tsx';
import { Stack } from './stack.tsx';
import { Text } from './text.tsx';

/** Saves a file, and hands it to another program where the browser can. */
export function FileButtons({ title, fileName, mediaType, address }: FileButtonsProps) {
  const { colors } = useTheme();
  const [failed, setFailed] = useState(false);
  const share = async () => {
    setFailed(false);
    try {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const file = new File([await response.blob()], fileName, {
        type: mediaType.split(';')[0] ?? mediaType,
      });
      await navigator.share({ files: [file], title });
    } catch (error) {
      // Whoever closes the sheet changed their mind, and nothing failed.
      if (!(error instanceof Error && error.name === 'AbortError')) setFailed(true);
    }
  };
  return (
    <Stack row gap="small">
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
      {canShare(fileName, mediaType) ? (
        <Button kind="plain" icon="share" label={`Share ${title}`} onPress={() => void share()}>
          Share
        </Button>
      ) : null}
      {failed ? (
        <Text tone="danger" role="alert">
          It could not be shared. Download it and send it from there.
        </Text>
      ) : null}
    </Stack>
  );
}

function canShare(fileName: string, mediaType: string): boolean {
  if (typeof navigator.canShare !== 'function') return false;
  const sample = new File(['x'], fileName, { type: mediaType.split(';')[0] ?? mediaType });
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
