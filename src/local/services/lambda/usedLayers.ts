import type { Caller } from '../../protocol/caller.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { readArchive } from '../../store/archive.ts';
import { parseArn } from '../arn.ts';
import { callerArn } from '../callerArn.ts';
import { asRefusal } from './deploymentPackage.ts';
import type { UsedLayer } from './function.ts';
import { findLayerVersion, readLayerName } from './layer.ts';
import { invalidParameter } from './refusals.ts';
import type { LambdaContext } from './service.ts';

const mostLayers = 5;
const mostUnzipped = 262_144_000;

/** The layers that a function asks for by the ARNs of their versions, in its order. */
export function readUsedLayers(
  context: LambdaContext,
  arns: readonly string[],
  caller: Caller,
): UsedLayer[] {
  if (arns.length > mostLayers) {
    throw invalidParameter(`Cannot reference more than ${mostLayers} layers.`);
  }
  const used = arns.map((arn) => readLayer(context, arn, caller));
  for (const [index, { arn }] of used.entries()) {
    const earlier = used.slice(0, index).find((one) => layerOf(one.arn) === layerOf(arn));
    if (earlier !== undefined) {
      throw invalidParameter(
        `Two different versions of the same layer are not allowed to be referenced in the same function. ${earlier.arn} and ${arn} are versions of the same layer.`,
      );
    }
  }
  return used;
}

/** AWS counts what a function's package and its layers unpack to together. */
export async function checkUnzippedSize(
  { codes }: LambdaContext,
  zip: Uint8Array,
  layers: readonly UsedLayer[],
): Promise<void> {
  if (layers.length === 0) return;
  const inLayers = await Promise.all(
    layers.map(async ({ codeSha256 }) => unzippedSize(await codes.zip(codeSha256))),
  );
  const ofLayers = inLayers.reduce((sum, size) => sum + size, 0);
  if (ofLayers > mostUnzipped) {
    throw invalidParameter(`Layers consume more than the available size of ${mostUnzipped} bytes`);
  }
  const actual = ofLayers + unzippedSize(zip);
  if (actual > mostUnzipped) {
    throw invalidParameter(
      `Function code combined with layers exceeds the maximum allowed size of ${mostUnzipped} bytes. The actual size is ${actual} bytes.`,
    );
  }
}

function readLayer(context: LambdaContext, arn: string, caller: Caller): UsedLayer {
  const { region, accountId } = parseArn(arn) ?? {};
  if (accountId !== context.accountId) {
    throw new ServiceError(
      'AccessDeniedException',
      `User: ${callerArn(context.accountId, caller)} is not authorized to perform: lambda:GetLayerVersion on resource: ${arn} because no resource-based policy allows the lambda:GetLayerVersion action`,
      { status: 403 },
    );
  }
  if (region !== context.region) {
    throw invalidParameter(
      `Layers are not in the same region as the function. Layers are expected to be in region ${context.region}.`,
    );
  }
  const version = findLayerVersion(context, readLayerName(context, arn));
  if (version === undefined) throw invalidParameter(`Layer version ${arn} does not exist.`);
  return { arn, codeSha256: version.codeSha256, codeSize: version.codeSize };
}

function layerOf(versionArn: string): string {
  return versionArn.slice(0, versionArn.lastIndexOf(':'));
}

function unzippedSize(zip: Uint8Array): number {
  try {
    return readArchive(zip, mostUnzipped).reduce((sum, { size }) => sum + size, 0);
  } catch (error) {
    throw asRefusal(error);
  }
}
