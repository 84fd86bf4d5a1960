import type { Lecture } from '@pegasus/core/lecture.ts';
import { useState } from 'react';
import { Answer } from '../../components/answer.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Stack } from '../../components/stack.tsx';
import { TabBar } from '../../components/tab-bar.tsx';
import { useArtifacts } from '../../state/materials.ts';
import { ArtifactView } from './artifact-view.tsx';
import { ExportList } from './export-list.tsx';
import { PresetSwitch } from './preset-switch.tsx';

const FILES = 'files';

/** The material of a lecture: one tab an artifact, and one for the files. */
export function Review({ lecture }: { lecture: Lecture }) {
  const [preset, setPreset] = useState(lecture.presetId);
  const artifacts = useArtifacts(lecture.id, preset);
  const [chosen, setChosen] = useState<string>();
  return (
    <Stack gap="large">
      <PresetSwitch lecture={lecture} preset={preset} onChoose={setPreset} />
      <Answer query={artifacts} loading="Loading the material" rows={4}>
        {(items) => {
          const tabs = [
            ...items.map(({ artifact, title }) => ({ value: artifact.type, title })),
            { value: FILES, title: 'Files' },
          ];
          const open = tabs.some(({ value }) => value === chosen) ? chosen : undefined;
          return (
            <TabBar label="Material" tabs={tabs} value={open ?? tabs[0]?.value ?? FILES} onChange={setChosen}>
              {(value) => {
                const shown = items.find(({ artifact }) => artifact.type === value);
                if (shown) return <ArtifactView shown={shown} />;
                if (items.length === 0 && value !== FILES) return <Nothing />;
                return <ExportList lectureId={lecture.id} preset={preset} />;
              }}
            </TabBar>
          );
        }}
      </Answer>
    </Stack>
  );
}

function Nothing() {
  return (
    <EmptyState icon="book" title="No material yet">
      Choose a preset above to have it made.
    </EmptyState>
  );
}
