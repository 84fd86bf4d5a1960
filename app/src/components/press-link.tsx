import { type Href, Link } from 'expo-router';
import type { ReactNode } from 'react';
import {
  Pressable,
  type PressableProps,
  type PressableStateCallbackType,
  type StyleProp,
  type ViewStyle,
} from 'react-native';

interface PressLinkProps {
  href: Href;
  face(state: PressableStateCallbackType): StyleProp<ViewStyle>;
  label?: string | undefined;
  children: ReactNode;
}

/** A link that may hold anything and looks as `face` says for its state. */
export function PressLink({ href, face, label, children }: PressLinkProps) {
  return (
    <Link href={href} asChild>
      <Face face={face} {...(label ? { 'aria-label': label } : {})}>
        {children}
      </Face>
    </Link>
  );
}

/** Takes its style under another name: the router merges `style` as if it were never a function. */
function Face({ face, style: _fromTheRouter, ...props }: PressableProps & Pick<PressLinkProps, 'face'>) {
  return <Pressable {...props} style={face} />;
}
