// Builds lambda-bench.vsix, and checks that it holds exactly what it should.
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { execute } from './execute.ts';

const file = 'lambda-bench.vsix';
const limit = 1024 * 1024;

const manifest: { contributes: { jsonValidation: { url: string }[] } } = JSON.parse(
  await readFile('package.json', 'utf8'),
);

/** Names are those that the packager gives. */
const content = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/app.js',
  'extension/dist/aws.js',
  'extension/dist/charts.css',
  'extension/dist/charts.js',
  'extension/dist/children.js',
  'extension/dist/commands.js',
  'extension/dist/decodedField.js',
  'extension/dist/documents.js',
  'extension/dist/extension.js',
  'extension/dist/history.js',
  'extension/dist/local.js',
  'extension/dist/localEndpoint.js',
  'extension/dist/report.js',
  'extension/dist/rows.js',
  'extension/dist/runtime/_lambda_bench/__init__.py',
  'extension/dist/runtime/_lambda_bench/answers.py',
  'extension/dist/runtime/_lambda_bench/context.py',
  'extension/dist/runtime/_lambda_bench/fault.py',
  'extension/dist/runtime/_lambda_bench/handlers.py',
  'extension/dist/runtime/_lambda_bench/logs.py',
  'extension/dist/runtime/_lambda_bench/pipes.py',
  'extension/dist/runtime/aws-lambda-ric-3/LICENSE',
  'extension/dist/runtime/aws-lambda-ric-3/NOTICE',
  'extension/dist/runtime/aws-lambda-ric-3/THIRD-PARTY-LICENSES',
  'extension/dist/runtime/aws-lambda-ric-3/index.mjs',
  'extension/dist/runtime/aws-lambda-ric-4/LICENSE',
  'extension/dist/runtime/aws-lambda-ric-4/NOTICE',
  'extension/dist/runtime/aws-lambda-ric-4/THIRD-PARTY-LICENSES',
  'extension/dist/runtime/aws-lambda-ric-4/index.mjs',
  'extension/dist/runtime/guardian.cjs',
  'extension/dist/runtime/node.cjs',
  'extension/dist/runtime/python.py',
  ...manifest.contributes.jsonValidation.map(({ url }) => url.replace('.', 'extension')),
  'extension/media/icon.png',
  'extension/media/lambda-bench.svg',
  'extension/media/result.tmLanguage.json',
  'extension/media/screenshot.png',
  'extension/media/walkthrough/connection.md',
  'extension/media/walkthrough/function.md',
  'extension/media/walkthrough/payload.md',
  'extension/media/walkthrough/role.md',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/readme.md',
];

await execute(process.execPath, ['scripts/build.ts', '--production']);
await execute('vsce', [
  ...['package', '--out', file, '--no-dependencies'],
  ...['--allow-missing-repository', '--no-rewrite-relative-links'],
]);
const bytes = await readFile(file);
const present = Object.keys(unzipSync(bytes)).filter((name) => !name.endsWith('/'));
const problems = [
  ...content.filter((name) => !present.includes(name)).map((name) => `${name} is missing`),
  ...present
    .filter((name) => !content.includes(name))
    .map((name) => `${name} does not belong there`),
  ...(bytes.length > limit ? [`it is larger than ${limit / 1024} KB`] : []),
];
console.log(`${file}: ${Math.ceil(bytes.length / 1024)} of at most ${limit / 1024} KB.`);
if (problems.length > 0) {
  console.error(`${file} is not as it should be:\n  ${problems.join('\n  ')}`);
  process.exitCode = 1;
}
