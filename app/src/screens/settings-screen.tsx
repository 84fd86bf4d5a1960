import { ButtonLink } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { Screen } from '../components/screen.tsx';
import { useSession } from '../state/session.ts';
import { useAppearance } from '../theme/theme-provider.tsx';

/** How things look, and nothing else: everything takes effect at once and is kept on this device. */
export function SettingsScreen() {
  const { preferences, choose } = useAppearance();
  const { data: session } = useSession();
  const mayOperate = session?.accounts === 'off' || (session?.person?.role ?? 'student') !== 'student';
  return (
    <Screen title="Appearance" lead="Kept on this device." crumbs={[{ title: 'Home', href: '/' }]}>
      <Choice
        label="Colours"
        value={preferences.scheme}
        onChange={(scheme) => choose({ scheme })}
        options={[
          { value: 'system', title: 'Like the system' },
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ]}
      />
      <Choice
        label="Text size"
        value={preferences.textSize}
        onChange={(textSize) => choose({ textSize })}
        options={[
          { value: 'standard', title: 'Standard' },
          { value: 'large', title: 'Large' },
          { value: 'largest', title: 'Largest' },
        ]}
      />
      <Choice
        label="Contrast"
        value={preferences.contrast}
        onChange={(contrast) => choose({ contrast })}
        options={[
          { value: 'system', title: 'Like the system' },
          { value: 'standard', title: 'Standard' },
          { value: 'high', title: 'High' },
        ]}
      />
      <Choice
        label="Motion"
        value={preferences.motion}
        onChange={(motion) => choose({ motion })}
        options={[
          { value: 'system', title: 'Like the system' },
          { value: 'full', title: 'Full' },
          { value: 'reduced', title: 'Reduced' },
        ]}
      />
      <ButtonLink kind="plain" href="/privacy">
        What is kept of you
      </ButtonLink>
      {mayOperate ? (
        <ButtonLink kind="plain" href="/operations">
          How the server is doing
        </ButtonLink>
      ) : null}
    </Screen>
  );
}
