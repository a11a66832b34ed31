// Writes into the docs what the local endpoint serves: npm run docs
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cognitoIdentityOperations } from '../src/local/services/cognitoIdentity/service.ts';
import { iamOperations } from '../src/local/services/iam/service.ts';
import { lambdaOperations } from '../src/local/services/lambda/service.ts';
import { logsOperations } from '../src/local/services/logs/service.ts';
import { stsOperations } from '../src/local/services/sts/service.ts';

export const page = path.resolve(import.meta.dirname, '../docs/local-endpoint.md');

/** The page with its list of operations as the code has them. */
export async function withOperations(): Promise<string> {
  const text = await readFile(page, 'utf8');
  const services = {
    'AWS Lambda': lambdaOperations,
    IAM: iamOperations,
    STS: stsOperations,
    'Cognito Identity': cognitoIdentityOperations,
    'CloudWatch Logs': logsOperations,
  };
  const list = Object.entries(services).map(([name, operations]) => {
    const names = Object.keys(operations).toSorted();
    return `**${name}** (${names.length}): ${names.join(', ')}.`;
  });
  const section = ['<!-- operations -->', ...list, '<!-- /operations -->'].join('\n\n');
  return text.replace(/<!-- operations -->[\s\S]*<!-- \/operations -->/, section);
}

if (import.meta.main) await writeFile(page, await withOperations());
