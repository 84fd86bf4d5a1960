import { getDocumentAsync } from 'expo-document-picker';
import { File } from 'expo-file-system';
import { Button } from './button.tsx';
import { Card } from './card.tsx';
import { type FileDropProps, RECORDINGS } from './file-drop-define.ts';
import { Text } from './text.tsx';

/** Takes files that are chosen on the phone, several at once. */
export function FileDrop({ wanted = RECORDINGS, onFiles, onRefused }: FileDropProps) {
  const choose = async () => {
    const { assets, canceled } = await getDocumentAsync({
      multiple: true,
      type: wanted.mediaTypes,
    });
    if (canceled) return;
    if (assets.length === 0) return onRefused('No file was chosen.');
    // A file of the system is a Blob in all that is used of it here.
    onFiles(assets.map(({ uri, name }) => ({ name, content: new File(uri) as unknown as Blob })));
  };
  return (
    <Card>
      <Button icon="upload" onPress={() => void choose()}>
        Choose files
      </Button>
      <Text size="caption" tone="quiet">
        {wanted.kinds}
      </Text>
    </Card>
  );
}
