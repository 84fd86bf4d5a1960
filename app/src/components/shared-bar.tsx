import type { ChosenFile } from '@pegasus/core/client.ts';
import { useRouter } from 'expo-router';
import { useCallback } from 'react';
import { View } from 'react-native';
import { useIncomingFiles } from '../platform/incoming-files';
import { count } from '../screens/words.ts';
import { keepShared, takeShared, useSharedFiles } from '../state/shared-files.ts';
import { space } from '../theme/tokens.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** Says on every page that files from another app wait for their course. */
export function SharedBar() {
  const router = useRouter();
  const files = useSharedFiles();
  const onFiles = useCallback(
    (more: ChosenFile[]) => {
      keepShared(more);
      router.push('/');
    },
    [router],
  );
  useIncomingFiles(onFiles);
  if (files.length === 0) return null;
  return (
    <View style={{ padding: space.normal }}>
      <Notice
        tone="good"
        title={`${count(files.length, 'file')} from another app`}
        actions={
          <Button kind="plain" icon="close" onPress={takeShared}>
            Leave them
          </Button>
        }
      >
        Open the course that they belong to, press «Add a lecture» and choose a preset: they are handed in
        there.
      </Notice>
    </View>
  );
}
