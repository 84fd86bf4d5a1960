import type { Grade } from '@pegasus/core/study/review.ts';
import { useEffect, useRef, useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Card } from '../../components/card.tsx';
import { Chip } from '../../components/chip.tsx';
import { Heading } from '../../components/text.tsx';
import { focusHeading } from '../../platform/focus';
import { useKeys } from '../../platform/keys';
import { space } from '../../theme/tokens.ts';
import type { BlockOf } from '../lecture/blocks/of-kind.ts';
import type { AskedProps } from './asked-item.tsx';
import { GradeButtons } from './grade-buttons.tsx';
import { QuestionAnswer } from './question-answer.tsx';
import { FORM_WORDS, isChosen, optionsOf } from './question-facts.ts';
import { QuestionForm } from './question-form.tsx';

/** An exam question: answered first, then judged. Chosen answers judge themselves; the grade is only suggested. */
export function AskedQuestion({ item, block, onGrade, onUndo }: AskedProps & { block: BlockOf<'question'> }) {
  const [given, setGiven] = useState<string>();
  const face = useRef<View>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the answer is shown
  useEffect(() => focusHeading(face.current), [given]);
  const open = given !== undefined;
  const right = open && isChosen(block) ? given === block.answer : undefined;
  const suggested: Grade = right === false ? 'again' : 'good';
  const grade = (how: Grade) => onGrade(how, given);
  const options = optionsOf(block);
  const choices = Object.fromEntries(
    options.map((option, place) => [String(place + 1), () => setGiven(option)] as const),
  );
  const grades = {
    ' ': () => grade(suggested),
    Enter: () => grade(suggested),
    '1': () => grade('again'),
    '2': () => grade('hard'),
    '3': () => grade('good'),
    '4': () => grade('easy'),
  };
  useKeys({ u: onUndo, ...(open ? grades : choices) });
  return (
    <View style={styles.whole}>
      <Card style={styles.card}>
        <View ref={face} tabIndex={-1} style={styles.face}>
          <Chip>{FORM_WORDS[block.form]}</Chip>
          <Heading level={2} size="subtitle">
            {block.prompt}
          </Heading>
        </View>
        {open ? (
          <QuestionAnswer block={block} given={given} />
        ) : (
          <QuestionForm block={block} onAnswer={setGiven} />
        )}
      </Card>
      {open ? <GradeButtons next={item.next} suggested={suggested} onGrade={grade} /> : null}
    </View>
  );
}

const styles = StyleSheet.create({
  whole: { gap: space.normal },
  card: { minHeight: 220, padding: space.large, gap: space.normal },
  face: { gap: space.small, outlineWidth: 0 },
});
