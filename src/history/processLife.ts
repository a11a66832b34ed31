import { uptime } from 'node:os';
import { processExists, startOnLinux } from '../processes.ts';

/** A process, told apart from a later one that was given the same number. Kept in files as JSON. */
export interface ProcessMark {
  readonly pid: number;
  /** When the system was started: seconds since the epoch. */
  readonly booted: number;
  /** When the process was started: in the words of the system where it tells that at once, else in its own. */
  readonly started: string;
}

export function thisProcess(): ProcessMark {
  const started = startOf(process.pid) || String(performance.timeOrigin);
  return { pid: process.pid, booted: bootTime(), started };
}

/** Undefined for what is none. */
export function readProcessMark(value: unknown): ProcessMark | undefined {
  const { pid, booted, started }: Readonly<Record<string, unknown>> = Object(value);
  const isMark = isPid(pid) && typeof booted === 'number' && typeof started === 'string';
  return isMark ? { pid, booted, started } : undefined;
}

export function isAlive({ pid, booted, started }: ProcessMark): boolean {
  if (pid === process.pid) return started === thisProcess().started;
  if (!processExists(pid)) return false;
  const now = startOf(pid);
  return now === '' ? isSameBoot(booted, bootTime()) : started === now;
}

/** When the system was started: seconds since the epoch. */
export function bootTime(): number {
  return Math.round(Date.now() / 1000 - uptime());
}

/** Clocks are set right by some seconds. */
export function isSameBoot(one: number, other: number): boolean {
  return Math.abs(one - other) < 10;
}

/** Others stand for groups of processes. */
function isPid(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

/** Empty where it takes a program to ask. */
function startOf(pid: number): string {
  if (process.platform !== 'linux') return '';
  try {
    return startOnLinux(pid);
  } catch {
    return '';
  }
}
