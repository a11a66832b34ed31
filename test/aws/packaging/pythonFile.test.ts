import assert from 'node:assert/strict';
import { packaging } from '../../../src/aws/packaging/packer.ts';
import { tree } from './tree.ts';
import { answerOf } from './unpacked.ts';

suite('a Python file', () => {
  test('is packed with the modules beside it that it imports, and nothing else', async () => {
    await using project = await tree({
      'hello/lambda_function.py': `"""
import not_this
"""
import json, os, one
import two.deep as deep  # import comment
from three import (
    value,  # import inside
    other as renamed,
)
from four import module
if True:
    from five import *

def lambda_handler(event, context):
    import six; text = "import string"
    return [one.n, deep.n, value, renamed, module.n, five, six.n]
`,
      'hello/one.py': 'n = 1',
      'hello/two/__init__.py': '',
      'hello/two/deep.py': 'n = 2',
      'hello/three.py': 'value = 3\nother = 3.5',
      'hello/four/module.py': 'n = 4',
      'hello/four/unused.py': '',
      'hello/five.py': 'five = 5',
      'hello/six.py': 'n = 6',
      'hello/not_this.py': '',
      'hello/comment.py': '',
      'hello/inside.py': '',
      'hello/string.py': '',
      'one.py': '',
    });
    const source = { path: project.at('hello/lambda_function.py') };
    const { files } = await packaging.pack(source);
    assert.deepEqual(files, [
      'five.py',
      'four/module.py',
      'lambda_function.py',
      'one.py',
      'six.py',
      'three.py',
      'two/__init__.py',
      'two/deep.py',
    ]);
    assert.deepEqual(
      await answerOf(source, 'lambda_function.lambda_handler'),
      [1, 2, 3, 3.5, 4, 5, 6],
    );
  });

  test('brings what the packages around its imports import', async () => {
    await using project = await tree({
      'main.py': 'import lib.part\ndef handler(event, context): return [lib.version, lib.part.n]',
      'lib/__init__.py': 'from .about import version',
      'lib/about.py': 'version = 1',
      'lib/part.py': 'n = 2',
    });
    const answer = await answerOf({ path: project.at('main.py') }, 'main.handler');
    assert.deepEqual(answer, [1, 2]);
  });

  test('with relative imports stands in its package, where they work', async () => {
    await using project = await tree({
      'app/hello/main.py': `from .near import a
from . import sibling
from ..lib.far import b

def handler(event, context):
    return [a, sibling.n, b]
`,
      'app/hello/near.py': 'a = 1',
      'app/hello/sibling.py': 'n = 2',
      'app/hello/__init__.py': '',
      'app/lib/far.py': 'b = 3',
    });
    const source = { path: project.at('app/hello/main.py') };
    const { handlers } = await packaging.inspect(source.path);
    assert.deepEqual(handlers, ['app/hello/main.handler']);
    assert.deepEqual(await answerOf(source, 'app/hello/main.handler'), [1, 2, 3]);
    assert.deepEqual(
      await answerOf({ ...source, handler: 'main.handler' }, 'main.handler'),
      [1, 2, 3],
    );
  });
});
