/** The consoles of AWS' partitions that are on the public internet. */
const hosts: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The page of a function (unqualified ARN) or a role; undefined when its partition has no public console. */
export function consoleUrl(arn: string): string | undefined {
  const [, partition = '', service, region = '', , ...rest] = arn.split(':');
  const host = hosts[partition];
  if (host === undefined) return undefined;
  if (service === 'lambda') {
    const name = encodeURIComponent(rest[1] ?? '');
    return `https://${region}.${host}/lambda/home?region=${region}#/functions/${name}`;
  }
  // IAM is global. A role's ARN holds its path too; the console knows it by its name, the last part.
  const name = encodeURIComponent(rest.join(':').split('/').at(-1) ?? '');
  return `https://${host}/iam/home#/roles/details/${name}`;
}
