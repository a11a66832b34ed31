import { rmSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { expiryOf, type LogGroup, openLogGroups } from './logGroups.ts';
import { keepWithin } from './logLimit.ts';
import {
  createLogReader,
  type LogSelection,
  type LogStreamSummary,
  type StoredLogEvent,
} from './logReader.ts';
import { eventLine, segmentsOf } from './segment.ts';
import { createSegmentWriter } from './segmentWriter.ts';

/**
 * The log groups of one account and region. What functions write is on disk a few milliseconds later;
 * a crash loses no more than that, and what was written before stays readable. Nothing is read before
 * somebody asks.
 */
export interface LogStore {
  /** Group and stream come into being with their first event. */
  append(group: string, stream: string, event: { timestamp: number; message: string }): void;
  groups(): LogGroup[];
  group(name: string): LogGroup | undefined;
  /** Resolves when it is on disk for good. */
  putGroup(group: LogGroup): Promise<void>;
  deleteGroup(name: string): Promise<void>;
  /** Bytes that a group takes of the disk. */
  storedBytes(group: string): Promise<number>;
  createStream(group: string, stream: string): void;
  hasStream(group: string, stream: string): Promise<boolean>;
  deleteStream(group: string, stream: string): Promise<void>;
  /** In no order. */
  streams(group: string): Promise<LogStreamSummary[]>;
  /** Part by part, in no order; without those that the group no longer retains. */
  events(group: string, selection: LogSelection): AsyncIterable<StoredLogEvent[]>;
  /** True when all that was appended is on disk by now. */
  flush(): boolean;
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** Bytes of logs that are kept; the oldest are removed first. */
const usualLimit = 100 * 1024 * 1024;

/** How long an event may wait for others to be written with it (ms). */
const patience = 5;

/** Bytes of events that wait no longer. */
const mostWaiting = 256 * 1024;

export function openLogStore(
  folder: string,
  { limit = usualLimit, report }: { limit?: number; report: (message: string) => void },
): LogStore {
  const groups = openLogGroups(folder);
  const writer = createSegmentWriter();
  const reader = createLogReader();
  /** Lines by group and stream. */
  const waiting = new Map<string, Map<string, string[]>>();
  let waitingBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  /** Bytes on disk; not measured before the first are added. */
  let used = Number.POSITIVE_INFINITY;
  let tidying: Promise<void> | undefined;
  let failing = false;

  function flush(): boolean {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return true;
    try {
      for (const [group, streams] of waiting) {
        if (groups.get(group) === undefined) groups.appear(group);
        for (const [stream, lines] of streams) {
          used += writer.write(groups.folderOf(group), stream, lines.join(''));
        }
      }
      failing = false;
    } catch (error) {
      // A line may be there in part.
      writer.forget();
      if (!failing) report(`Logs could not be written, and are lost until they can be: ${error}`);
      failing = true;
    }
    waiting.clear();
    waitingBytes = 0;
    if (used > limit) tidying ??= tidy();
    return !failing;
  }

  async function tidy(): Promise<void> {
    try {
      used = await keepWithin({
        folder,
        limit,
        expiryOf: (groupFolder) => expiryOf(groups.inFolder(groupFolder)),
        remove,
      });
    } catch (error) {
      report(`Old logs could not be removed: ${error}`);
    }
    tidying = undefined;
  }

  function remove(path: string): void {
    writer.forget();
    rmSync(path, { force: true });
    reader.forget(path);
  }

  return {
    append(group, stream, { timestamp, message }) {
      const streams = waiting.get(group) ?? new Map<string, string[]>();
      const lines = streams.get(stream) ?? [];
      const line = eventLine({ timestamp, ingested: Date.now(), message });
      lines.push(line);
      waiting.set(group, streams.set(stream, lines));
      waitingBytes += line.length;
      if (waitingBytes > mostWaiting) flush();
      else timer ??= setTimeout(flush, patience);
    },
    groups() {
      flush();
      return groups.all();
    },
    group(name) {
      flush();
      return groups.get(name);
    },
    async putGroup(group) {
      await groups.put(group);
      if (group.retentionInDays !== undefined) tidying = tidying?.then(tidy) ?? tidy();
    },
    async deleteGroup(name) {
      flush();
      writer.forget();
      await groups.delete(name);
      reader.forget();
    },
    async storedBytes(group) {
      const paths = await segmentsOf(groups.folderOf(group));
      const sizes = await Promise.all(
        paths.map((path) =>
          stat(path).then(
            ({ size }) => size,
            () => 0,
          ),
        ),
      );
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    createStream(group, stream) {
      used += writer.write(groups.folderOf(group), stream, '');
    },
    async hasStream(group, stream) {
      flush();
      return (await segmentsOf(groups.folderOf(group), stream)).length > 0;
    },
    async deleteStream(group, stream) {
      flush();
      for (const path of await segmentsOf(groups.folderOf(group), stream)) remove(path);
    },
    streams(group) {
      flush();
      return reader.streams(groups.folderOf(group));
    },
    events(group, selection) {
      flush();
      const from = Math.max(selection.from, expiryOf(groups.get(group)));
      return reader.events(groups.folderOf(group), { ...selection, from });
    },
    flush,
    async clear() {
      flush();
      writer.forget();
      await groups.clear();
      reader.forget();
    },
    async close() {
      flush();
      await tidying;
    },
  };
}
