import { useEffect, useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FileDrop } from '../../components/file-drop';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { useCourse } from '../../state/courses.ts';
import { usePresets } from '../../state/presets.ts';
import { useRouteText } from '../../state/route.ts';
import { takeShared } from '../../state/shared-files.ts';
import { useUploads } from '../../state/uploads-provider.tsx';
import { HeldList } from './held-list.tsx';
import { UploadList } from './upload-list.tsx';

/** Record now, or hand in files that are there. */
export function AddScreen() {
  const courseId = useRouteText('courseId');
  const preset = useRouteText('preset');
  const course = useCourse(courseId);
  const presets = usePresets();
  const uploads = useUploads();
  const known = course.data !== undefined && presets.data?.some(({ id }) => id === preset);
  useEffect(() => {
    if (known) uploads.add(takeShared().map((file) => ({ file, courseId, preset })));
  }, [known, uploads, courseId, preset]);
  const [refused, setRefused] = useState<string>();
  const chosen = presets.data?.find(({ id }) => id === preset);
  return (
    <Screen
      title="Record or upload"
      lead={chosen ? `Preset: ${chosen.title}` : undefined}
      crumbs={[
        { title: course.data?.name ?? 'Course', href: `/courses/${courseId}` },
        { title: 'Preset', href: `/courses/${courseId}/preset` },
      ]}
    >
      <Answer query={course} loading="Loading the course">
        {() => (
          <>
            <HeldList />
            <Card>
              <Heading level={2}>Record</Heading>
              <Text tone="quiet">
                Put the phone or laptop where the lecturer can be heard, and press the button.
              </Text>
              <ButtonLink
                href={`/courses/${courseId}/record?preset=${encodeURIComponent(preset)}`}
                kind="main"
                icon="microphone"
              >
                Record a lecture
              </ButtonLink>
            </Card>
            <Stack gap="medium" role="region" label="Upload">
              <Heading level={2}>Upload</Heading>
              <FileDrop
                onFiles={(files) => {
                  setRefused(undefined);
                  uploads.add(files.map((file) => ({ file, courseId, preset })));
                }}
                onRefused={setRefused}
              />
              {refused ? (
                <Text tone="danger" role="alert">
                  {refused}
                </Text>
              ) : null}
              <UploadList courseId={courseId} />
            </Stack>
          </>
        )}
      </Answer>
    </Screen>
  );
}
