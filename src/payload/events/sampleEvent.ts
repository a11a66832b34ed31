import type { EventKind, EventTypes } from './eventTypes.ts';
import type { Scene } from './scene.ts';

/** An event as AWS sends it, to begin a payload file with. */
export interface SampleEvent<Kind extends EventKind = EventKind> {
  readonly kind: Kind;
  /** The service that sends it, as AWS calls it. */
  readonly service: string;
  /** What has happened. */
  readonly title: string;
  /** First part of the file's name where no function gives it one. */
  readonly stem: string;
  make(scene: Scene): EventTypes[Kind];
}

/** Keeps the kind, so that what is made is checked against its very type. */
export function sample<Kind extends EventKind>(event: SampleEvent<Kind>): SampleEvent<Kind> {
  return event;
}
