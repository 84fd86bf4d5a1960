import { Field } from '../../components/field.tsx';

const LEAST_LENGTH = 12;

/** What a new password lacks; undefined when it is long enough. */
export function wantingPassword(password: string): string | undefined {
  return password.length < LEAST_LENGTH ? `Take at least ${LEAST_LENGTH} characters.` : undefined;
}

/** A password; a new one says what makes it good, and password managers are told which it is. */
export function PasswordField({
  label = 'Password',
  fresh = false,
  hint,
  ...field
}: {
  label?: string;
  fresh?: boolean;
  hint?: string;
  value: string;
  onChange(value: string): void;
  onSubmit?: () => void;
  error?: string | undefined;
}) {
  return (
    <Field
      label={label}
      {...(fresh
        ? {
            hint: `At least ${LEAST_LENGTH} characters. Four words that have nothing to do with each other are good.`,
          }
        : { hint })}
      {...field}
      input={{
        secureTextEntry: true,
        autoCapitalize: 'none',
        autoComplete: fresh ? 'new-password' : 'current-password',
      }}
    />
  );
}

export function EmailField(field: {
  value: string;
  onChange(value: string): void;
  onSubmit?: () => void;
  error?: string | undefined;
}) {
  return (
    <Field
      label="E-mail address"
      maxLength={254}
      {...field}
      input={{ autoComplete: 'email', autoCapitalize: 'none', inputMode: 'email' }}
    />
  );
}
