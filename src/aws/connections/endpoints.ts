import type { Section, SharedFiles } from './profiles.ts';

/** Services by the name that variables and `services` sections have for them. */
export type ServiceName =
  | 'lambda'
  | 'iam'
  | 'sts'
  | 'cloudwatch_logs'
  | 'cognito_identity'
  | 'sso'
  | 'sso_oidc'
  | 'signin';

/**
 * Base URL that the environment or the profile has set for a service; undefined means AWS' own. Looked up
 * here because the SDK looks only into the default profile.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function configuredEndpoint(
  service: ServiceName,
  profile: Section | undefined,
  files: SharedFiles,
  environment: NodeJS.ProcessEnv,
): string | undefined {
  const ignored =
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ??
    profile?.['ignore_configured_endpoint_urls'];
  if (ignored?.toLowerCase() === 'true') return undefined;
  const services = profile?.['services'];
  return (
    environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] ||
    environment['AWS_ENDPOINT_URL'] ||
    (services && files.section('services', services)?.[`${service}.endpoint_url`]) ||
    profile?.['endpoint_url'] ||
    undefined
  );
}
