import type { RoleSummary } from '../../aws/role.ts';
import { type Drawn, tooltip } from './drawn.ts';

export function roleRow({ name, arn, path, trusts, description, created }: RoleSummary): Drawn {
  const trusted = `trusts ${trusts.map(shortPrincipal).join(', ') || 'nobody'}`;
  return {
    label: name,
    description: trusted,
    tooltip: tooltip(name, description, [
      ['Trusts', trusts.join(', ') || 'nobody'],
      ['Path', path],
      ['Created', created],
      ['ARN', arn],
    ]),
    icon: 'key',
    below: 'collapsed',
    spoken: `Role ${name}, ${trusted}`,
  };
}

function shortPrincipal(principal: string): string {
  return principal.replace(/\.amazonaws\.com(\.cn)?$/, '');
}
