import { Cancelled, messageOf, UserError } from '../../errors.ts';

/** A deployment package is not larger, unpacked; bytes. */
const most = 262_144_000;

export interface FetchOptions {
  /** For messages. */
  readonly thing: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes so far, and of how many where that is known. */
  readonly onProgress?: ((received: number, total: number | undefined) => void) | undefined;
}

/** The code behind the address that Lambda signs. */
export async function fetchWhole(
  url: string,
  { thing, signal, onProgress }: FetchOptions,
): Promise<Uint8Array> {
  const failed = (why: string, cause?: unknown) =>
    new UserError(`The code of ${thing} could not be downloaded: ${why}. Try again.`, { cause });
  try {
    const response = await fetch(url, { signal: signal ?? null });
    if (!response.ok || !response.body) throw failed(`the store answers ${response.status}`);
    const announced = Number(response.headers.get('content-length') ?? Number.NaN);
    const total = Number.isNaN(announced) ? undefined : announced;
    const chunks: Uint8Array[] = [];
    let received = 0;
    for await (const chunk of response.body) {
      received += chunk.length;
      if (received > most) throw failed(`it is larger than ${most} bytes`);
      chunks.push(chunk);
      onProgress?.(received, total);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    if (signal?.aborted) throw new Cancelled();
    if (error instanceof UserError) throw error;
    // fetch says `fetch failed` and keeps the reason.
    const reason = error instanceof Error && error.cause ? error.cause : error;
    throw failed(messageOf(reason), error);
  }
}
