import { type ComponentProps, useState } from 'react';
import { Ask } from './ask.tsx';
import { Button } from './button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { RenameForm } from './rename-form.tsx';
import { Stack } from './stack.tsx';

interface OwnerToolsProps {
  what: 'lecture' | 'course';
  naming: Omit<ComponentProps<typeof RenameForm>, 'onClose'>;
  removal: {
    /** What goes with it, in a sentence. */
    words: string;
    remove: {
      mutate(nothing: undefined, done: { onSuccess(): void; onSettled(): void }): void;
      isPending: boolean;
      error: unknown;
    };
    onGone(): void;
  };
}

/** What an owner can do with a lecture or a course as a whole: name it anew, and delete it. */
export function OwnerTools({ what, naming, removal: { words, remove, onGone } }: OwnerToolsProps) {
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  return (
    <Stack gap="small">
      {remove.error ? <ProblemNotice problem={remove.error} /> : null}
      {open ? (
        <RenameForm {...naming} onClose={() => setOpen(false)} />
      ) : (
        <Stack row gap="small">
          <Button kind="plain" icon="pencil" onPress={() => setOpen(true)}>
            {`Rename ${what}`}
          </Button>
          <Button kind="danger" icon="trash" onPress={() => setAsking(true)}>
            {`Delete ${what}`}
          </Button>
        </Stack>
      )}
      <Ask
        open={asking}
        title={`Delete this ${what}?`}
        confirm="Delete it"
        danger
        busy={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.mutate(undefined, { onSuccess: onGone, onSettled: () => setAsking(false) })}
      >
        {words}
      </Ask>
    </Stack>
  );
}
