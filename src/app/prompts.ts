/** Single questions. Each throws `Cancelled` when the person dismisses it. */
export interface Questions {
  input(question: InputQuestion): Promise<string>;
  pick<T>(question: PickQuestion<T>): Promise<T>;
  pickMany<T>(question: PickManyQuestion<T>): Promise<T[]>;
}

export interface InputQuestion {
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  /** Shown as dots while it is typed. */
  readonly secret?: boolean;
  /** What is wrong with the value in a sentence, or undefined when it will do. Runs as the person types. */
  readonly validate?: (value: string) => string | undefined;
}

export interface Choice<T> {
  readonly label: string;
  readonly value: T;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  /** A codicon's name, e.g. `key`. */
  readonly icon?: string;
  /** Choices with the same group stand together under its heading. */
  readonly group?: string;
  /** Stays in sight whatever is typed: the way on where nothing in the list fits. */
  readonly stays?: boolean;
}

/** Choices that take time come as pages and are shown as they arrive. */
export type Choices<T> = readonly Choice<T>[] | AsyncIterable<readonly Choice<T>[]>;

export interface PickQuestion<T> {
  readonly prompt: string;
  readonly choices: Choices<T>;
  /** The choice that Enter takes at first; without one, the first. */
  readonly active?: (value: T) => boolean;
}

export interface PickManyQuestion<T> extends PickQuestion<T> {
  readonly selected?: (value: T) => boolean;
  /** What is wrong with the selection, or undefined when it will do. */
  readonly validate?: (values: readonly T[]) => string | undefined;
}

/** One step of a wizard: asked only when `when` holds; what it answers is merged into the answers. */
export interface Step<T> {
  readonly when?: (answers: Partial<T>) => boolean;
  ask(questions: Questions, answers: Partial<T>): Promise<Partial<T>>;
}

export interface Prompts extends Questions {
  /**
   * Asks the steps in order, with Back and step numbers. Starts from what is known already; a step
   * whose `when` does not hold is passed over in both directions. Throws `Cancelled`.
   */
  wizard<T extends object>(
    title: string,
    steps: readonly Step<T>[],
    known?: Partial<T>,
  ): Promise<Partial<T>>;
  /** A modal question with one action; throws `Cancelled` unless it was chosen. */
  confirm(question: {
    readonly message: string;
    readonly detail?: string;
    readonly action: string;
  }): Promise<void>;
  /** Absolute path of a file to write, which may exist when the person agreed; throws `Cancelled`. */
  saveAs(question: { readonly title: string; readonly name: string }): Promise<string>;
  /** Absolute path of a file that is there; throws `Cancelled`. */
  openFile(question: { readonly title: string }): Promise<string>;
}
