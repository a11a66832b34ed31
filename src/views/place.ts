/** Where a question stands: alone, or as a step of a wizard. */
export interface Place {
  readonly title: string;
  readonly canGoBack: boolean;
  readonly step?: number;
  readonly totalSteps?: number;
}

/** Thrown by a question when the person wants the one before it again. */
export class Back extends Error {
  override readonly name = 'Back';
}
