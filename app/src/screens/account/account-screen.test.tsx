import type { Account, Device, SignInFacts } from '@pegasus/core/account.ts';
import { Problem } from '@pegasus/core/problem.ts';
import { fireEvent, screen } from '@testing-library/react-native';
import { asked, openApp } from '../../testing/app.tsx';

const AT = '2026-03-02T10:00:00.000Z';
const id = (last: number) => `0b0f0c51-7b0e-4a5c-9f05-6c6b4a1d2e0${last}`;
const person = { id: id(1), name: 'Ada', role: 'administrator' as const, email: 'ada@example.org' };
const open: SignInFacts = { accounts: 'on', signUp: 'invited', mail: false };
const signedIn: SignInFacts = { ...open, person };
const devices: Device[] = [
  { id: id(2), kind: 'app', name: 'Pegasus on iPhone', current: true, createdAt: AT, seenAt: AT },
  { id: id(3), kind: 'web', name: 'Firefox on Linux', current: false, createdAt: AT, seenAt: AT },
];
const accounts: Account[] = [
  { id: id(1), name: 'Ada', email: 'ada@example.org', role: 'administrator', state: 'active', createdAt: AT },
  { id: id(4), name: 'Ben', email: 'ben@example.org', role: 'student', state: 'active', createdAt: AT },
];
const answers = {
  'GET /api/session': signedIn,
  'GET /api/devices': { items: devices },
  'GET /api/passkeys': { items: [] },
  'GET /api/accounts': { items: accounts },
};

describe('the account', () => {
  test('signs in with tokens, which the phone keeps in its keychain and shows from then on', async () => {
    const tokens = {
      accessToken: `pga_${'a'.repeat(43)}`,
      refreshToken: `pgr_${'b'.repeat(43)}`,
      expiresAt: '2999-01-01T00:00:00.000Z',
      person,
    };
    openApp('/account', { ...answers, 'GET /api/session': open, 'POST /api/app-sessions': tokens });
    fireEvent.changeText(await screen.findByLabelText('E-mail address'), 'ada@example.org');
    fireEvent.changeText(screen.getByLabelText('Password'), 'four words nobody puts together');
    fireEvent.press(screen.getByRole('button', { name: 'Sign in' }));
    await screen.findByLabelText('E-mail address');
    const { getItemAsync } = jest.requireMock('expo-secure-store');
    for (let look = 0; look < 50 && !(await getItemAsync('pegasus.tokens')); look++)
      await new Promise((done) => setTimeout(done, 20));
    expect(JSON.parse(await getItemAsync('pegasus.tokens'))).toMatchObject({
      accessToken: tokens.accessToken,
    });
    expect(asked().find(({ path }) => path === '/api/app-sessions')?.body).toMatchObject({
      email: 'ada@example.org',
    });
  });

  test('lists devices and signs one out', async () => {
    openApp('/account', { ...answers, [`DELETE /api/devices/${id(3)}`]: {} });
    fireEvent.press(await screen.findByRole('button', { name: 'Sign out Firefox on Linux' }));
    await screen.findByText('This device');
    expect(asked().some(({ method, path }) => method === 'DELETE' && path.endsWith(id(3)))).toBe(true);
  });

  test('is deleted only after password and question', async () => {
    openApp('/account', { ...answers, 'DELETE /api/account': new Problem('sign-in-failed') });
    fireEvent.press(await screen.findByRole('button', { name: 'Delete your account' }));
    fireEvent.changeText(screen.getByLabelText('Password, to show that it is you'), 'wrong');
    fireEvent.press(screen.getByRole('button', { name: 'Delete my account' }));
    expect(asked().some(({ method }) => method === 'DELETE')).toBe(false);
    fireEvent.press(await screen.findByRole('button', { name: 'Delete everything' }));
    await screen.findByText('The e-mail address or the password is not right.');
    expect(asked().find(({ method }) => method === 'DELETE')?.body).toEqual({ password: 'wrong' });
  });

  test('of others is looked after by an administrator, who cannot shut themselves out', async () => {
    openApp('/people', { ...answers, [`PATCH /api/accounts/${id(4)}`]: accounts[1] });
    fireEvent.press(await screen.findByRole('button', { name: 'Change Ben' }));
    expect(screen.queryByRole('button', { name: 'Change Ada' })).toBeNull();
    fireEvent.press(screen.getByRole('button', { name: 'Shut out Ben' }));
    fireEvent.press(await screen.findByRole('button', { name: 'Shut them out' }));
    await screen.findByText('Accounts');
    expect(asked().find(({ method }) => method === 'PATCH')?.body).toEqual({ disabled: true });
  });
});

describe('what is kept of a person', () => {
  const kept = [
    { what: 'Your name.', why: 'To call you by it.', howLong: 'As long as you stay.', whoSees: 'You.' },
  ];

  test('is shown to whoever is not signed in, with everybody else who gets something of it', async () => {
    openApp('/privacy', {
      'GET /api/session': open,
      'GET /api/privacy': {
        processors: [{ name: 'Anthropic', gets: 'Words.' }],
        kept,
        consent: 'Ask first.',
      },
    });
    expect(await screen.findByText('Anthropic')).toBeTruthy();
    expect(screen.getByText('Ask first.')).toBeTruthy();
    expect(screen.getByText('Your name.')).toBeTruthy();
  });

  test('says that nobody else gets anything where that is so', async () => {
    openApp('/privacy', { ...answers, 'GET /api/privacy': { processors: [], kept, consent: 'Ask first.' } });
    expect(await screen.findByText('Nobody. What you hand in stays on this server.')).toBeTruthy();
  });
});
