import type { Questions, Step } from '../../app/prompts.ts';
import type { Place } from '../../aws/arn.ts';
import {
  type ChosenNeed,
  leastPrivilegePolicy,
  namesResources,
  resourcesIn,
  resourcesProblem,
} from '../../aws/leastPrivilege.ts';
import { type Access, type Need, needs } from '../../aws/need.ts';

/** What a function needs, service by service, by the needs' ids. */
export interface NeedAnswers {
  readonly services: readonly string[];
  readonly access: Readonly<Record<string, readonly Access[]>>;
  readonly resources: Readonly<Record<string, readonly string[]>>;
}

/** Which services, then for each how and on what. `wanted` says whether they are asked at all. */
export function needSteps<T extends NeedAnswers>(
  place: Place,
  wanted: (answers: Partial<T>) => boolean,
): readonly Step<T>[] {
  // The steps know no more of T than that it has these members.
  const steps: readonly Step<NeedAnswers>[] = [
    {
      ask: async (questions, { services = [] }) => ({
        services: await askServices(questions, services),
      }),
    },
    ...needs.flatMap((need) => stepsFor(need, place)),
  ];
  return steps.map((step) => ({
    when: (answers) => wanted(answers) && step.when?.(answers) !== false,
    ask: async (questions, answers) => (await step.ask(questions, answers)) as Partial<T>,
  }));
}

/** The policy that follows from the answers. */
export function policyFor({ services = [], access = {}, resources = {} }: Partial<NeedAnswers>) {
  const chosen = needs
    .filter(({ id }) => services.includes(id))
    .map((need): ChosenNeed => {
      const { id } = need;
      return { need, access: access[id] ?? [], resources: resources[id] ?? [] };
    });
  return leastPrivilegePolicy(chosen);
}

function stepsFor(need: Need, place: Place): readonly Step<NeedAnswers>[] {
  const { id } = need;
  const isChosen = ({ services = [] }: Partial<NeedAnswers>) => services.includes(id);
  return [
    {
      when: (answers) => isChosen(answers) && 'read' in need.actions,
      ask: async (questions, { access = {} }) => ({
        access: { ...access, [id]: await askAccess(questions, need) },
      }),
    },
    {
      when: (answers) => isChosen(answers) && namesResources(need),
      ask: async (questions, { resources = {} }) => ({
        resources: {
          ...resources,
          [id]: await askResources(questions, need, place, resources[id]),
        },
      }),
    },
  ];
}

function askServices(questions: Questions, chosen: readonly string[]): Promise<string[]> {
  return questions.pickMany({
    prompt: 'Services that the function needs',
    choices: needs.map(({ id, label, detail }) => ({ label, description: detail, value: id })),
    selected: (id) => chosen.includes(id),
    validate: (ids) => (ids.length === 0 ? 'Choose at least one service.' : undefined),
  });
}

function askAccess(questions: Questions, { label, actions }: Need): Promise<readonly Access[]> {
  const { read, write } = 'read' in actions ? actions : { read: [], write: [] };
  return questions.pick<readonly Access[]>({
    prompt: `How does it use ${label}?`,
    choices: [
      { label: 'It reads', detail: read.join(', '), icon: 'eye', value: ['read'] },
      { label: 'It writes', detail: write.join(', '), icon: 'edit', value: ['write'] },
      { label: 'It reads and writes', icon: 'arrow-swap', value: ['read', 'write'] },
    ],
  });
}

async function askResources(
  questions: Questions,
  need: Need,
  place: Place,
  known: readonly string[] | undefined,
): Promise<readonly string[]> {
  const text = await questions.input({
    prompt: `What of ${need.label} it may use: ARNs, separated by commas, or *`,
    value: (known ?? need.resources(place)).join(', '),
    validate: (value) => resourcesProblem(need, value),
  });
  return resourcesIn(text);
}
