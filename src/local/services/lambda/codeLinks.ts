import { createHmac } from 'node:crypto';
import { sameText } from '../../protocol/sameText.ts';
import type { Head } from '../../protocol/signature.ts';

/** Links to deployment packages that work for ten minutes for whoever holds them, as AWS' do. */
export interface CodeLinks {
  /** Path and query of a link to the code with this CodeSha256. */
  issue(sha256: string): string;
  /** The CodeSha256 that a request's link stands for; undefined when the link is not a good one. */
  read(head: Head): string | undefined;
}

const lifetime = 10 * 60 * 1000;
const prefix = '/.lambda-bench/code/';

export function createCodeLinks(secret: string, now: () => number = Date.now): CodeLinks {
  const seal = (code: string, expires: string) =>
    createHmac('sha256', secret).update(`code ${code} ${expires}`).digest('hex');
  return {
    issue(sha256) {
      const code = Buffer.from(sha256, 'base64').toString('hex');
      const expires = String(now() + lifetime);
      return `${prefix}${code}?expires=${expires}&seal=${seal(code, expires)}`;
    },
    read({ path, query }) {
      const code = path.slice(prefix.length);
      const values = new Map(query);
      const expires = values.get('expires') ?? '';
      const good = sameText(values.get('seal') ?? '', seal(code, expires));
      if (!good || Number(expires) < now()) return undefined;
      return Buffer.from(code, 'hex').toString('base64');
    },
  };
}
