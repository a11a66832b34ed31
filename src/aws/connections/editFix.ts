import type { Fix } from '../../errors.ts';

export function editFix(connection: string): Fix {
  return {
    title: 'Edit Connection',
    command: 'lambdaBench.editConnection',
    arguments: [connection],
  };
}
