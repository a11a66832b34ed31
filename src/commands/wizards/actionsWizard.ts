import type { Prompts } from '../../app/prompts.ts';
import type { Account } from '../../aws/account.ts';
import type { AllowedActions } from '../../aws/allowedActions.ts';
import { parseArn, placeOf } from '../../aws/arn.ts';
import { namesResources, resourcesIn } from '../../aws/leastPrivilege.ts';
import { needs } from '../../aws/need.ts';
import { textsAnswer } from './answer.ts';
import { prefilled } from './prefilled.ts';
import { answersOf } from './target.ts';

/** Actions of AWS, and the resources on which they are done. */
export async function askActions(
  prompts: Prompts,
  { target }: Account,
  options: {
    readonly title: string;
    readonly role: { readonly name: string; readonly arn: string };
    readonly known: Partial<AllowedActions>;
  },
): Promise<AllowedActions> {
  const { title, role, known } = options;
  const place = placeOf(role.arn, target.region);
  const answers = await prompts.wizard<AllowedActions>(
    title,
    prefilled<AllowedActions>([
      {
        when: () => known.actions === undefined,
        ask: async (questions, { actions = [] }) => ({
          actions: listIn(
            await questions.input({
              prompt: `${title} of role ${role.name}: actions, separated by commas`,
              value: actions.join(', '),
              placeholder: 's3:GetObject, s3:PutObject',
              validate: actionsProblem,
            }),
          ),
        }),
      },
      {
        when: () => known.resources === undefined,
        ask: async (questions, { actions = [], resources }) => {
          const service = actions[0]?.split(':')[0];
          const need = needs.find((each) => each.service === service);
          const example = need && namesResources(need) ? need.resources(place).join(', ') : '*';
          return {
            resources: listIn(
              await questions.input({
                prompt: 'On which resources: ARNs, separated by commas, or *',
                value: resources?.join(', ') ?? example,
                validate: resourcesProblem,
              }),
            ),
          };
        },
      },
    ]),
    known,
  );
  const { actions = [], resources = [] } = answers;
  return { actions, resources };
}

/** Answers in advance: lists of texts, checked as typed ones are. */
export function knownActions(target: unknown): Partial<AllowedActions> {
  const answers = answersOf(target);
  const actions = textsAnswer(answers, 'actions', (list) => actionsProblem(list.join(',')));
  const resources = textsAnswer(answers, 'resources', (list) => resourcesProblem(list.join(',')));
  return {
    ...(actions === undefined ? {} : { actions }),
    ...(resources === undefined ? {} : { resources }),
  };
}

function actionsProblem(text: string): string | undefined {
  const actions = listIn(text);
  if (actions.length === 0) return 'Name at least one action, e.g. s3:GetObject';
  const wrong = actions.find((action) => !/^[a-z0-9-]+:[A-Za-z0-9*?]+$/i.test(action));
  return wrong && `${wrong} is no action: it is a service, a colon and a name, e.g. s3:GetObject`;
}

function resourcesProblem(text: string): string | undefined {
  const resources = listIn(text);
  if (resources.length === 0) return 'Name at least one resource, or * for all.';
  const wrong = resources.find((resource) => resource !== '*' && parseArn(resource) === undefined);
  return wrong && `${wrong} is no ARN.`;
}

function listIn(text: string): string[] {
  return [...new Set(resourcesIn(text))];
}
