import type { ShownArtifact } from '@pegasus/core/answers.ts';
import type { Lecture } from '@pegasus/core/lecture.ts';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Choice } from '../../components/choice.tsx';
import { Choices } from '../../components/choices.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { Text } from '../../components/text.tsx';
import { useCreateShare } from '../../state/shares.ts';
import { MadeLink } from './made-link.tsx';

/** Days that a link lives. */
const LIVES = [
  { value: '7', title: 'A week' },
  { value: '14', title: 'Two weeks' },
  { value: '30', title: 'A month' },
  { value: '90', title: 'Three months' },
] as const;
type Life = (typeof LIVES)[number]['value'];

const WORDS = { value: 'transcript', title: 'Transcript', hint: 'Every word that was said.' };
const SOUND = {
  value: 'recording',
  title: 'Recording',
  hint: 'The voices of the lecturer and of others are in it. Ask them before you pass it on.',
};

/** What a link shows and for how long. The recording never goes along by itself. */
export function ShareForm({
  lecture,
  preset,
  shown,
}: {
  lecture: Lecture;
  preset: string;
  shown: readonly ShownArtifact[];
}) {
  const create = useCreateShare(lecture.id);
  const material = shown.map(({ artifact, title }) => ({ value: artifact.type, title }));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(material.map(({ value }) => value)),
  );
  const [more, setMore] = useState<ReadonlySet<string>>(new Set());
  const [life, setLife] = useState<Life>('14');
  const heard = lecture.recording.kind !== 'captions' && lecture.recording.leftAt === undefined;
  const artifacts = material.map(({ value }) => value).filter((value) => chosen.has(value));
  const make = () =>
    create.mutate({
      preset,
      artifacts,
      transcript: more.has(WORDS.value),
      recording: more.has(SOUND.value),
      days: Number(life),
    });
  return (
    <>
      <Card role="group" label="A new link" style={{ gap: 24 }}>
        <Choices label="Material" options={material} chosen={chosen} onChange={setChosen} />
        <Choices
          label="Also, if you want"
          options={heard ? [WORDS, SOUND] : [WORDS]}
          chosen={more}
          onChange={setMore}
        />
        <Choice<Life> label="The link works for" options={LIVES} value={life} onChange={setLife} />
        {create.error ? <ProblemNotice problem={create.error} onRetry={make} /> : null}
        {artifacts.length === 0 ? <Text tone="quiet">Choose at least one kind of material.</Text> : null}
        <Button
          kind="main"
          icon="share"
          onPress={make}
          busy={create.isPending}
          disabled={artifacts.length === 0}
        >
          Make a link
        </Button>
      </Card>
      {create.data ? (
        <MadeLink key={create.data.share.id} token={create.data.token} title={lecture.title} />
      ) : null}
    </>
  );
}
