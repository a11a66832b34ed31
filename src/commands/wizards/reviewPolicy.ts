import type { Questions } from '../../app/prompts.ts';
import type { Show } from '../../app/show.ts';
import { policyDocumentProblem } from '../../aws/policyDocument.ts';
import { policyTextProblems } from '../documents/policies/policyText.ts';

/** Shows a policy in an editor, where it may be changed, until it is taken; answers it as it is then. */
export async function reviewPolicy(
  questions: Questions,
  show: Pick<Show, 'draft'>,
  { name, document }: { readonly name: string; readonly document: string },
): Promise<string> {
  const draft = await show.draft(`${name}.json`, document, (text) =>
    policyTextProblems(text, 'inline'),
  );
  try {
    let problem: string | undefined;
    for (;;) {
      await questions.pick({
        prompt: problem ?? 'The policy stands in the editor and may be changed there',
        choices: [
          {
            label: 'Use this policy',
            detail: `As the inline policy ${name}. Nothing has been created yet.`,
            icon: 'check',
            value: true,
          },
        ],
      });
      const text = draft.text();
      problem = policyDocumentProblem(text);
      if (problem === undefined) return text;
    }
  } finally {
    await draft.close();
  }
}
