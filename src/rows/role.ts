import type { Row } from '../app/row.ts';
import type { Account } from '../aws/account.ts';
import type { RoleSummary } from '../aws/role.ts';
import { trustedBy } from '../aws/trustPolicy.ts';

/** Who may assume the role and what it may do, policy by policy; which functions use it costs a listing. */
export async function roleRows(
  role: RoleSummary,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const [details, { attached, inline }] = await Promise.all([
    account.policies.details(role.name, signal),
    account.roles.policies(role.name, signal),
  ]);
  const { lastUsed, boundary, trust } = details;
  return [
    // As it is now, rather than when the roles were listed.
    { kind: 'trustPolicy', role: { ...role, trusts: trustedBy(trust) } },
    ...attached.map((policy): Row => ({ kind: 'attachedPolicy', role, policy })),
    ...inline.map((name): Row => ({ kind: 'inlinePolicy', role, name })),
    ...(attached.length + inline.length === 0 ? [nothing] : []),
    ...(boundary === undefined
      ? []
      : [
          {
            kind: 'fact',
            label: 'Bounded by',
            value: boundary.split('/').at(-1) ?? boundary,
            tooltip: `Permissions boundary ${boundary}: what it does not allow, no other policy of the role can.`,
            icon: 'shield',
          } as const,
        ]),
    {
      kind: 'fact',
      label: 'Last used',
      value: lastUsed
        ? [lastUsed.at.slice(0, 16).replace('T', ' '), lastUsed.region].filter(Boolean).join(' in ')
        : 'not known',
      tooltip: lastUsed
        ? `Last used ${lastUsed.at} in ${lastUsed.region}; IAM is up to four hours behind.`
        : 'Never used, or not in the last 400 days.',
      icon: 'history',
    },
    { kind: 'roleUsers', role },
  ];
}

/** The functions of this region that have the role. */
export async function roleUserRows(
  role: RoleSummary,
  account: Account,
  signal: AbortSignal,
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of account.functions.list(signal)) {
    for (const { name, arn, role: used } of page) {
      if (used !== role.arn) continue;
      rows.push({ kind: 'fact', label: name, value: '', tooltip: arn, icon: 'symbol-function' });
    }
  }
  if (rows.length > 0) return rows;
  const value = `no function in ${account.target.region}`;
  return [{ kind: 'fact', label: 'None', value }];
}

const nothing: Row = {
  kind: 'fact',
  label: 'No policies',
  value: 'functions with this role may do nothing',
  icon: 'circle-slash',
};
