import type { Block } from '@pegasus/core/block.ts';
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { voice } from '../../platform/voice';
import { spokenWords } from './chunks.ts';

/** Reads what is on the screen, when asked to. Leaving it is silence. */
export function ReadAloud({ blocks, language }: { blocks: readonly Block[]; language: string }) {
  const [speaking, setSpeaking] = useState(false);
  useEffect(() => () => voice.stop(), []);
  if (!voice.possible) return null;
  const toggle = () => {
    if (speaking) voice.stop();
    else voice.speak(blocks.map(spokenWords).join('\n'), language, () => setSpeaking(false));
    setSpeaking(!speaking);
  };
  return (
    <Button kind="plain" icon={speaking ? 'stop' : 'sound'} onPress={toggle} pressed={speaking}>
      {speaking ? 'Stop reading' : 'Read aloud'}
    </Button>
  );
}
