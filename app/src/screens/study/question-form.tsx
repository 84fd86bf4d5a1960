import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button } from '../../components/button.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { space } from '../../theme/tokens.ts';
import { Option } from './option.tsx';
import { isChosen, optionsOf, type QuestionBlock } from './question-facts.ts';

/** Where a question is answered: an option is one tap, a text is written as long as one likes. */
export function QuestionForm({ block, onAnswer }: { block: QuestionBlock; onAnswer(answer: string): void }) {
  const [text, setText] = useState('');
  if (isChosen(block)) {
    return (
      <View role="group" aria-label="Answers" style={styles.options}>
        {optionsOf(block).map((option, place) => (
          <Option key={option} letter={letterOf(block, place)} onPress={() => onAnswer(option)}>
            {option}
          </Option>
        ))}
      </View>
    );
  }
  return (
    <View style={styles.options}>
      <TextArea
        label="Your answer"
        value={text}
        onChange={setText}
        hint="In your head is fine, too. You judge it yourself."
        rows={block.form === 'essay' ? 6 : 3}
      />
      <Button kind="main" onPress={() => onAnswer(text)}>
        Show the answer
      </Button>
    </View>
  );
}

export function letterOf({ form }: QuestionBlock, place: number): string | undefined {
  return form === 'true-false' ? undefined : 'ABCDEF'[place];
}

const styles = StyleSheet.create({ options: { gap: space.small } });
