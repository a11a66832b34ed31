/** A payload file with what its function is to answer beside it; absolute paths. */
export interface PayloadTest {
  readonly payload: string;
  readonly expected: string;
}

/** Hears how tests go; each ends in one way. Times in ms. */
export interface TestListener {
  started(test: PayloadTest): void;
  passed(test: PayloadTest, elapsed: number): void;
  failed(test: PayloadTest, failure: TestFailure, elapsed: number): void;
  /** It could not be told whether it passes: the message says what to do. */
  errored(test: PayloadTest, message: string): void;
  skipped(test: PayloadTest): void;
  /** Lines for the output of the run, with a test for that of the test. */
  output(text: string, test?: PayloadTest): void;
}

export interface TestFailure {
  readonly message: string;
  /** What was expected and what came, laid out; undefined where there is nothing to compare. */
  readonly difference?: { readonly expected: string; readonly actual: string } | undefined;
}
