import type {
  Architecture,
  DeleteLayerVersionRequest,
  GetLayerVersionByArnRequest,
  GetLayerVersionRequest,
  GetLayerVersionResponse,
  LayerVersionsListItem,
  ListLayersRequest,
  ListLayersResponse,
  ListLayerVersionsRequest,
  ListLayerVersionsResponse,
  PublishLayerVersionRequest,
  PublishLayerVersionResponse,
  Runtime,
} from '@aws-sdk/client-lambda';
import type { Call, Operations } from '../../protocol/service.ts';
import { pageByKey } from '../page.ts';
import { asRefusal, zipOf } from './deploymentPackage.ts';
import { now } from './function.ts';
import {
  findLayerVersion,
  layerArn,
  readLayerName,
  type StoredLayer,
  type StoredLayerVersion,
} from './layer.ts';
import { layerPermissionOperations } from './layerPermissions.ts';
import { invalidParameter, resourceNotFound } from './refusals.ts';
import type { LambdaContext } from './service.ts';

export const layerOperations: Operations<LambdaContext> = {
  ...layerPermissionOperations,
  DeleteLayerVersion: deleteLayerVersion,
  GetLayerVersion: getLayerVersion,
  GetLayerVersionByArn: getLayerVersionByArn,
  ListLayerVersions: listLayerVersions,
  ListLayers: listLayers,
  PublishLayerVersion: publishLayerVersion,
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
function publishLayerVersion(
  context: LambdaContext,
  input: PublishLayerVersionRequest,
  call: Call,
): Promise<PublishLayerVersionResponse> {
  const { name } = readLayerName(context, input.LayerName ?? '');
  return context.codes
    .keep(zipOf(input.Content ?? {}), async ({ sha256, size }) => {
      const { published, versions } = context.layers.get(name) ?? { published: 0, versions: [] };
      const version: StoredLayerVersion = {
        number: published + 1,
        description: input.Description ?? '',
        created: now(),
        codeSha256: sha256,
        codeSize: size,
        CompatibleArchitectures: input.CompatibleArchitectures,
        CompatibleRuntimes: input.CompatibleRuntimes,
        LicenseInfo: input.LicenseInfo,
      };
      await context.layers.put(name, {
        name,
        published: version.number,
        versions: [...versions, version],
      });
      return describe(context, name, version, call);
    })
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
}

function getLayerVersion(
  context: LambdaContext,
  { LayerName = '', VersionNumber = 0 }: GetLayerVersionRequest,
  call: Call,
): GetLayerVersionResponse {
  checkNumber(VersionNumber);
  const { name } = readLayerName(context, LayerName);
  const version = findLayerVersion(context, { name, number: VersionNumber });
  if (version === undefined) throw resourceNotFound();
  return describe(context, name, version, call);
}

function getLayerVersionByArn(
  context: LambdaContext,
  { Arn = '' }: GetLayerVersionByArnRequest,
  call: Call,
): GetLayerVersionResponse {
  const named = readLayerName(context, Arn);
  const version = findLayerVersion(context, named);
  if (version === undefined) throw resourceNotFound();
  return describe(context, named.name, version, call);
}

/** The number stays taken, and functions that use the version keep it. */
async function deleteLayerVersion(
  context: LambdaContext,
  { LayerName = '', VersionNumber = 0 }: DeleteLayerVersionRequest,
): Promise<void> {
  checkNumber(VersionNumber);
  const { name } = readLayerName(context, LayerName);
  const layer = context.layers.get(name);
  const gone = findLayerVersion(context, { name, number: VersionNumber });
  if (layer === undefined || gone === undefined) return;
  const versions = layer.versions.filter((version) => version !== gone);
  await context.layers.put(name, { ...layer, versions });
  await context.codes.release(gone.codeSha256);
}

function listLayers(context: LambdaContext, input: ListLayersRequest): ListLayersResponse {
  const listed = context.layers.keys().flatMap((name) => {
    const [version] = matching(context.layers.get(name), input);
    return version === undefined ? [] : [{ name, version }];
  });
  const { items, marker } = pageByKey(listed, ({ name }) => name, {
    marker: input.Marker,
    limit: input.MaxItems ?? mostOnPage,
  });
  return {
    Layers: items.map(({ name, version }) => ({
      LayerName: name,
      LayerArn: layerArn(context, { name, number: undefined }),
      LatestMatchingVersion: describeListed(context, name, version),
    })),
    NextMarker: marker,
  };
}

function listLayerVersions(
  context: LambdaContext,
  input: ListLayerVersionsRequest,
): ListLayerVersionsResponse {
  const { name } = readLayerName(context, input.LayerName ?? '');
  // The highest number first.
  const keyOf = ({ number }: StoredLayerVersion) => String(1e12 - number);
  const { items, marker } = pageByKey(matching(context.layers.get(name), input), keyOf, {
    marker: input.Marker,
    limit: input.MaxItems ?? mostOnPage,
  });
  return {
    LayerVersions: items.map((version) => describeListed(context, name, version)),
    NextMarker: marker,
  };
}

const mostOnPage = 50;

/** The newest first. */
function matching(
  layer: StoredLayer | undefined,
  {
    CompatibleRuntime: runtime,
    CompatibleArchitecture: architecture,
  }: { CompatibleRuntime?: Runtime | undefined; CompatibleArchitecture?: Architecture | undefined },
): StoredLayerVersion[] {
  return (layer?.versions ?? [])
    .filter(
      ({ CompatibleRuntimes, CompatibleArchitectures }) =>
        (runtime === undefined || CompatibleRuntimes?.includes(runtime)) &&
        (architecture === undefined || CompatibleArchitectures?.includes(architecture)),
    )
    .reverse();
}

function describe(
  context: LambdaContext,
  name: string,
  version: StoredLayerVersion,
  { endpoint }: Call,
): GetLayerVersionResponse {
  return {
    Content: {
      CodeSha256: version.codeSha256,
      CodeSize: version.codeSize,
      Location: endpoint + context.codeLinks.issue(version.codeSha256),
    },
    LayerArn: layerArn(context, { name, number: undefined }),
    ...describeListed(context, name, version),
  };
}

function describeListed(
  context: LambdaContext,
  name: string,
  version: StoredLayerVersion,
): LayerVersionsListItem {
  const { number, created, description } = version;
  return {
    LayerVersionArn: layerArn(context, { name, number }),
    Version: number,
    Description: description,
    CreatedDate: created,
    CompatibleArchitectures: version.CompatibleArchitectures,
    CompatibleRuntimes: version.CompatibleRuntimes,
    LicenseInfo: version.LicenseInfo,
  };
}

function checkNumber(number: number): void {
  if (number < 1) throw invalidParameter('Layer Version Cannot be less than 1');
}
