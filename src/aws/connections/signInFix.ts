import type { Fix } from '../../errors.ts';

/** The cure for a session that has ended: sign in once, then do again what failed. */
export const signInFix: Fix = { title: 'Sign In', command: 'lambdaBench.signIn' };
