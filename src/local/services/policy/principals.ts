/** Who asks, as policies name them. */
export type Principal =
  /** All that a statement may name for this caller: its session's, its role's and its account's root ARN. */
  | { readonly kind: 'aws'; readonly arns: readonly string[] }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'anonymous' };

/** Whether a statement's Principal names the caller. */
export function names(principal: unknown, caller: Principal): boolean {
  if (principal === '*') return true;
  const listed = (kind: string): string[] => {
    const value: unknown = new Map(Object.entries(Object(principal))).get(kind);
    return (Array.isArray(value) ? value : [value]).filter((name) => typeof name === 'string');
  };
  if (listed('AWS').includes('*')) return true;
  switch (caller.kind) {
    case 'aws':
      return listed('AWS').some((name) => caller.arns.map(rootArn).includes(rootArn(name)));
    case 'service':
      return listed('Service').some((name) => name === caller.name || name === '*');
    case 'federated':
      return listed('Federated').some((name) => name === caller.provider || name === '*');
    case 'anonymous':
      return false;
  }
}

/** An account's id stands for its root user. */
function rootArn(name: string): string {
  return /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name;
}
