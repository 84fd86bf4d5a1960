import type { LectureExport } from '@pegasus/core/answers.ts';
import { endpoints } from '@pegasus/core/api.ts';
import { View } from 'react-native';
import { Answer } from '../../components/answer.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FileButtons } from '../../components/file-buttons';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { serverAddress } from '../../platform/server-address';
import { useExports } from '../../state/materials.ts';
import { sizeOf } from '../words.ts';

/** The files that a student can take along. */
export function ExportList({ lectureId, preset }: { lectureId: string; preset: string }) {
  const query = useExports(lectureId, preset);
  return (
    <Answer query={query} loading="Loading the files">
      {(files) =>
        files.length === 0 ? (
          <EmptyState icon="download" title="No files">
            Too little was found to write files from it. What there is stands under the other tabs.
          </EmptyState>
        ) : (
          <Stack gap="medium">
            <Card tone="accentSoft">
              <Text>Give it to others as a link, without a file.</Text>
              <ButtonLink
                href={`/lectures/${lectureId}/share?preset=${encodeURIComponent(preset)}`}
                icon="share"
              >
                Share a link
              </ButtonLink>
            </Card>
            <Stack gap="medium" role="list">
              {files.map((file) => (
                <File
                  key={file.exporter}
                  file={file}
                  address={addressOf(lectureId, file)}
                  onFetched={() => file.stale && void query.refetch()}
                />
              ))}
            </Stack>
          </Stack>
        )
      }
    </Answer>
  );
}

function addressOf(lectureId: string, { exporter, presetId }: LectureExport): string {
  const path = endpoints.getExport.path.replace('{lectureId}', lectureId).replace('{exporter}', exporter);
  return `${serverAddress()}${path}?preset=${encodeURIComponent(presetId)}`;
}

function File({ file, address, onFetched }: { file: LectureExport; address: string; onFetched(): void }) {
  return (
    <Card role="listitem">
      <Stack row gap="medium" justify="space-between">
        <View style={{ flexShrink: 1, flexGrow: 1, flexBasis: 200 }}>
          <Text strong>{file.title}</Text>
          <Text size="caption" tone="quiet">
            {file.stale
              ? `${file.fileName} · made anew when you take it`
              : `${file.fileName} · ${sizeOf(file.bytes)}`}
          </Text>
        </View>
        <FileButtons
          title={file.title}
          fileName={file.fileName}
          mediaType={file.mediaType}
          address={address}
          stale={file.stale === true}
          onFetched={onFetched}
        />
      </Stack>
    </Card>
  );
}
