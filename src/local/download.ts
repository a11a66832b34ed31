import type { ServerResponse } from 'node:http';
import type { CodeStore } from './store/codeStore.ts';

/** Sends a deployment package; false when there is no code that the link stands for. */
export function download(
  codes: CodeStore,
  sha256: string | undefined,
  response: ServerResponse,
): boolean {
  if (sha256 === undefined) return false;
  codes.zip(sha256).then(
    (zip) => {
      const headers = { 'content-type': 'application/zip', 'content-length': zip.byteLength };
      response.writeHead(200, headers).end(zip);
    },
    () => response.writeHead(404).end(),
  );
  return true;
}
