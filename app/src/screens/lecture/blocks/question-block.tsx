import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { Chip } from '../../../components/chip.tsx';
import { Text } from '../../../components/text.tsx';
import { space } from '../../../theme/tokens.ts';
import { count } from '../../words.ts';
import { MomentButton } from '../moment-button.tsx';
import type { BlockOf } from './of-kind.ts';

const FORM: Record<BlockOf<'question'>['form'], string> = {
  'multiple-choice': 'Choose one',
  'true-false': 'True or false',
  'short-answer': 'Short answer',
  essay: 'Essay',
};

/** A question with its answer, explanation and mark scheme hidden until they are asked for. */
export function QuestionBlock({ block }: { block: BlockOf<'question'> }) {
  const { form, prompt, answer, explanation, markScheme = [], moment } = block;
  const [open, setOpen] = useState(false);
  const options = form === 'true-false' ? ['True', 'False'] : (block.options ?? []);
  return (
    <Card role="article">
      <Chip>{FORM[form]}</Chip>
      <Text strong>{prompt}</Text>
      {options.length > 0 ? (
        <View role="list" style={styles.options}>
          {options.map((option, place) => (
            <View role="listitem" key={option}>
              <Text>{form === 'true-false' ? option : `${LETTERS[place] ?? ''}) ${option}`}</Text>
            </View>
          ))}
        </View>
      ) : null}
      {open ? (
        <View style={styles.answer}>
          <Text strong tone="accent">
            {answer}
          </Text>
          {explanation !== answer ? <Text>{explanation}</Text> : null}
          {markScheme.length > 0 ? (
            <View role="list" aria-label="Mark scheme" style={styles.options}>
              {markScheme.map(({ point, marks }) => (
                <View role="listitem" key={point}>
                  <Text tone="quiet">{`${point} (${count(marks, 'mark')})`}</Text>
                </View>
              ))}
            </View>
          ) : null}
        </View>
      ) : null}
      <View style={styles.row}>
        <Button
          onPress={() => setOpen(!open)}
          expanded={open}
          label={`${open ? 'Hide' : 'Show'} the answer: ${prompt}`}
        >
          {open ? 'Hide the answer' : 'Show the answer'}
        </Button>
        {open ? <MomentButton moment={moment} of={answer} /> : null}
      </View>
    </Card>
  );
}

const LETTERS = 'ABCDEF';

const styles = StyleSheet.create({
  options: { gap: space.tiny },
  answer: { gap: space.small, paddingTop: space.tiny },
  row: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: space.medium,
    paddingTop: space.tiny,
  },
});
