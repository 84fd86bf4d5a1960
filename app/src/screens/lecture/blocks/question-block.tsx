import { useState } from 'react';
import { StyleSheet, View } from 'react-native';
import { Button } from '../../../components/button.tsx';
import { Card } from '../../../components/card.tsx';
import { Chip } from '../../../components/chip.tsx';
import { Heading } from '../../../components/text.tsx';
import { space } from '../../../theme/tokens.ts';
import { QuestionAnswer } from '../../study/question-answer.tsx';
import { FORM_WORDS, isChosen } from '../../study/question-facts.ts';
import { QuestionForm } from '../../study/question-form.tsx';
import { ItemTools } from '../item-tools.tsx';
import { useResults } from '../results.tsx';
import type { HeadingLevel } from './heading-level.ts';
import type { BlockOf } from './of-kind.ts';

/** A question to be answered on the spot. How it went is kept, and decides when it is asked again. */
export function QuestionBlock({ block, level }: { block: BlockOf<'question'>; level: HeadingLevel }) {
  const { prompt, form, itemId } = block;
  const results = useResults();
  const [given, setGiven] = useState<string>();
  const [judged, setJudged] = useState(false);
  const last = results?.lastOf(itemId);
  const answer = (text: string) => {
    setGiven(text);
    if (!isChosen(block)) return;
    results?.keep(itemId, text === block.answer ? 'good' : 'again', text);
    setJudged(true);
  };
  const judge = (knew: boolean) => {
    results?.keep(itemId, knew ? 'good' : 'again', given);
    setJudged(true);
  };
  return (
    <Card role="article">
      <View style={styles.row}>
        <Chip>{FORM_WORDS[form]}</Chip>
        {last ? (
          <Chip tone={last === 'again' ? 'warning' : 'good'}>
            {last === 'again' ? 'Last time: not yet' : 'Last time: right'}
          </Chip>
        ) : null}
      </View>
      <Heading level={level} size="lead">
        {prompt}
      </Heading>
      {given === undefined ? (
        <QuestionForm block={block} onAnswer={answer} />
      ) : (
        <QuestionAnswer block={block} given={given} />
      )}
      {given !== undefined && !judged ? (
        <View role="group" aria-label="How did you do?" style={styles.row}>
          <Button icon="check" onPress={() => judge(true)}>
            I had it
          </Button>
          <Button kind="plain" onPress={() => judge(false)}>
            Not yet
          </Button>
        </View>
      ) : null}
      {judged ? (
        <Button
          kind="plain"
          icon="retry"
          onPress={() => {
            setGiven(undefined);
            setJudged(false);
          }}
        >
          Answer again
        </Button>
      ) : null}
      <ItemTools itemId={itemId} of={prompt} moments={[]} />
    </Card>
  );
}

const styles = StyleSheet.create({
  row: { flexDirection: 'row', flexWrap: 'wrap', alignItems: 'center', gap: space.small },
});
