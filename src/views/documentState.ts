import type { DocumentContent } from '../openedDocument.ts';

/** What is known of one document of an account while its editor is open. */
export interface DocumentState {
  /** What the account held when the editor last showed just that: what a save starts from. */
  base: DocumentContent | undefined;
  /** Whether VS Code saves it of its own accord, e.g. after a delay. */
  savedByItself: boolean;
  /** Milliseconds; 0 before it was read. */
  readonly mtime: number;
  /** Bytes. */
  readonly size: number;
  wasRead(content: DocumentContent, now: number): void;
  wasWritten(text: string, content: DocumentContent, now: number): void;
  /** The editor has no changes and shows this text. */
  isShown(text: string): void;
}

export function createDocumentState(): DocumentState {
  let mtime = 0;
  let size = 0;
  let latest: DocumentContent | undefined;
  let text: string | undefined;

  function holds(now: string, at: number): void {
    if (text === now) return;
    text = now;
    size = Buffer.byteLength(now);
    // Never the same twice: VS Code tells by it whether there is anything new.
    mtime = Math.max(at, mtime + 1);
  }

  const state = {
    base: undefined as DocumentContent | undefined,
    savedByItself: false,
    get mtime() {
      return mtime;
    },
    get size() {
      return size;
    },
    wasRead(content: DocumentContent, now: number) {
      latest = content;
      holds(content.text, now);
    },
    wasWritten(written: string, content: DocumentContent, now: number) {
      holds(written, now);
      latest = content;
      state.base = content;
    },
    isShown(shown: string) {
      if (latest?.text === shown) state.base = latest;
    },
  };
  return state;
}
