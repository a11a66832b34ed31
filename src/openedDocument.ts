/** A document as its editor sees it. */
export interface OpenedDocument {
  read(): Promise<DocumentContent>;
  problems(text: string): readonly Problem[];
  /** `base` is what the editor held before the person changed it. */
  save(text: string, base: DocumentContent): Promise<Saved>;
}

export interface DocumentContent {
  readonly text: string;
  /** The service's own mark of this state, if it has one. */
  readonly revision?: string | undefined;
  /** The person's text that was not saved because the account holds this. */
  readonly refused?: string;
}

/** Something wrong between two places of a text, in UTF-16 code units. */
export interface Problem {
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly start: number;
  readonly end: number;
}

/** How saving ended. `content` is what the account holds now, where that is known. */
export type Saved =
  | { readonly kind: 'saved'; readonly content: DocumentContent }
  /** Somebody else had changed it: nothing was written. */
  | { readonly kind: 'conflict'; readonly content: DocumentContent; readonly message: string }
  | { readonly kind: 'failed'; readonly content?: DocumentContent; readonly message: string };
