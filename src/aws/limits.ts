import { isUserError, messageOf } from '../errors.ts';
import type { Ability } from './account.ts';
import { type Refusal, readRefusal } from './refusal.ts';

/** What an endpoint, or who is asking, cannot do: learnt from answers. */
export interface Limits {
  /** Why, in a sentence. */
  readonly known: ReadonlyMap<Ability, string>;
  learn(ability: Ability, why: string): void;
  /** Learns from how a listing ends: a success takes back what was learnt before. */
  listing<T>(ability: Ability, pages: AsyncIterable<T>): AsyncIterable<T>;
}

export function createLimits(): Limits {
  const known = new Map<Ability, string>();
  return {
    known,
    learn: (ability, why) => void known.set(ability, why),
    async *listing(ability, pages) {
      try {
        for await (const page of pages) {
          known.delete(ability);
          yield page;
        }
      } catch (error) {
        const refusal = isUserError(error) ? readRefusal(error.cause) : undefined;
        if (refusal && isBeyond(refusal)) known.set(ability, messageOf(error));
        throw error;
      }
    },
  };
}

/** `sam local start-lambda` takes no `Qualifier`, nor any other query. */
export function refusesQualifier({ words }: Refusal): boolean {
  return /^Query Parameters are not supported/i.test(words);
}

function isBeyond({ status, code, stage }: Refusal): boolean {
  if (stage !== undefined) return false;
  return status === 404 || status === 405 || status === 501 || mayNot.test(code);
}

const mayNot = /^(AccessDenied|UnauthorizedOperation|NotAuthorized|UnknownOperation)/;
