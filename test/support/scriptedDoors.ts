import type { ConnectionDoors, DeviceCode, SecretName } from '../../src/aws/connections/doors.ts';
import { Cancelled } from '../../src/errors.ts';

/** Doors behind which a scripted person stands, and what came through. */
export interface ScriptedDoors extends ConnectionDoors {
  readonly mfaAsked: readonly string[];
  readonly hostsAsked: readonly string[];
  readonly codesShown: readonly DeviceCode[];
  readonly logged: readonly string[];
}

export interface DoorScript {
  readonly secrets?: Partial<Record<SecretName, string>>;
  /** Typed in turn, the last one again and again; without one the person dismisses the question. */
  readonly mfaCode?: string | readonly string[];
  /** Hosts that the person agrees to; all others are refused. */
  readonly agrees?: readonly string[];
  readonly network?: ConnectionDoors['network'];
  readonly onDeviceCode?: (code: DeviceCode) => void;
}

export function scriptedDoors(script: DoorScript = {}): ScriptedDoors {
  const mfaAsked: string[] = [];
  const hostsAsked: string[] = [];
  const codesShown: DeviceCode[] = [];
  const logged: string[] = [];
  return {
    mfaAsked,
    hostsAsked,
    codesShown,
    logged,
    network: script.network ?? {},
    secret: async (key) => script.secrets?.[key],
    async mfaCode(serial, again) {
      const codes = [script.mfaCode ?? []].flat();
      const code = codes[Math.min(mfaAsked.length, codes.length - 1)];
      mfaAsked.push(again ? `${serial} again` : serial);
      if (code === undefined) throw new Cancelled();
      return code;
    },
    async agreeToHost(host) {
      hostsAsked.push(host);
      if (!script.agrees?.includes(host)) throw new Cancelled();
    },
    async showDeviceCode(code) {
      codesShown.push(code);
      script.onDeviceCode?.(code);
    },
    log: (message) => void logged.push(message),
  };
}
