import { StyleSheet, View } from 'react-native';
import { Text } from '../../components/text.tsx';
import { useTheme } from '../../theme/theme-provider.tsx';
import { radius, space } from '../../theme/tokens.ts';
import { MomentButton } from '../lecture/moment-button.tsx';
import { count } from '../words.ts';
import { Option } from './option.tsx';
import { isChosen, optionsOf, type QuestionBlock } from './question-facts.ts';
import { letterOf } from './question-form.tsx';

/** How a question comes out: what was right, why, and what an answer earns marks for. */
export function QuestionAnswer({ block, given }: { block: QuestionBlock; given: string }) {
  const { colors } = useTheme();
  const { answer, explanation, markScheme = [], moment } = block;
  const chosen = isChosen(block);
  return (
    <View style={styles.answer}>
      <View role="status">
        {chosen ? (
          <Text strong tone={given === answer ? 'accent' : 'danger'}>
            {given === answer ? 'That is right.' : `Not quite. It is: ${answer}`}
          </Text>
        ) : (
          <View style={styles.lines}>
            {given.trim() ? (
              <View style={[styles.mine, { backgroundColor: colors.sunken }]}>
                <Text size="caption" tone="quiet">
                  You wrote
                </Text>
                <Text>{given}</Text>
              </View>
            ) : null}
            <Text size="caption" tone="quiet">
              A good answer
            </Text>
            {answer.split('\n').map((line) => (
              <Text strong key={line}>
                {line}
              </Text>
            ))}
          </View>
        )}
      </View>
      {chosen ? (
        <View style={styles.lines}>
          {optionsOf(block).map((option, place) => (
            <Option
              key={option}
              letter={letterOf(block, place)}
              verdict={option === answer ? 'right' : option === given ? 'wrong' : undefined}
            >
              {option}
            </Option>
          ))}
        </View>
      ) : null}
      {explanation === answer ? null : <Text>{explanation}</Text>}
      {markScheme.length > 0 ? (
        <View role="list" aria-label="Mark scheme" style={styles.lines}>
          {markScheme.map(({ point, marks }) => (
            <View role="listitem" key={point}>
              <Text tone="quiet">{`${point} (${count(marks, 'mark')})`}</Text>
            </View>
          ))}
        </View>
      ) : null}
      <MomentButton moment={moment} of={answer} />
    </View>
  );
}

const styles = StyleSheet.create({
  answer: { gap: space.medium },
  lines: { gap: space.small },
  mine: { padding: space.medium, borderRadius: radius.medium, gap: space.hair },
});
