import { Text } from '../../components/text.tsx';
import { count } from '../words.ts';
import { useResults } from './results.tsx';

/** How the questions went in this visit. */
export function Score({ of }: { of: number }) {
  const results = useResults();
  return (
    <Text tone="quiet" role="status">
      {results && results.answered > 0
        ? `${results.right} of ${count(results.answered, 'answer')} right so far.`
        : `${count(of, 'question')}. Answers are kept and decide what is asked again.`}
    </Text>
  );
}
