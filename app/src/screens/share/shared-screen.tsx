import { endpoints } from '@pegasus/core/api.ts';
import { Problem } from '@pegasus/core/problem.ts';
import type { SharedMaterial } from '@pegasus/core/share.ts';
import { useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { FileButtons } from '../../components/file-buttons';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { Text } from '../../components/text.tsx';
import { serverAddress } from '../../platform/server-address';
import { useRouteText } from '../../state/route.ts';
import { useShared } from '../../state/shares.ts';
import { BlockView } from '../lecture/blocks/block-view.tsx';
import { levelWithin } from '../lecture/blocks/heading-level.ts';
import { PlaybackProvider } from '../lecture/playback.tsx';
import { PlayerDock } from '../lecture/player-dock.tsx';
import { Lines } from '../lecture/transcript-view.tsx';
import { dayOf, lengthOf } from '../words.ts';
import { Ended } from './ended.tsx';

const TRANSCRIPT = 'transcript';

/** What somebody shared, for whoever has the link: to read and, with an account, to take over. */
export function SharedScreen() {
  const token = useRouteText('token');
  const query = useShared(token);
  if (query.error instanceof Problem && query.error.code === 'not-found') return <Ended />;
  if (query.data) return <Shown material={query.data} token={token} />;
  return (
    <Screen title="Shared with you">
      <Answer query={query} loading="Loading what was shared" rows={4}>
        {() => null}
      </Answer>
    </Screen>
  );
}

function Shown({ material, token }: { material: SharedMaterial; token: string }) {
  const { lectureTitle, courseName, presetTitle, seconds, artifacts, segments, withRecording } = material;
  const [chosen, setChosen] = useState<string>();
  const tabs = [
    ...artifacts.map(({ type, title }) => ({ value: type, title })),
    ...(segments ? [{ value: TRANSCRIPT, title: 'Transcript' }] : []),
  ];
  return (
    <PlaybackProvider
      recording={withRecording ? endpoints.getSharedRecording.path.replace('{token}', token) : undefined}
    >
      <Screen
        title={lectureTitle}
        lead={[courseName, presetTitle, lengthOf(seconds)].join(' · ')}
        dock={<PlayerDock seconds={seconds} />}
      >
        <Stack row gap="medium" justify="space-between">
          <Text tone="quiet">{`Shared with you. This link works until ${dayOf(material.expiresAt)}.`}</Text>
          <ButtonLink href={`/shared/${token}/copy`} kind="main" icon="plus">
            Take a copy
          </ButtonLink>
        </Stack>
        <TabBar
          label="Material"
          tabs={tabs}
          value={chosen ?? tabs[0]?.value ?? TRANSCRIPT}
          onChange={setChosen}
        >
          {(value) =>
            value === TRANSCRIPT ? (
              <Lines segments={segments ?? []} />
            ) : (
              <Stack gap="normal">
                {blocksOf(artifacts, value).map((block, place, all) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a block has no name, and blocks never move
                  <BlockView key={`${value} ${place}`} block={block} level={levelWithin(all, place)} />
                ))}
              </Stack>
            )
          }
        </TabBar>
        <Card tone="sunken" role="region" label="On another Pegasus">
          <Text strong>Is your Pegasus another one?</Text>
          <Text>
            Save this as a file. There, choose a course, «Add a lecture», and «Open a lecture that somebody
            gave you».
          </Text>
          <FileButtons
            title="the lecture file"
            fileName="lecture.json"
            mediaType="application/json"
            address={`${serverAddress()}${endpoints.getSharedFile.path.replace('{token}', token)}`}
          />
        </Card>
      </Screen>
    </PlaybackProvider>
  );
}

function blocksOf(artifacts: SharedMaterial['artifacts'], wanted: string) {
  return artifacts.find(({ type }) => type === wanted)?.blocks ?? [];
}
