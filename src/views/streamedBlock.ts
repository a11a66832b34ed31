import type { Report, ReportHead } from '../app/show.ts';
import { delimiterLength, isHead, largestHead } from '../payload/integrationResponse.ts';
import { formatEnding, formatHeading } from './report.ts';
import { binaryNote, cutNote, shown } from './reportSections.ts';

/** The block of one invocation whose answer is shown as it comes: what each part adds to it. */
export interface StreamedBlock {
  add(part: Uint8Array): string;
  end(report: Report): string;
}

/**
 * Characters that are cut in two by the parts are put together. A head for the function's URL and its body
 * become sections of their own; what is no text, or too long, is only mentioned.
 */
export function streamedBlock(head: ReportHead): StreamedBlock {
  let decoder = newDecoder();
  let started = false;
  let body = false;
  let left = shown;
  /** Bytes so far, while a head may still end. */
  let beginning: Uint8Array[] | undefined = [];
  let beginningSize = 0;
  /** NULs at the end of a part, which may be the first ones of a delimiter. */
  let held: Uint8Array = nothing;
  let atLineStart = true;

  function text(bytes: Uint8Array): string {
    if (left <= 0) return '';
    let decoded: string;
    try {
      decoded = decoder.decode(bytes, { stream: true });
    } catch {
      return binary();
    }
    const cut = decoded.length > left;
    const fits = cut ? decoded.slice(0, left) : decoded;
    left -= fits.length;
    if (fits !== '') atLineStart = fits.endsWith('\n');
    return cut ? fits + stop(cutNote(link())) : fits;
  }

  /** Nothing of this answer is shown after this line. */
  function stop(line: string): string {
    const start = atLineStart ? '' : '\n';
    left = 0;
    atLineStart = true;
    return `${start}${line}\n`;
  }

  function link(): string {
    return `Open ${body ? 'Body' : 'Response'} #${head.id}`;
  }

  function take(part: Uint8Array): string {
    if (left <= 0) return '';
    const bytes = held.length === 0 ? part : Buffer.concat([held, part]);
    held = nothing;
    const zero = bytes.indexOf(0);
    const before = zero < 0 ? bytes : bytes.subarray(0, zero);
    remember(before);
    const start = text(before);
    if (zero < 0 || left <= 0) return start;
    const rest = bytes.subarray(zero);
    const delimiter = rest.subarray(0, delimiterLength);
    if (beginning === undefined || delimiter.some((byte) => byte !== 0)) return start + binary();
    if (delimiter.length < delimiterLength) {
      held = rest;
      return start;
    }
    if (!isHead(Buffer.concat(beginning))) return start + binary();
    return start + beginBody() + take(rest.subarray(delimiterLength));
  }

  function beginBody(): string {
    const title = `${atLineStart ? '' : '\n'}── body, as it comes\n`;
    body = true;
    beginning = undefined;
    decoder = newDecoder();
    atLineStart = true;
    return title;
  }

  function binary(): string {
    return stop(binaryNote(link()));
  }

  function remember(bytes: Uint8Array): void {
    if (beginning === undefined || bytes.length === 0) return;
    beginning.push(bytes);
    beginningSize += bytes.length;
    if (beginningSize > largestHead || beginning[0]?.[0] !== 0x7b) beginning = undefined;
  }

  return {
    add(part) {
      const start = started ? '' : `${formatHeading(head)}── response, as it comes\n`;
      started = true;
      return start + take(part);
    },
    end(report) {
      const broken = held.length > 0 ? binary() : '';
      return `${broken}${atLineStart ? '' : '\n'}${formatEnding(report)}`;
    },
  };
}

const nothing = new Uint8Array();

function newDecoder() {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
}
