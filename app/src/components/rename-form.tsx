import { useState } from 'react';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { ProblemNotice, wordsIf } from './problem-notice.tsx';
import { Stack } from './stack.tsx';

interface RenameFormProps {
  /** What is named, such as «Title of the lecture». */
  label: string;
  name: string;
  rename: {
    mutate(name: string, done: { onSuccess(): void }): void;
    isPending: boolean;
    error: unknown;
    reset(): void;
  };
  onClose(): void;
}

/** Gives something another name, on the spot. */
export function RenameForm({ label, name, rename, onClose }: RenameFormProps) {
  const [typed, setTyped] = useState(name);
  const missing = !typed.trim();
  const taken = wordsIf('course-exists', rename.error);
  const submit = () => {
    if (rename.isPending || missing) return;
    if (typed.trim() === name) return onClose();
    rename.mutate(typed.trim(), { onSuccess: onClose });
  };
  return (
    <Stack gap="small" role="form" label="Rename">
      <Field
        label={label}
        value={typed}
        onChange={(next) => {
          setTyped(next);
          rename.reset();
        }}
        onSubmit={submit}
        error={missing ? 'Give it a name.' : taken}
        input={{ autoComplete: 'off' }}
      />
      {rename.error && !taken ? <ProblemNotice problem={rename.error} /> : null}
      <Stack row gap="small">
        <Button kind="main" icon="check" onPress={submit} busy={rename.isPending}>
          Save
        </Button>
        <Button kind="plain" onPress={onClose}>
          Leave it
        </Button>
      </Stack>
    </Stack>
  );
}
