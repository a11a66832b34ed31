// The doors of the bundle that holds the SDK and the packer.
import { packaging } from './packaging/packer.ts';
import type { Packaging } from './packaging.ts';

export { listProfiles } from './connections/listProfiles.ts';
export { openConnection } from './connections/openConnection.ts';
export { signIn } from './connections/signIn.ts';
export { signOut } from './connections/signOut.ts';
export { createAccount as connect } from './createAccount.ts';

export function openPackaging(): Packaging {
  return packaging;
}
