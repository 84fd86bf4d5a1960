import {
  PROBLEMS,
  type ProblemCode,
  type ProblemDocument,
  type ProblemEntry,
  toProblem,
} from '@pegasus/core/problem.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { Text } from './text.tsx';

interface ProblemNoticeProps {
  /** What was thrown, or the document that the server keeps of it. */
  problem: unknown;
  /** Shown only where another try can help. */
  onRetry?: (() => void) | undefined;
  busy?: boolean;
}

/** What happened and what to do, in the words of the one table of problems. */
export function ProblemNotice({ problem, onRetry, busy = false }: ProblemNoticeProps) {
  const { title, detail, remedy, retry } = wordsOf(problem);
  return (
    <Notice
      tone="danger"
      title={title}
      urgent
      actions={
        onRetry && retry ? (
          <Button icon="retry" onPress={onRetry} busy={busy}>
            Try again
          </Button>
        ) : undefined
      }
    >
      {detail ? <Text>{detail}</Text> : null}
      <Text>{remedy}</Text>
    </Notice>
  );
}

/** The words of a problem for a student, whatever it came as. */
export function wordsOf(problem: unknown): {
  code: ProblemCode;
  title: string;
  detail: string | undefined;
  remedy: string;
  retry: boolean;
} {
  const code = isDocument(problem) ? problem.code : toProblem(problem).code;
  const detail = isDocument(problem) ? problem.detail : toProblem(problem).detail;
  // Of a fault of ours the detail is for whoever mends it.
  const { title, remedy, retry, kind }: ProblemEntry = PROBLEMS[code];
  return {
    code,
    title,
    detail: kind === 'fault' ? undefined : detail,
    remedy,
    retry: retry || kind === 'fault',
  };
}

/** What happened and what to do, when it is this problem; for a field that can be filled in otherwise. */
export function wordsIf(code: ProblemCode, problem: unknown): string | undefined {
  if (!problem) return undefined;
  const words = wordsOf(problem);
  return words.code === code ? `${words.title} ${words.remedy}` : undefined;
}

function isDocument(problem: unknown): problem is ProblemDocument {
  return typeof problem === 'object' && problem !== null && !(problem instanceof Error) && 'code' in problem;
}
