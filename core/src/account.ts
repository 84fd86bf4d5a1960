import { z } from 'zod';
import { Name } from './course.ts';

/** What a person may do: use the product, look after the server without seeing content, or both and give accounts. */
export const ROLES = ['student', 'operator', 'administrator'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** Compared and kept in small letters: nobody gets two accounts by writing an address in two ways. */
export const EmailAddress = z.string().trim().toLowerCase().pipe(z.email().max(254));

/** Length is what makes a password strong; no rule about kinds of characters. */
export const NewPassword = z.string().min(12).max(200);
/** One that is tried: any text, bounded, so that a very long one costs nothing. */
export const GivenPassword = z.string().min(1).max(200);

/** Whoever asks, as they may know it of themselves. */
export const Person = z.object({
  id: z.uuid(),
  name: z.string(),
  role: Role,
  /** Absent on one's own machine, where nobody logs in. */
  email: z.string().optional(),
});
export type Person = z.infer<typeof Person>;

/** What the sign-in screen must know before anybody is signed in, and who is. */
export const SignInFacts = z.object({
  accounts: z.enum(['on', 'off']),
  signUp: z.enum(['open', 'invited', 'closed']),
  /** Name of the institution's own sign-in, when there is one. */
  singleSignOn: z.string().optional(),
  /** Whether one can sign in with a passkey, for which the server needs a name and https; absent means no. */
  passkeys: z.boolean().optional(),
  /** Whether the server can send mail, without which nobody can reset a password by themselves. */
  mail: z.boolean(),
  person: Person.optional(),
});
export type SignInFacts = z.infer<typeof SignInFacts>;

/** What an app keeps: the first for every request, the second for a new pair when the first has run out. */
export const AppTokens = z.object({
  accessToken: z.string(),
  refreshToken: z.string(),
  /** When the access token runs out. */
  expiresAt: z.iso.datetime(),
  person: Person,
});
export type AppTokens = z.infer<typeof AppTokens>;

/** A browser or an app that is signed in. */
export const Device = z.object({
  id: z.uuid(),
  kind: z.enum(['web', 'app']),
  /** What it calls itself. */
  name: z.string(),
  current: z.boolean(),
  createdAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
});
export type Device = z.infer<typeof Device>;

/** An account as an administrator sees it: no content, no figures of use. */
export const Account = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  role: Role,
  /** Invited: has not yet chosen a password. */
  state: z.enum(['invited', 'unconfirmed', 'active', 'disabled']),
  createdAt: z.iso.datetime(),
});
export type Account = z.infer<typeof Account>;

export const Invitation = z.object({
  account: Account,
  expiresAt: z.iso.datetime(),
  /** To be handed over by other means; only where the server cannot send mail. */
  link: z.string().optional(),
});

/** An address that works for a short while without signing in, for players that cannot send a token. */
export const MediaLink = z.object({ url: z.string(), expiresAt: z.iso.datetime() });

/** Name of a person. */
export const PersonName = Name;
