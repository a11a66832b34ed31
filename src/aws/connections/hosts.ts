import { partition } from '@aws-sdk/core/client';

/** Whether the host is this machine, by names that no name server can lead elsewhere. */
export function isLoopback(host: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

/**
 * Whether the host is one of the services that we speak with, of the partition of a region. Not whether
 * it merely ends in `amazonaws.com`: there anybody has machines, load balancers and web APIs.
 */
export function isAws(host: string, region: string): boolean {
  const { dnsSuffix, dualStackDnsSuffix } = partition(region);
  return (
    [dnsSuffix, dualStackDnsSuffix].some(
      (suffix) => host.endsWith(`.${suffix}`) && service.test(host.slice(0, -suffix.length)),
    ) || signIn.test(host)
  );
}

/**
 * Whether an access key id is one that AWS may have issued: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids.
 * Emulators are used with others (`test`, `LKIA…`), which never work on AWS.
 */
export function isAwsKey(accessKeyId: string): boolean {
  return /^A[KS]IA[A-Z0-9]{12,124}$/.test(accessKeyId) && !accessKeyId.endsWith('EXAMPLE');
}

/** A service, perhaps in its FIPS form, by a private link or in a region. */
const service =
  /^(vpce-[\w-]+\.)?(lambda|iam|sts|logs|streaming-logs|cognito-identity|portal\.sso|oidc|signin)(-fips)?\.([\w-]+\.)?(vpce\.)?$/;
const signIn =
  /^[\w-]+\.(oauth\.)?signin\.(aws|aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com|amazonaws-eusc\.eu)$/;
