import { UserError } from '../errors.ts';

/** What is thrown instead of using credentials, starting a process or sending, in a workspace without trust. */
export function untrusted(): UserError {
  return new UserError(
    'This workspace is not trusted, so Lambda Bench uses no credentials, starts nothing and sends nothing here. What is there already can be read. Trust the workspace to go on.',
    { fix: { title: 'Manage Workspace Trust', command: 'workbench.trust.manage' } },
  );
}
