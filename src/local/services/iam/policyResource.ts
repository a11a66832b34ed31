const iamKinds = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/**
 * What IAM finds wrong with a resource of a permission policy, in its words; `legacy` for what its
 * older parser cannot read.
 */
export function resourceMistake(resource: string): string | undefined {
  if (resource === '*') return undefined;
  if (!resource.includes(':')) return `Resource ${resource} must be in ARN format or "*".`;
  const [, partition = '', service, region, account, ...rest] = resource.split(':');
  if (!/^(\*|aws|aws-[a-z-]+)$/.test(partition)) {
    const others = [service || (region === undefined ? '*' : ''), region, account];
    const fields = [...others.map((field) => field ?? '*'), rest.length > 0 ? rest.join(':') : '*'];
    return `Partition "${partition}" is not valid for resource "arn:${partition}:${fields.join(':')}".`;
  }
  if (service === undefined || /[*?]/.test(service)) {
    return 'Resource vendor must be fully qualified and cannot contain regexes.';
  }
  if (service === 'iam' && region !== '') {
    return `IAM resource ${resource} cannot contain region information.`;
  }
  const place = rest.join(':');
  if (service === 's3' && region !== '' && !/^(accesspoint|job|storage-lens)/.test(place)) {
    return `Resource ${resource} can not contain region information.`;
  }
  if (service === '' || (rest.length === 0 && resource.includes('::'))) return 'legacy';
  if (service === 'iam' && place !== '*' && !iamKinds.some((kind) => place.startsWith(kind))) {
    return `IAM resource path must either be "*" or start with ${iamKinds.join(', ')}.`;
  }
  return undefined;
}
