import { Directory, File, Paths } from 'expo-file-system';
import { shareAsync } from 'expo-sharing';
import { useState } from 'react';
import { entrance } from '../platform/entrance';
import { Button } from './button.tsx';
import type { FileButtonsProps } from './file-buttons-define.ts';
import { Stack } from './stack.tsx';
import { Text } from './text.tsx';

/** Fetches a file and hands it to the sheet of the system, which saves, opens or sends it. */
export function FileButtons({ title, fileName, mediaType, address, onFetched }: FileButtonsProps) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const share = async () => {
    setBusy(true);
    setFailed(false);
    try {
      const folder = new Directory(Paths.cache, 'exports');
      folder.create({ intermediates: true, idempotent: true });
      const headers = await entrance.headers();
      const file = await File.downloadFileAsync(address, new File(folder, fileName), {
        idempotent: true,
        headers,
      });
      onFetched?.();
      await shareAsync(file.uri, { mimeType: mediaType, dialogTitle: title });
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="small">
      <Button icon="share" label={`Save or share ${title}`} busy={busy} onPress={() => void share()}>
        Save or share
      </Button>
      {failed ? (
        <Text tone="danger" role="alert">
          The file could not be fetched. Try again.
        </Text>
      ) : null}
    </Stack>
  );
}
