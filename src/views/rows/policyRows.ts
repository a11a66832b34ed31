import type { Row } from '../../app/row.ts';
import { parseArn } from '../../aws/arn.ts';
import type { Drawn } from './drawn.ts';

/** Rows below a role; a click opens the policy. */
export function policyRow(
  row: Extract<Row, { kind: 'trustPolicy' | 'attachedPolicy' | 'inlinePolicy' }>,
): Drawn {
  const command = { title: 'Open Policy', command: 'lambdaBench.openPolicy', arguments: [row] };
  switch (row.kind) {
    case 'trustPolicy': {
      const trusted = row.role.trusts.join(', ') || 'nobody';
      return {
        label: 'Trust policy',
        description: trusted,
        tooltip: `Who may assume the role: ${trusted}`,
        icon: 'verified',
        command,
      };
    }
    case 'attachedPolicy': {
      const { name, arn } = row.policy;
      const owner = parseArn(arn)?.account === 'aws' ? 'managed by AWS' : 'managed by the account';
      return { label: name, description: owner, tooltip: arn, icon: 'library', command };
    }
    case 'inlinePolicy':
      return {
        label: row.name,
        description: 'inline',
        tooltip: `${row.name}: a policy of this role alone`,
        icon: 'json',
        command,
      };
  }
}
