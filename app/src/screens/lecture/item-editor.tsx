import type { Change } from '@pegasus/core/overlay/edit.ts';
import { correctableTexts } from '@pegasus/core/overlay/effective.ts';
import { useState } from 'react';
import { View } from 'react-native';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { Stack } from '../../components/stack.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { newId } from '../../state/new-id';
import { shownAsProblem, useEditing, type useShownItem } from './editing.tsx';

/** On a phone, so that all of it is seen. */
const LETTERS_A_LINE = 32;

type ShownItem = NonNullable<ReturnType<typeof useShownItem>>;

/** Words an item anew, makes a card of it, or says that the lecture does not say it. */
export function ItemEditor({
  itemId,
  shown,
  onClose,
}: {
  itemId: string;
  shown: ShownItem;
  onClose(): void;
}) {
  const editing = useEditing();
  const [mode, setMode] = useState<'words' | 'card'>('words');
  const texts = correctableTexts(shown.item);
  const [typed, setTyped] = useState<Record<string, string>>({});
  if (!editing) return null;
  const send = (changes: readonly Change[], target = itemId, first = shown.version) => {
    const requests = changes.map((change, place) => ({
      part: 'item' as const,
      target,
      version: first + place,
      change,
    }));
    editing.send(requests).then(onClose, shownAsProblem);
  };
  const save = () => {
    const changed = texts.filter(({ field, text }) => {
      const now = typed[field]?.trim();
      return now !== undefined && now !== '' && now !== text;
    });
    if (changed.length === 0) return onClose();
    send(
      changed.map(({ field, text }) => ({
        kind: 'correct',
        field,
        was: text,
        text: typed[field]?.trim() ?? '',
      })),
    );
  };
  const wrong = shown.mark?.wrong ?? false;
  return (
    <Card tone="sunken" role="group" label="Change this line">
      {mode === 'words' ? (
        <Stack gap="medium">
          {texts.map(({ field, text }) => (
            <TextArea
              key={field}
              label={labelOf(field)}
              value={typed[field] ?? text}
              onChange={(next) => setTyped({ ...typed, [field]: next })}
              rows={Math.min(6, Math.ceil(text.length / LETTERS_A_LINE))}
            />
          ))}
          <Stack row gap="small">
            <Button kind="main" icon="check" onPress={save}>
              Save
            </Button>
            <Button kind="plain" onPress={onClose}>
              Leave it
            </Button>
            <View style={{ flexGrow: 1 }} />
            <Button kind="plain" icon="cards" onPress={() => setMode('card')}>
              Make a card
            </Button>
            <Button kind="plain" icon="flag" onPress={() => send([{ kind: wrong ? 'not-wrong' : 'wrong' }])}>
              {wrong ? 'It is right after all' : 'The lecture does not say this'}
            </Button>
          </Stack>
        </Stack>
      ) : (
        <CardMaker
          answer={texts.map(({ text }) => text).join('\n')}
          onClose={() => setMode('words')}
          onMake={(question, answer) =>
            send(
              [{ kind: 'add-card', question, answer, sources: shown.sources.slice(0, 50) }],
              `own-${newId()}`,
              0,
            )
          }
        />
      )}
    </Card>
  );
}

function CardMaker({
  answer: first,
  onMake,
  onClose,
}: {
  answer: string;
  onMake(question: string, answer: string): void;
  onClose(): void;
}) {
  const [question, setQuestion] = useState('');
  const [answer, setAnswer] = useState(first);
  const ready = question.trim() !== '' && answer.trim() !== '';
  return (
    <Stack gap="medium">
      <TextArea
        label="Front of the card"
        value={question}
        onChange={setQuestion}
        rows={2}
        hint="What shall be asked?"
      />
      <TextArea label="Back of the card" value={answer} onChange={setAnswer} rows={3} />
      <Stack row gap="small">
        <Button
          kind="main"
          icon="check"
          disabled={!ready}
          onPress={() => onMake(question.trim(), answer.trim())}
        >
          Make the card
        </Button>
        <Button kind="plain" onPress={onClose}>
          Leave it
        </Button>
      </Stack>
    </Stack>
  );
}

const LABELS: Record<string, string> = {
  text: 'Words',
  question: 'Front',
  answer: 'Answer',
  term: 'Term',
  definition: 'Definition',
  example: 'Example',
  title: 'Heading',
  name: 'Concept',
  label: 'Relation',
  prompt: 'Question',
  explanation: 'Explanation',
  cells: 'Column',
  options: 'Option',
  points: 'Point',
  otherNames: 'Other name',
  markScheme: 'Marks for',
};

function labelOf(field: string): string {
  const [name = '', place] = field.split('.');
  const label = LABELS[name] ?? name;
  return place === undefined ? label : `${label} ${Number(place) + 1}`;
}
