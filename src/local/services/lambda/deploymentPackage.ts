import type { FunctionCode } from '@aws-sdk/client-lambda';
import { notImplemented, ServiceError } from '../../protocol/serviceError.ts';
import { BadArchiveError, OversizedArchiveError } from '../../store/archive.ts';
import { invalidParameter } from './refusals.ts';

const mostZipped = 52_428_800;

/** The zip of a request, of a size that Lambda takes. Other sources of code are refused. */
export function zipOf(code: FunctionCode): Uint8Array {
  if (code.ImageUri !== undefined) throw notImplemented('functions from container images');
  const zip = code.ZipFile;
  if (code.S3Bucket !== undefined || code.S3Key !== undefined) {
    if (zip === undefined) throw notImplemented('code from Amazon S3: send the zip itself');
    throw invalidParameter(
      'Please do not provide other FunctionCode parameters when providing a ZipFile.',
    );
  }
  if (zip === undefined) {
    throw invalidParameter('Please provide a source for function code.');
  }
  if (isEmpty(zip)) throw invalidParameter('Uploaded file must be a non-empty zip');
  if (zip.byteLength > mostZipped) {
    throw new ServiceError(
      'RequestEntityTooLargeException',
      `Zipped size must be smaller than ${mostZipped} bytes`,
      { status: 413 },
    );
  }
  return zip;
}

/** An archive without entries begins with its own end. */
function isEmpty(zip: Uint8Array): boolean {
  return zip.byteLength === 0 || Buffer.from(zip.subarray(0, 4)).equals(endOfArchive);
}

const endOfArchive = Buffer.from('PK\x05\x06', 'latin1');

/** Says in Lambda's words why an archive was not unpacked. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof OversizedArchiveError) {
    return invalidParameter(`Unzipped size must be smaller than ${error.limit} bytes`);
  }
  if (error instanceof BadArchiveError) {
    return invalidParameter(
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
  }
  return error;
}
