import type { Lecture } from '@pegasus/core/lecture.ts';
import { useState } from 'react';
import { Ask } from '../../components/ask.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Stack } from '../../components/stack.tsx';
import { Text } from '../../components/text.tsx';
import { useRegenerateLecture } from '../../state/lectures.ts';
import { useMadePresets } from '../../state/materials.ts';
import { usePresets } from '../../state/presets.ts';

/** Which preset is shown. One without material yet can have it made from the same recording. */
export function PresetSwitch({
  lecture,
  preset,
  onChoose,
}: {
  lecture: Lecture;
  preset: string;
  onChoose(preset: string): void;
}) {
  const presets = usePresets().data ?? [];
  const made = useMadePresets(lecture.id).data ?? [];
  const regenerate = useRegenerateLecture();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<string>();
  const title = (id: string) => presets.find((one) => one.id === id)?.title ?? id;
  const has = (id: string) => made.some(({ presetId }) => presetId === id);
  return (
    <Stack gap="small">
      <Stack row gap="small" justify="space-between">
        <Text>{`Preset: ${title(preset)}`}</Text>
        <Button kind="plain" expanded={open} onPress={() => setOpen(!open)}>
          Other preset
        </Button>
      </Stack>
      {open ? (
        <Choice
          label="Show the lecture as"
          value={preset}
          onChange={(next) => (has(next) || next === lecture.presetId ? onChoose(next) : setAsked(next))}
          options={presets.map(({ id, title: name }) => ({
            value: id,
            title: has(id) ? name : `${name} (make it)`,
          }))}
        />
      ) : null}
      {regenerate.error ? <ProblemNotice problem={regenerate.error} /> : null}
      <Ask
        open={asked !== undefined}
        title={`Make it for «${title(asked ?? '')}»?`}
        confirm="Make it"
        busy={regenerate.isPending}
        onClose={() => setAsked(undefined)}
        onConfirm={() =>
          asked &&
          regenerate.mutate(
            { lectureId: lecture.id, preset: asked },
            { onSuccess: () => onChoose(asked), onSettled: () => setAsked(undefined) },
          )
        }
      >
        The material is made anew from the same recording. What you have under other presets stays.
      </Ask>
    </Stack>
  );
}
