import assert from 'node:assert/strict';
import type { Report, ReportHead } from '../../src/app/show.ts';
import type { Outcome } from '../../src/aws/outcome.ts';
import { resultTexts } from '../../src/views/resultTexts.ts';

const head: ReportHead = {
  ...{ id: 7, functionName: 'orders', qualifier: 'live', connection: 'prod' },
  ...{ accountId: '123456789012', region: 'eu-west-1', startedAt: new Date() },
  ...{ type: 'RequestResponse', streamed: true, payloadName: 'a.json', payloadSize: 2, notes: [] },
};

type Answered = Extract<Outcome, { kind: 'answered' }>;

function report(of: ReportHead, changes: Partial<Answered> = {}, whole = ''): Report {
  const payload = Buffer.from(whole);
  const outcome: Answered = {
    ...{ kind: 'answered', status: 200, elapsed: 3200, payload, functionError: undefined },
    ...{ executedVersion: '7', requestId: 'r-1', log: Buffer.from('START\nEND\n') },
    stream: {
      ...{ firstPart: 41, size: payload.length, file: undefined, notKept: undefined },
      errorDetails: undefined,
    },
    ...changes,
  };
  return { ...of, outcome, mapPaths: (text) => text };
}

const bytes = (text: string) => Buffer.from(text);

suite('The text of the output panel, where an answer comes in parts,', () => {
  function shown(parts: readonly Uint8Array[]): string {
    const texts = resultTexts();
    return [...parts.map((part) => texts.part(head, part)), texts.result(report(head))].join('');
  }

  test('begins with the first part and ends with how it went', () => {
    const texts = resultTexts();
    const first = texts.part(head, bytes('{"a":'));
    assert.match(first, /^── orders:live ── prod · 123456789012 · eu-west-1 ── .*\n/);
    assert.match(first, /\n {3}a\.json · 2 bytes · RequestResponse, streamed\n/);
    assert.match(first, /── response, as it comes\n\{"a":$/);
    assert.equal(texts.part(head, bytes('1}')), '1}');
    assert.equal(
      texts.result(report(head, {}, '{"a":1}')),
      '\n✔  200 in 3.20 s · first byte after 41 ms · 7 bytes · version 7 · request r-1\n── log\nSTART\nEND\n\n',
    );
  });

  test('puts characters together that the parts cut in two', () => {
    const text = 'déjà vu \u{1f600} ende';
    const parts = [...bytes(text)].map((byte) => Uint8Array.of(byte));
    assert.match(shown(parts), new RegExp(`as it comes\\n${text}\\n✔`, 'u'));
  });

  test('shows the head for a URL and the body as sections of their own, wherever they are cut', () => {
    const whole = Buffer.concat([
      bytes('{"statusCode":201,"headers":{"x":"1"}}'),
      Buffer.alloc(8),
      bytes('Hello body'),
    ]);
    for (let at = 0; at <= whole.length; at += 1) {
      const text = shown([whole.subarray(0, at), whole.subarray(at)]);
      assert.match(text, /"1"\}\}\n── body, as it comes\nHello body\n✔/, `cut at ${at}`);
    }
    assert.match(shown([...whole].map((byte) => Uint8Array.of(byte))), /comes\nHello body\n✔/);
  });

  test('mentions what is no text, and nothing of it', () => {
    const cases: Record<string, readonly Uint8Array[]> = {
      'a NUL': [bytes('ab\0cd')],
      'no UTF-8': [Uint8Array.of(0x50, 0xff, 0xfe)],
      'eight NULs behind something that is no head': [bytes(`text${'\0'.repeat(8)}more`)],
      'eight NULs behind what only looks like a head': [bytes(`{oops${'\0'.repeat(8)}more`)],
      'NULs at the end': [bytes('{"a":1}\0\0')],
      'more and more': [Uint8Array.of(0xff), bytes('text'), Uint8Array.of(0xff)],
    };
    for (const [what, parts] of Object.entries(cases)) {
      const text = shown(parts);
      assert.match(text, /\nNot text: Open Response #7 opens it\n✔/, what);
      assert.doesNotMatch(text, /more|cd/, what);
    }
    const image = [bytes(`{"headers":{}}${'\0'.repeat(8)}`), Uint8Array.of(0x89, 0x50, 0)];
    assert.match(shown(image), /── body, as it comes\nNot text: Open Body #7 opens it\n✔/);
  });

  test('is cut where the panel would become slow', () => {
    const parts = Array.from({ length: 40 }, () => bytes(`${'x'.repeat(9_999)}\n`));
    const text = shown(parts);
    assert.ok(text.length < 263_000);
    assert.match(text, /\n… cut after 262,144 characters: Open Response #7 shows it whole\n✔/);
  });

  test('says how a function failed in the midst', () => {
    const texts = resultTexts();
    texts.part(head, bytes('half'));
    const errorDetails = JSON.stringify({
      errorType: 'TypeError',
      errorMessage: 'bad',
      trace: [
        'TypeError: bad',
        '    at f (/var/task/a.mjs:1:2)',
        '    at g (/var/runtime/b.mjs:1:2)',
      ],
    });
    const failed = report(head, { functionError: 'Unhandled' }, 'half');
    const outcome = failed.outcome as Answered;
    const stream = outcome.stream && { ...outcome.stream, errorDetails };
    const text = texts.result({ ...failed, outcome: { ...outcome, ...(stream && { stream }) } });
    assert.match(text, /^\n✖ {2}function error \(Unhandled\) in 3\.20 s · first byte after 41 ms/);
    assert.match(text, /── error\nTypeError: bad\n {4}at f \(\/var\/task\/a\.mjs:1:2\)\n/);
    assert.match(text, /… 1 frame of the runtime: Open Error #7 shows them/);
  });

  test('says that it broke off', () => {
    const texts = resultTexts();
    texts.part(head, bytes('half'));
    const failure = { message: 'the connection was lost', advice: 'Look.', code: 'ECONNRESET' };
    const lost = { kind: 'lost', elapsed: 10, requestId: 'r-1', failure } as const;
    const text = texts.result({ ...report(head), outcome: lost });
    assert.match(text, /^\n✖ {2}connection lost after 10 ms: the function may have run/);
    assert.match(text, /Show Full Log #7 finds what it logged/);
  });

  test('names what goes on after another result', () => {
    const texts = resultTexts();
    const other = { ...head, id: 8, functionName: 'others' };
    texts.part(head, bytes('one\n'));
    assert.match(texts.part(other, bytes('two\n')), /^── others:live ── /);
    assert.equal(texts.part(head, bytes('three\n')), '── orders #7, continued\nthree\n');
    assert.equal(texts.part(head, bytes('four\n')), 'four\n');
    assert.match(texts.result(report(other)), /^── others #8, continued\n✔/);
    assert.match(texts.result(report(head)), /^── orders #7, continued\n✔/);
    assert.match(texts.result(report({ ...head, id: 9 }, {}, '{}')), /^── orders:live ──/);
  });
});
