import type { Choice, Questions } from '../../app/prompts.ts';
import type { Workspace } from '../../app.ts';
import { accessPolicyName, broadAccessPolicy } from '../../aws/accessPolicy.ts';
import { policyDocumentProblem } from '../../aws/policyDocument.ts';
import type { InlinePolicy } from '../flows/makeRole.ts';

interface Option {
  readonly policy: InlinePolicy | 'leastPrivilege' | undefined;
  readonly problem?: string | undefined;
}

/** Asks for an inline policy, none being the first choice, what follows from needs the second; an open document that is no policy says why. */
export async function askInlinePolicy(
  questions: Questions,
  workspace: Pick<Workspace, 'activeText'>,
): Promise<Option['policy']> {
  for (;;) {
    const { policy, problem } = await questions.pick<Option>({
      prompt: 'Inline policy: a policy of this role alone',
      choices: [
        { label: 'None', value: { policy: undefined }, icon: 'circle-slash' },
        {
          label: 'Least privilege: choose what the function needs…',
          detail: 'Services, how they are used and on which resources. The policy is shown first.',
          icon: 'shield',
          value: { policy: 'leastPrivilege' },
        },
        ...fromDocument(workspace),
        broad(),
      ],
    });
    if (problem === undefined) return policy;
  }
}

function broad(): Choice<Option> {
  return {
    label: 'Everything in Lambda: lambda:* on *',
    description: 'broad',
    detail: 'Functions with this role may invoke, change and delete every function of the account.',
    icon: 'warning',
    value: { policy: { name: accessPolicyName, document: broadAccessPolicy() } },
  };
}

function fromDocument(workspace: Pick<Workspace, 'activeText'>): Choice<Option>[] {
  const open = workspace.activeText();
  if (open === undefined || !/^jsonc?$/.test(open.language)) return [];
  const problem = policyDocumentProblem(open.text);
  const policy = { name: policyName(open.name), document: open.text };
  return [
    {
      label: `From the editor: ${open.name}`,
      detail:
        problem === undefined
          ? `Becomes the inline policy ${policy.name}.`
          : `Cannot be used. ${problem}`,
      icon: problem === undefined ? 'json' : 'error',
      value: { policy, problem },
    },
  ];
}

/** PutRolePolicy, PolicyName: 1 to 128 of `[\w+=,.@-]`. */
function policyName(documentName: string): string {
  const name = documentName.replace(/\.[^.]*$/, '').replace(/[^\w+=,.@-]+/g, '-');
  return name.slice(0, 128) || 'inline-policy';
}
