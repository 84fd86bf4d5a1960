import * as Dialog from '@rn-primitives/dialog';
import { StyleSheet, View } from 'react-native';
import { useTheme } from '../theme/theme-provider.tsx';
import { radius, space } from '../theme/tokens.ts';
import { Button } from './button.tsx';
import { fontFamily } from './text.tsx';

export interface ConfirmDialogProps {
  open: boolean;
  title: string;
  children: string;
  /** The words on the button that does it. */
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asks once more before something that cannot be taken back. Escape and the first button leave things as they are. */
export function ConfirmDialog({
  open,
  title,
  children,
  confirm,
  danger = false,
  busy = false,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const { colors, type } = useTheme();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Dialog.Portal>
        {/*
          Not the overlay of the library: on the web that writes a style sheet, which our policy refuses. The
          portal gives this element's style to the browser as it is, so it must not be a list.
        */}
        <View style={{ ...styles.veil, backgroundColor: colors.veil }}>
          <Dialog.Content
            style={{ ...styles.box, backgroundColor: colors.surface, borderColor: colors.line }}
          >
            <Dialog.Title
              style={{ fontFamily: fontFamily(true), fontWeight: '700', color: colors.text, ...type.title }}
            >
              {title}
            </Dialog.Title>
            <Dialog.Description style={{ fontFamily: fontFamily(false), color: colors.text, ...type.body }}>
              {children}
            </Dialog.Description>
            <View style={styles.buttons}>
              <Button onPress={onClose}>Leave it</Button>
              <Button kind={danger ? 'danger' : 'main'} onPress={onConfirm} busy={busy}>
                {confirm}
              </Button>
            </View>
          </Dialog.Content>
        </View>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const styles = StyleSheet.create({
  veil: {
    position: 'absolute',
    top: 0,
    right: 0,
    bottom: 0,
    left: 0,
    alignItems: 'center',
    justifyContent: 'center',
    padding: space.normal,
  },
  box: {
    width: '100%',
    maxWidth: 440,
    borderRadius: radius.large,
    borderWidth: 1,
    padding: space.large,
    gap: space.medium,
  },
  buttons: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: space.small,
    paddingTop: space.small,
  },
});
