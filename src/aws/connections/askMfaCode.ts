import { readRefusal } from '../refusal.ts';
import type { ConnectionDoors } from './doors.ts';

/** Asks for another code as long as the one that was typed is refused: the person ends it, or STS. */
export async function askMfaCode<T>(
  doors: Pick<ConnectionDoors, 'mfaCode'>,
  resolve: (mfaCode: (serial: string) => Promise<string>) => Promise<T>,
): Promise<T> {
  for (let isAgain = false; ; isAgain = true) {
    let asked = false;
    try {
      return await resolve((serial) => {
        asked = true;
        return doors.mfaCode(serial, isAgain);
      });
    } catch (error) {
      if (!asked || !refusesMfaCode(readRefusal(error)?.words)) throw error;
    }
  }
}

/** Mistyped, too old, or used already: each code is good for one session. */
function refusesMfaCode(words = ''): boolean {
  return words.startsWith('MultiFactorAuthentication failed with invalid MFA one time pass code');
}
