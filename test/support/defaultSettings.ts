import type { Settings } from '../../src/settings.ts';

/** What a person has who has set nothing. */
export const defaultSettings: Settings = {
  revealResult: 'always',
  focusResult: false,
  clearBeforeResult: false,
  updateBeforeInvoke: true,
  payloads: {},
  connections: [],
  connection: undefined,
  localNode: undefined,
  localPython: undefined,
  localDataFolder: undefined,
  localRegion: 'us-east-1',
  localMaximumEnvironments: undefined,
  localPublicUrls: false,
  localTerminals: false,
  showAllRoles: false,
  keepHistory: true,
  historyLimits: { entries: 1000, size: 200 * 1024 * 1024, age: 30 * 24 * 60 * 60 * 1000 },
};
