import { type Blueprint, lambdaIgnore } from '../blueprint.ts';
import { json } from './json.ts';

const events = {
  'events/ada.json': json({ name: 'Ada' }),
  'events/ada.expected.json': json({ message: 'Hello, Ada!' }),
  ...lambdaIgnore,
};
const payloads = ['events/ada.json'];

export const hello: Blueprint = {
  id: 'nodejs',
  label: 'A new Node.js function',
  detail: 'says hello',
  family: 'nodejs',
  file: 'index.mjs',
  handler: 'index.handler',
  payloads,
  files: {
    'index.mjs': `// Lambda calls this with the payload; what it returns is the response, what it logs is the log.
export async function handler(event, context) {
  console.log('Hello from', context.functionName);
  return { message: \`Hello, \${event?.name ?? 'world'}!\` };
}
`,
    ...events,
  },
};

export const helloTypeScript: Blueprint = {
  id: 'typescript',
  label: 'A new TypeScript function',
  detail: 'says hello; its types are taken off as it is packed',
  family: 'nodejs',
  file: 'index.ts',
  handler: 'index.handler',
  payloads,
  files: {
    'index.ts': `interface Greeting {
  readonly name?: string;
}

interface Context {
  readonly functionName: string;
}

// Lambda calls this with the payload; what it returns is the response, what it logs is the log.
export async function handler(event: Greeting | null, context: Context): Promise<{ message: string }> {
  console.log('Hello from', context.functionName);
  return { message: \`Hello, \${event?.name ?? 'world'}!\` };
}
`,
    'package.json': json({ type: 'module', private: true }),
    ...events,
  },
};

export const helloPython: Blueprint = {
  id: 'python',
  label: 'A new Python function',
  detail: 'says hello',
  family: 'python',
  file: 'lambda_function.py',
  handler: 'lambda_function.lambda_handler',
  payloads,
  files: {
    'lambda_function.py': `# Lambda calls this with the payload; what it returns is the response, what it prints is the log.
def lambda_handler(event, context):
    print("Hello from", context.function_name)
    name = event.get("name", "world") if isinstance(event, dict) else "world"
    return {"message": f"Hello, {name}!"}
`,
    ...events,
  },
};
