import type { Lecture } from '@pegasus/core/lecture.ts';
import { useEffect, useRef, useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { useArtifacts, useTranscript } from '../../state/materials.ts';
import { useRouteText } from '../../state/route.ts';
import { ArtifactView } from './artifact-view.tsx';
import { DiscardedList } from './discarded-list.tsx';
import { useEditing } from './editing.tsx';
import { ExportList } from './export-list.tsx';
import { usePlayback } from './playback.tsx';
import { PresetSwitch } from './preset-switch.tsx';
import { ResultsProvider } from './results.tsx';
import { TranscriptView } from './transcript-view.tsx';

const TRANSCRIPT = 'transcript';
const FILES = 'files';

/** The material of a lecture: one tab an artifact, one for what was said, and one for the files. */
export function Review({ lecture }: { lecture: Lecture }) {
  const [preset, setPreset] = useState(lecture.presetId);
  const artifacts = useArtifacts(lecture.id, preset);
  const language = useTranscript(lecture.id).data?.language ?? 'en';
  const wanted = useRouteText('tab');
  const [chosen, setChosen] = useState<string | undefined>(wanted || undefined);
  const editing = useEditing();
  useCue();
  return (
    <ResultsProvider lectureId={lecture.id}>
      <Stack gap="large">
        <PresetSwitch lecture={lecture} preset={preset} onChoose={setPreset} />
        {editing?.problem ? <ProblemNotice problem={editing.problem} /> : null}
        <Answer query={artifacts} loading="Loading the material" rows={4}>
          {(items) => {
            const tabs = [
              ...items.map(({ artifact, title }) => ({ value: artifact.type, title })),
              { value: TRANSCRIPT, title: 'Transcript' },
              { value: FILES, title: 'Files' },
            ];
            const open = tabs.some(({ value }) => value === chosen) ? chosen : undefined;
            return (
              <TabBar
                label="Material"
                tabs={tabs}
                value={open ?? tabs[0]?.value ?? FILES}
                onChange={setChosen}
              >
                {(value) => {
                  if (value === TRANSCRIPT) return <TranscriptView lectureId={lecture.id} />;
                  const shown = items.find(({ artifact }) => artifact.type === value);
                  if (shown) {
                    return (
                      <>
                        <ArtifactView key={value} shown={shown} lectureId={lecture.id} language={language} />
                        <DiscardedList lectureId={lecture.id} />
                      </>
                    );
                  }
                  if (items.length === 0 && value !== FILES) return <Nothing />;
                  return <ExportList lectureId={lecture.id} preset={preset} />;
                }}
              </TabBar>
            );
          }}
        </Answer>
      </Stack>
    </ResultsProvider>
  );
}

/** Whoever comes from a search or a thread comes for a moment. */
function useCue(): void {
  const at = Number(useRouteText('at') || Number.NaN);
  const { possible, cue } = usePlayback();
  const latest = useRef(cue);
  latest.current = cue;
  useEffect(() => {
    if (possible && Number.isFinite(at)) latest.current(at);
  }, [possible, at]);
}

function Nothing() {
  return (
    <EmptyState icon="book" title="No material yet">
      Choose a preset above to have it made.
    </EmptyState>
  );
}
