import * as vscode from 'vscode';
import { type PayloadFilesOptions, registerPayloadFiles } from './payloadFiles.ts';
import { registerPayloadHover } from './payloadHover.ts';
import { type PayloadLensOptions, registerPayloadLenses } from './payloadLenses.ts';
import { type PayloadTestOptions, registerPayloadTests } from './payloadTests.ts';

/** What payload files have in their editors and in the Testing view. */
export function registerPayloads(
  options: PayloadFilesOptions & PayloadLensOptions & PayloadTestOptions,
): vscode.Disposable {
  return vscode.Disposable.from(
    registerPayloadFiles(options),
    registerPayloadLenses(options),
    registerPayloadHover(),
    registerPayloadTests(options),
  );
}
