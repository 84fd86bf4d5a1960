import type { Mark } from '@pegasus/core/overlay/edit.ts';
import { plainWords } from '@pegasus/core/text/plain-words.ts';
import type { Segment } from '@pegasus/core/transcript.ts';
import { memo, useDeferredValue, useMemo, useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Answer } from '../../components/answer.tsx';
import { Field } from '../../components/field.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useMarks, useTranscript } from '../../state/materials.ts';
import { space } from '../../theme/tokens.ts';
import { count } from '../words.ts';
import { usePlayback } from './playback.tsx';
import { SegmentRow } from './segment-row.tsx';

/** Everything that was said: to search, to play from any line, to correct, with the line that is being heard. */
export function TranscriptView({ lectureId }: { lectureId: string }) {
  const transcript = useTranscript(lectureId);
  const marks = useMarks(lectureId).data;
  return (
    <Answer query={transcript} loading="Loading the transcript" rows={5}>
      {(data) => <Lines segments={data.segments} notes={data.provenance.notes} marks={marks} />}
    </Answer>
  );
}

/** Lines of a transcript; they can be corrected where there is an `EditingProvider` above. */
export function Lines({
  segments,
  notes = [],
  marks,
}: {
  segments: readonly Segment[];
  notes?: readonly string[] | undefined;
  marks?: readonly Mark[] | undefined;
}) {
  const [typed, setTyped] = useState('');
  const words = useDeferredValue(typed);
  const { seconds, begun } = usePlayback();
  const found = useMemo(() => matching(segments, words), [segments, words]);
  const heard = begun ? segments.findLast(({ start }) => start <= seconds + 0.05)?.id : undefined;
  const markOf = useMemo(
    () => new Map(marks?.filter(({ part }) => part === 'segment').map((mark) => [mark.target, mark])),
    [marks],
  );
  return (
    <Stack gap="normal">
      <Field
        label="Search in this lecture"
        value={typed}
        onChange={setTyped}
        input={{ inputMode: 'search' }}
      />
      <Text size="caption" tone="quiet" role="status">
        {words.trim()
          ? `${count(found.length, 'line')} with «${words.trim()}»`
          : count(segments.length, 'line')}
      </Text>
      {notes.map((note) => (
        <Text key={note} size="caption" tone="quiet">
          {note}
        </Text>
      ))}
      <View role="list" style={styles.lines}>
        {found.map((segment) => (
          <Line
            key={segment.id}
            segment={segment}
            mark={markOf.get(segment.id)}
            words={words}
            heard={segment.id === heard}
          />
        ))}
      </View>
    </Stack>
  );
}

const Line = memo(SegmentRow);

function matching(segments: readonly Segment[], words: string): readonly Segment[] {
  const wanted = plainWords(words).map(({ word }) => word);
  if (wanted.length === 0) return segments;
  return segments.filter(({ text }) => {
    const said = plainWords(text).map(({ word }) => word);
    return wanted.every((word) => said.some((other) => other.startsWith(word)));
  });
}

const styles = StyleSheet.create({ lines: { gap: space.tiny } });
