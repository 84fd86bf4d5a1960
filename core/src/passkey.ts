import { z } from 'zod';

/** Bytes as WebAuthn's JSON carries them. */
const Base64Url = z
  .string()
  .regex(/^[A-Za-z0-9_-]*$/)
  .max(12_000);
const CredentialId = Base64Url.min(1).max(1400);
const Transports = z.array(z.string().max(40)).max(10);
const Credential = z.object({
  id: CredentialId,
  type: z.literal('public-key'),
  transports: Transports.optional(),
});

/** A key that lives in somebody's device or password manager and signs them in instead of a password. */
export const Passkey = z.object({
  id: z.uuid(),
  /** What its owner calls it. */
  name: z.string(),
  /** Whether whoever keeps it keeps a copy, so that it outlives the device. */
  copied: z.boolean(),
  createdAt: z.iso.datetime(),
  usedAt: z.iso.datetime().optional(),
});
export type Passkey = z.infer<typeof Passkey>;

export const PasskeyName = z.string().trim().min(1).max(60);

/** What a browser needs to make one (PublicKeyCredentialCreationOptionsJSON of Web Authentication Level 3). */
export const PasskeyCreation = z.object({
  challenge: Base64Url,
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: Base64Url, name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(Credential),
  authenticatorSelection: z.object({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
});
export type PasskeyCreation = z.infer<typeof PasskeyCreation>;

/** What a browser needs to ask for one (PublicKeyCredentialRequestOptionsJSON). It says nothing of any account. */
export const PasskeyRequest = z.object({
  challenge: Base64Url,
  rpId: z.string(),
  timeout: z.int(),
  userVerification: z.literal('required'),
});
export type PasskeyRequest = z.infer<typeof PasskeyRequest>;

const made = { id: CredentialId, rawId: CredentialId, type: z.literal('public-key') };

/** A new passkey as the browser gives it (RegistrationResponseJSON); the rest of what it says is not read. */
export const MadePasskey = z.object({
  ...made,
  response: z.object({
    clientDataJSON: Base64Url,
    attestationObject: Base64Url,
    transports: Transports.optional(),
  }),
});

/** A challenge that a passkey signed (AuthenticationResponseJSON). */
export const SignedChallenge = z.object({
  ...made,
  response: z.object({
    clientDataJSON: Base64Url,
    authenticatorData: Base64Url,
    signature: Base64Url,
    userHandle: Base64Url.optional(),
  }),
});
