import type {
  EventSourceMappingConfiguration,
  UpdateEventSourceMappingRequest,
} from '@aws-sdk/client-lambda';
import { UserError } from '../errors.ts';
import { settingsProblems, updatable } from './triggerSettingsProblems.ts';

/**
 * What can be changed of a mapping, as JSON. Filters and response types stand there although there are
 * none: taking them out of the document takes them off the mapping.
 */
export function settingsOf(mapping: EventSourceMappingConfiguration): string {
  const entries = updatable.map((name) => [name, mapping[name]] as const);
  const { FilterCriteria = { Filters: [] }, FunctionResponseTypes = [] } = mapping;
  const settings = {
    ...Object.fromEntries(entries.filter(([, value]) => value !== undefined)),
    FilterCriteria,
    FunctionResponseTypes,
  };
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}

/** The other way round; throws a `UserError` on what is no such document. */
export function readSettings(text: string): Omit<UpdateEventSourceMappingRequest, 'UUID'> {
  const [problem] = settingsProblems(text);
  if (problem) throw new UserError(`The trigger was not changed. ${problem.message}`);
  // Names and types have just been checked; what is inside is for Lambda to check.
  const settings: Omit<UpdateEventSourceMappingRequest, 'UUID'> = JSON.parse(text);
  return { FilterCriteria: { Filters: [] }, FunctionResponseTypes: [], ...settings };
}
