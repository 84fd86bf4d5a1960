import type { MadePasskey, PasskeyCreation, PasskeyRequest, SignedChallenge } from '@pegasus/core/passkey.ts';
import type { z } from 'zod';

/** Passkeys of this device. What a person turns away is undefined; what goes wrong is thrown. */
export interface DevicePasskeys {
  make(asked: PasskeyCreation): Promise<z.input<typeof MadePasskey> | undefined>;
  sign(asked: PasskeyRequest): Promise<z.input<typeof SignedChallenge> | undefined>;
}
