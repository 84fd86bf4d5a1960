import { shortTime } from '@pegasus/core/clock.ts';
import { useRouter } from 'expo-router';
import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Ask } from '../../components/ask.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Notice } from '../../components/notice.tsx';
import { Screen } from '../../components/screen.tsx';
import { Stack } from '../../components/stack.tsx';
import { Heading, Text } from '../../components/text.tsx';
import { read, write } from '../../platform/device-store';
import type { RecorderState, RecorderTrouble } from '../../recorder/define.ts';
import { useHeld, useHeldStates } from '../../recorder/held-provider.tsx';
import type { SoundWarning } from '../../recorder/sound-watch.ts';
import { useRecorder } from '../../recorder/use-recorder.ts';
import { useRouteText } from '../../state/route.ts';
import { space } from '../../theme/tokens.ts';
import { count } from '../words.ts';
import { HeldList, heldWords } from './held-list.tsx';
import { LevelMeter } from './level-meter.tsx';

const STATE_WORDS: Record<RecorderState, string> = {
  idle: 'Ready to record',
  asking: 'Allow the microphone, please',
  recording: 'Recording',
  paused: 'Paused',
  stopping: 'Putting it away',
  stopped: 'Recorded',
  failed: 'It cannot record',
};

const TROUBLE: Record<RecorderTrouble, { title: string; remedy: string }> = {
  'no-permission': {
    title: 'Pegasus may not use the microphone.',
    remedy: 'Allow the microphone for this page in the settings of the browser or phone, then try again.',
  },
  'no-microphone': { title: 'No microphone was found.', remedy: 'Connect one, then try again.' },
  'not-supported': {
    title: 'This device cannot record here.',
    remedy: 'Record with the recorder of the device, and upload the file.',
  },
  interrupted: {
    title: 'The microphone was taken away.',
    remedy: 'Another program or a call may be using it. What was recorded is kept: stop to hand it in.',
  },
  'no-room': {
    title: 'There is no room left on this device.',
    remedy: 'What was recorded is kept: stop to hand it in.',
  },
};

const WARNING: Record<SoundWarning, { title: string; remedy: string }> = {
  dead: {
    title: 'Nothing comes from the microphone.',
    remedy: 'It is muted, or another one is in use. Check it now: silence cannot be mended later.',
  },
  clipping: { title: 'It is too loud.', remedy: 'Move the device away from the loudspeaker.' },
  quiet: { title: 'Nobody has spoken for a while.', remedy: 'If the lecture is over, stop the recording.' },
};

const consentKey = (courseId: string) => `recording-consent-${courseId}`;

/** One button in the lecture hall. */
export function RecordScreen() {
  const courseId = useRouteText('courseId');
  const preset = useRouteText('preset');
  const router = useRouter();
  const { sender } = useHeld();
  const held = useHeldStates();
  const { recorder, status } = useRecorder();
  const [asking, setAsking] = useState(false);
  const [reminding, setReminding] = useState(false);
  const { state, seconds, level, markers, trouble, warning, lowBattery, hoursLeft, heldId } = status;
  const own = held.find(({ recording }) => recording.id === heldId);
  const back = `/courses/${courseId}/add?preset=${encodeURIComponent(preset)}` as const;
  const live = state === 'recording' || state === 'paused';
  const finish = async () => {
    await recorder.stop();
    router.replace(back);
  };
  const start = () => void recorder.start({ courseId, preset });
  const askOrStart = async () => {
    if (await read(consentKey(courseId))) start();
    else setReminding(true);
  };
  return (
    <Screen title="Record" crumbs={live ? [] : [{ title: 'Record or upload', href: back }]}>
      {trouble ? (
        <Notice tone="danger" urgent title={TROUBLE[trouble].title}>
          {TROUBLE[trouble].remedy}
        </Notice>
      ) : null}
      {warning ? (
        <Notice tone="warning" urgent title={WARNING[warning].title}>
          {WARNING[warning].remedy}
        </Notice>
      ) : null}
      {live && status.staysOpen ? (
        <Notice tone="warning" title="Keep Pegasus on the screen.">
          Without notifications Android lets no app record while the screen is off. Allow them for Pegasus to
          record with the phone in your pocket.
        </Notice>
      ) : null}
      {live && lowBattery !== undefined ? (
        <Notice tone="warning" title={`The battery has ${Math.round(lowBattery * 100)} % left.`}>
          Plug the device in. If it ends, everything up to its last second is kept.
        </Notice>
      ) : null}
      {live && hoursLeft !== undefined ? (
        <Notice
          tone="warning"
          title={`There is room for about ${hoursLeft.toFixed(1)} hours on this device.`}
        >
          Free some space. When it is full, the recording ends and what was recorded is kept.
        </Notice>
      ) : null}
      <Card style={styles.card}>
        <Text role="status" size="lead" tone={state === 'recording' ? 'accent' : 'quiet'} strong>
          {STATE_WORDS[state]}
        </Text>
        <Heading level={2} size="display" style={styles.time}>
          {shortTime(seconds)}
        </Heading>
        <LevelMeter level={level} />
        {live && own ? (
          <Text tone="quiet" role="status">
            {heldWords(own)}
          </Text>
        ) : null}
        <Stack row gap="medium" justify="center">
          {state === 'idle' || state === 'failed' || state === 'asking' ? (
            <Button kind="main" icon="microphone" busy={state === 'asking'} onPress={() => void askOrStart()}>
              {state === 'failed' ? 'Try again' : 'Start recording'}
            </Button>
          ) : null}
          {state === 'recording' ? (
            <Button icon="pause" onPress={recorder.pause}>
              Pause
            </Button>
          ) : null}
          {state === 'paused' ? (
            <Button icon="play" onPress={recorder.resume}>
              Resume
            </Button>
          ) : null}
          {live ? (
            <>
              <Button icon="flag" onPress={recorder.mark} label="Mark this moment">
                Mark
              </Button>
              <Button kind="main" icon="stop" onPress={() => void finish()}>
                Stop and hand in
              </Button>
            </>
          ) : null}
        </Stack>
        {markers.length > 0 ? (
          <Text tone="quiet" role="status">
            {`${count(markers.length, 'moment')} marked: ${markers.map(shortTime).join(', ')}`}
          </Text>
        ) : null}
      </Card>
      {live ? (
        <View style={styles.discard}>
          <Button kind="danger" icon="trash" onPress={() => setAsking(true)}>
            Discard recording
          </Button>
        </View>
      ) : null}
      {live ? null : <HeldList except={heldId} />}
      <Ask
        open={reminding}
        title="May this lecture be recorded?"
        confirm="Yes, I may record it"
        onConfirm={() => {
          setReminding(false);
          write(consentKey(courseId), new Date().toISOString());
          start();
        }}
        onClose={() => setReminding(false)}
      >
        Ask the lecturer before the first recording of a course, and follow the rules of your university.
      </Ask>
      <Ask
        open={asking}
        title="Discard this recording?"
        confirm="Discard it"
        danger
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          void recorder.discard(sender.discard);
        }}
      >
        What was recorded until now is thrown away.
      </Ask>
    </Screen>
  );
}

const styles = StyleSheet.create({
  card: { alignItems: 'center', gap: space.normal, paddingVertical: space.huge },
  time: { fontVariant: ['tabular-nums'] },
  discard: { flexDirection: 'row', justifyContent: 'center' },
});
