import type { Report, ReportHead } from '../app/show.ts';
import { formatReport } from './report.ts';
import { type StreamedBlock, streamedBlock } from './streamedBlock.ts';

/** The text of the output panel, as it grows. */
export interface ResultTexts {
  part(head: ReportHead, part: Uint8Array): string;
  result(report: Report): string;
}

/** What comes in parts goes on where it was left, under a line of its own where others came between. */
export function resultTexts(): ResultTexts {
  const blocks = new Map<number, StreamedBlock>();
  /** The block that the panel ends with, while it may grow. */
  let last: number | undefined;

  function goOn({ id, functionName }: ReportHead, text: string): string {
    if (text === '') return '';
    const resumed =
      last === undefined || last === id ? '' : `── ${functionName} #${id}, continued\n`;
    last = id;
    return resumed + text;
  }

  return {
    part(head, part) {
      const known = blocks.get(head.id);
      const block = known ?? streamedBlock(head);
      blocks.set(head.id, block);
      const text = block.add(part);
      // A block that begins names itself.
      if (!known) last = head.id;
      return goOn(head, text);
    },
    result(report) {
      const block = blocks.get(report.id);
      blocks.delete(report.id);
      const text = `${block ? goOn(report, block.end(report)) : formatReport(report)}\n`;
      // What grows on after it says what it is.
      last = blocks.size > 0 ? report.id : undefined;
      return text;
    },
  };
}
