import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Tells what a person has asked for, and waits for, from what happens by itself: only within a command
 * may something be asked that the person has not come for, such as a sign-in.
 */
export interface Attendance {
  /** Runs a command: what it awaits is attended. */
  attend<T>(work: () => T): T;
  attended(): boolean;
  /** Begins what goes on by itself, although a command set it off. */
  unattended(work: () => void): void;
}

export function createAttendance(): Attendance {
  const storage = new AsyncLocalStorage<true>();
  return {
    attend: (work) => storage.run(true, work),
    attended: () => storage.getStore() === true,
    unattended: (work) => storage.exit(work),
  };
}
