import type { Connection, Connections, LocalAccount } from './app/connection.ts';
import type { Prompts } from './app/prompts.ts';
import type { Show } from './app/show.ts';
import type { Packaging } from './aws/packaging.ts';
import type { History } from './history/history.ts';
import type { Invocations } from './history/invocations.ts';
import type { Settings } from './settings.ts';

/** All that a command may use. Built once in `activate`; a command takes the part it needs by `Pick`. */
export interface App {
  readonly prompts: Prompts;
  readonly progress: Progress;
  readonly show: Show;
  readonly workspace: Workspace;
  /** The selected connection: one object for the window's life, which follows what is selected. */
  readonly connection: Connection;
  readonly connections: Connections;
  readonly local: LocalAccount;
  readonly state: State;
  readonly secondBundle: SecondBundle;
  readonly invocations: Invocations;
  /** Loaded on first use. */
  history(): Promise<History>;
  readonly clipboard: { write(text: string): Promise<void> };
  /** Path of the shell that the person's terminals run, e.g. `/bin/zsh`. */
  shell(): string;
  /** As they are for a file, where they differ between workspace folders. */
  settings(path?: string): Settings;
  /** Writes a setting of this extension, for the person or where the workspace has it already. */
  changeSetting(key: 'roles.showAll', value: boolean): Promise<void>;
  /** Sets one glob of `lambdaBench.payloads` in the settings of the workspace that the file belongs to. */
  sharePayloads(path: string, glob: string, value: unknown): Promise<void>;
}

/** Doors to the bundle that holds the SDK and the packer: loaded on first use. */
export interface SecondBundle {
  packaging(): Promise<Packaging>;
}

export interface Progress {
  /**
   * Runs the task under a cancellable notification. When the person cancels, `signal` is aborted;
   * the task decides what is undone and what it throws.
   */
  run<T>(title: string, task: (step: ProgressStep) => Promise<T>): Promise<T>;
}

export interface ProgressStep {
  readonly signal: AbortSignal;
  report(message: string): void;
}

export interface Workspace {
  /** Absolute paths of the open folders. */
  folders(): readonly string[];
  /** The workspace folder that holds the path. */
  folderOf(path: string): string | undefined;
  /** The file in the active editor. */
  activeFile(): string | undefined;
  /** The document in the active editor, saved or not. */
  activeText():
    | { readonly name: string; readonly language: string; readonly text: string }
    | undefined;
  /** Saves the file's editor if it has changes; throws a `UserError` when that fails. */
  save(path: string): Promise<void>;
  /** Saves every changed editor below the path. */
  saveBelow(path: string): Promise<void>;
  /** Absolute paths of the files whose editors have changes. */
  changed(): readonly string[];
  /** Absolute paths of files that match the glob, `node_modules` left out. */
  find(glob: string, limit: number): Promise<readonly string[]>;
}

/** JSON values kept for this workspace. What comes out is checked by who reads it. */
export interface State {
  get(key: string): unknown;
  set(key: string, value: unknown): Promise<void>;
}
