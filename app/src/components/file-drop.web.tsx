import { useEffect, useRef, useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space } from '../theme/tokens.ts';
import { Button } from './button.tsx';
import { type FileDropProps, RECORDINGS } from './file-drop-define.ts';
import { Text } from './text.tsx';

/** Takes files that are dropped on it or chosen, several at once. */
export function FileDrop({ wanted = RECORDINGS, onFiles, onRefused }: FileDropProps) {
  const { colors } = useTheme();
  const box = useRef<View>(null);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  const take = (list: FileList | null | undefined) => {
    const files = [...(list ?? [])];
    if (files.length === 0) onRefused('That held no file. Drop one, or choose one.');
    else onFiles(files.map((file) => ({ name: file.name, content: file })));
  };
  const taking = useRef(take);
  taking.current = take;

  useEffect(() => {
    // React Native for the web has no events for dropping; the element below has.
    const element = box.current as unknown as HTMLElement;
    const onOver = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const onLeave = () => setOver(false);
    const onDrop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      taking.current(event.dataTransfer?.files);
    };
    element.addEventListener('dragover', onOver);
    element.addEventListener('dragleave', onLeave);
    element.addEventListener('drop', onDrop);
    return () => {
      element.removeEventListener('dragover', onOver);
      element.removeEventListener('dragleave', onLeave);
      element.removeEventListener('drop', onDrop);
    };
  }, []);

  return (
    <View
      ref={box}
      style={[
        styles.box,
        {
          borderColor: over ? colors.accent : colors.edge,
          backgroundColor: over ? colors.accentSoft : colors.surface,
        },
      ]}
    >
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={wanted.label}
        accept={wanted.endings.map((ending) => `.${ending}`).join(',')}
        onChange={({ target }) => {
          if (target.files?.length) take(target.files);
          // The same file can be chosen again.
          target.value = '';
        }}
      />
      <Text strong>{over ? 'Let go to hand it in' : wanted.drop}</Text>
      <View>
        <Button icon="upload" onPress={() => input.current?.click()}>
          Choose files
        </Button>
      </View>
      <Text size="caption" tone="quiet" style={styles.kinds}>
        {wanted.kinds}
      </Text>
    </View>
  );
}

const styles = StyleSheet.create({
  box: {
    borderWidth: 2,
    borderStyle: 'dashed',
    borderRadius: radius.large,
    padding: space.large,
    gap: space.medium,
    alignItems: 'center',
  },
  kinds: { textAlign: 'center' },
});
