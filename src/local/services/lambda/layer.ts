import type { LayerVersionsListItem } from '@aws-sdk/client-lambda';
import { ServiceError } from '../../protocol/serviceError.ts';
import { hasMembers } from '../../store/hasMembers.ts';
import { resourceNotFound } from './refusals.ts';
import type { LambdaContext } from './service.ts';

/** A layer with its versions, the oldest first. */
export interface StoredLayer {
  readonly name: string;
  /** How many versions were ever published: a number is not given twice. */
  readonly published: number;
  readonly versions: readonly StoredLayerVersion[];
}

export interface StoredLayerVersion
  extends Pick<
    LayerVersionsListItem,
    'CompatibleArchitectures' | 'CompatibleRuntimes' | 'LicenseInfo'
  > {
  readonly number: number;
  readonly description: string;
  /** In Lambda's form of dates. */
  readonly created: string;
  readonly codeSha256: string;
  readonly codeSize: number;
  /** Who may use it, beside the account itself: statements as GetLayerVersionPolicy shows them. */
  readonly policy?:
    | {
        readonly revisionId: string;
        readonly statements: readonly Readonly<Record<string, unknown>>[];
      }
    | undefined;
}

/** Throws on what is no layer. */
export function checkLayer(value: unknown): StoredLayer {
  const whole =
    hasMembers<StoredLayer>(value, { name: 'string', published: 'number', versions: 'list' }) &&
    value.versions.every((version) =>
      hasMembers<StoredLayerVersion>(version, { codeSha256: 'string' }),
    );
  if (!whole) throw new Error('it is no layer');
  return value;
}

export interface NamedLayer {
  readonly name: string;
  /** Only in the ARN of a version. */
  readonly number: number | undefined;
}

/** Reads a layer's name or ARN, or the ARN of a version; refuses those of other accounts. */
export function readLayerName(context: LambdaContext, text: string): NamedLayer {
  const match = /^arn:[^:]+:lambda:([^:]+):(\d+):layer:([^:]+)(?::(\d+))?$/.exec(text);
  if (match === null) return { name: text, number: undefined };
  const [, region, accountId, name = '', number] = match;
  if (accountId !== context.accountId) {
    throw new ServiceError('AccessDeniedException', '', { status: 403 });
  }
  if (region !== context.region) throw resourceNotFound();
  return { name, number: number === undefined ? undefined : Number(number) };
}

export function layerArn(
  { region, accountId }: Pick<LambdaContext, 'region' | 'accountId'>,
  { name, number }: NamedLayer,
): string {
  const arn = `arn:aws:lambda:${region}:${accountId}:layer:${name}`;
  return number === undefined ? arn : `${arn}:${number}`;
}

export function findLayerVersion(
  { layers }: LambdaContext,
  { name, number }: NamedLayer,
): StoredLayerVersion | undefined {
  return layers.get(name)?.versions.find((version) => version.number === number);
}
