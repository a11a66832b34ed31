import { ServiceError } from '../../protocol/serviceError.ts';
import { invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';

/** What a FunctionName of any form (name, partial or full ARN, each with or without qualifier) names. */
export interface NamedFunction {
  readonly name: string;
  /** As the request gave it, in the name or beside it. */
  readonly qualifier: string | undefined;
}

const forms =
  /^(?:arn:aws[a-zA-Z-]*:lambda:)?(?:([a-z-]+-\d):)?(?:(\d{12}):)?(?:function:)?([a-zA-Z0-9-_.]+)(?::(.+))?$/;

/** Refuses other regions, other accounts, and qualifiers that contradict each other. */
export function readFunctionName(
  { region, accountId }: Pick<LambdaContext, 'region' | 'accountId'>,
  text: string,
  qualifier?: string,
): NamedFunction {
  const [, otherRegion = region, otherAccount = accountId, name = text, derived] =
    forms.exec(text) ?? [];
  if (otherRegion !== region) {
    throw new ServiceError(
      'ResourceNotFoundException',
      `Functions from '${otherRegion}' are not reachable in this region ('${region}')`,
    );
  }
  if (otherAccount !== accountId) {
    throw new ServiceError('AccessDeniedException', '', { status: 403 });
  }
  if (derived !== undefined && qualifier !== undefined && derived !== qualifier) {
    throw invalidParameter(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  }
  return { name, qualifier: qualifier ?? derived };
}

export function functionArn(
  { region, accountId }: Pick<LambdaContext, 'region' | 'accountId'>,
  { name, qualifier }: NamedFunction,
): string {
  const arn = `arn:aws:lambda:${region}:${accountId}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
