import type { Row } from '../../app/row.ts';
import type { ProgressStep } from '../../app.ts';
import type { Account } from '../../aws/account.ts';
import type { DocumentContent, Problem } from '../../openedDocument.ts';

/** Something of an account that is edited as a JSON document: saving it changes the account. */
export interface AccountDocument {
  /** After "This will", e.g. `change the configuration of orders`. */
  readonly doing: string;
  /** What the question's button says, e.g. `Change Configuration`. */
  readonly action: string;
  /** Whether the difference is shown before the text is saved; there are `losses` to ask about then. */
  readonly reviewed?: boolean;
  /** Kinds of rows below which the views show what the document holds. */
  readonly shownBelow?: readonly Row['kind'][];
  /** What the account holds now. */
  read(account: Account, signal?: AbortSignal): Promise<DocumentContent>;
  /** What is wrong with a text that is JSON. Errors keep it from being saved. */
  problems(text: string): readonly Problem[];
  /** Whole sentences about what cannot be brought back once the text is saved: asked for first. */
  losses?(text: string, current: DocumentContent): readonly string[];
  /**
   * Makes the account hold the text. `current` was read just before; where the service guards changes
   * by a RevisionId, its refusal (PreconditionFailed) is passed on and becomes a conflict.
   */
  write(
    account: Account,
    change: { readonly text: string; readonly current: DocumentContent },
    step: ProgressStep,
  ): Promise<void>;
}
