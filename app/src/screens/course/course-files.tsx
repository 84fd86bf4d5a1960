import { endpoints } from '@pegasus/core/api.ts';
import { View } from 'react-native';
import { Card } from '../../components/card.tsx';
import { FileButtons } from '../../components/file-buttons';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { serverAddress } from '../../platform/server-address';

/** What can be taken along of a course as a whole. Each is made while it is fetched. */
const FILES = [
  {
    title: 'The course on one page',
    what: 'For the morning of the exam: what carries what, what changed, what is shaky for you.',
    fileName: 'course-sheet.pdf',
    mediaType: 'application/pdf',
    path: endpoints.getCourseSheet.path,
    // Made while one waits, which has to be seen.
    stale: true,
  },
  {
    title: 'Everything, as notes and files',
    what: 'A folder for Obsidian or Notion, with the files of every lecture.',
    fileName: 'course.zip',
    mediaType: 'application/zip',
    path: endpoints.getCourseArchive.path,
    // Too large to be held: the browser takes it to the disk as it comes.
    stale: false,
  },
] as const;

export function CourseFiles({ courseId }: { courseId: string }) {
  return (
    <Card role="region" label="To take along">
      <Heading level={2} size="subtitle">
        To take along
      </Heading>
      <Stack gap="normal" role="list">
        {FILES.map(({ title, what, fileName, mediaType, path, stale }) => (
          <Stack key={title} role="listitem" row gap="medium" justify="space-between">
            <View style={{ flexShrink: 1, flexGrow: 1, flexBasis: 240 }}>
              <Text strong>{title}</Text>
              <Text size="caption" tone="quiet">
                {what}
              </Text>
            </View>
            <FileButtons
              title={title}
              fileName={fileName}
              mediaType={mediaType}
              stale={stale}
              address={`${serverAddress()}${path.replace('{courseId}', courseId)}`}
            />
          </Stack>
        ))}
      </Stack>
    </Card>
  );
}
