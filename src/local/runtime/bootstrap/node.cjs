// Runs a Node.js handler with AWS' own runtime interface client.
// Takes the place of the client's native addon (next, done, error), which would need a compiler to
// install. It speaks over two inherited pipes rather than HTTP: writing is then synchronous, as it
// is in the addon, so an answer given just before `process.exit` or a crash is not lost, and log
// lines and answers stay in order.
'use strict';

const fs = require('node:fs');
const Module = require('node:module');
const net = require('node:net');
const { join } = require('node:path');
const { Writable } = require('node:stream');
const { pathToFileURL } = require('node:url');

const TO_ENDPOINT = 3;
const FROM_ENDPOINT = 4;
const NEXT = 0xa55b0001;
const RESPONSE = 0xa55b0002;
const ERROR = 0xa55b0003;
const OUTPUT = 0xa55b0005;

const {
  _LAMBDA_BENCH_CLIENT_MAJOR: clientMajor,
  _LAMBDA_BENCH_CLIENT: clientFile,
  _LAMBDA_BENCH_SDK_FOLDER: sdkFolder,
} = process.env;
for (const name of Object.keys(process.env)) {
  if (/^(_LAMBDA_BENCH_|ELECTRON_RUN_AS_NODE$)/.test(name)) delete process.env[name];
}
process.argv.splice(1, Infinity, clientFile);
process.execArgv.length = 0;

// Frames, and none of the usual asynchronous streams: what is written by `process.stdout.write`
// stays in order with what is logged by `console.log`, and is there when the handler has answered.
for (const [name, fd] of [
  ['stdout', 1],
  ['stderr', 2],
]) {
  let stream;
  Object.defineProperty(process, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      stream ??= outputStream(fd);
      return stream;
    },
  });
}

if (sdkFolder) resolveSdkFrom(sdkFolder);
if (process.platform === 'win32') acceptWindowsPaths();

const load = Module._load;
Module._load = (request, ...rest) =>
  request === './rapid-client.node'
    ? { initializeClient() {}, next, done, error }
    : load(request, ...rest);

import(pathToFileURL(clientFile).href)
  .then((client) =>
    // From version 4 on, importing the client runs it.
    clientMajor === '3'
      ? client.run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER)
      : undefined,
  )
  .catch((failure) => {
    // As in AWS, where the client is awaited at the top level of a module.
    setImmediate(() => {
      throw failure;
    });
  });

let events;

function next() {
  write(NEXT, Buffer.from(String(process.memoryUsage.rss())));
  events ??= eventReader();
  return events();
}

function done(requestId, body) {
  write(RESPONSE, Buffer.from(`${requestId}\n${body}`));
}

function error(requestId, body) {
  write(ERROR, Buffer.from(`${requestId}\n${body}`));
}

/** The telemetry framing of AWS: type, length, time in µs, then the message. */
function write(type, body) {
  const frame = Buffer.allocUnsafe(16 + body.length);
  frame.writeUInt32BE(type, 0);
  frame.writeUInt32BE(body.length, 4);
  frame.writeBigInt64BE(BigInt(Date.now()) * 1000n, 8);
  frame.set(body, 16);
  for (let sent = 0; sent < frame.length; ) sent += fs.writeSync(TO_ENDPOINT, frame, sent);
}

/** Reads events: two lengths, the headers as JSON, the payload. Keeps the process alive only while it waits. */
function eventReader() {
  const socket = new net.Socket({ fd: FROM_ENDPOINT, readable: true, writable: false });
  let received = [];
  let size = 0;
  let resolve;
  socket.on('data', (chunk) => {
    received.push(chunk);
    size += chunk.length;
    if (size < 8) return;
    if (received[0].length < 8) received = [Buffer.concat(received)];
    const headersEnd = 8 + received[0].readUInt32BE(0);
    const end = headersEnd + received[0].readUInt32BE(4);
    if (size < end) return;
    const event = Buffer.concat(received);
    received = [];
    size = 0;
    socket.unref();
    resolve({
      headers: JSON.parse(event.toString('utf8', 8, headersEnd)),
      bodyJson: event.toString('utf8', headersEnd, end),
    });
  });
  const end = () => process.kill(process.pid, 'SIGKILL');
  socket.on('end', end).on('error', end);
  return () =>
    new Promise((fulfil) => {
      resolve = fulfil;
      socket.ref();
    });
}

function outputStream(fd) {
  const stream = new Writable({
    decodeStrings: true,
    write(chunk, _encoding, callback) {
      write(OUTPUT, chunk);
      callback();
    },
  });
  stream.fd = fd;
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = (failure, callback) => callback(failure);
  return stream;
}

/** The SDK is part of AWS' runtimes; here it is the workspace's, for handlers that bring none. */
function resolveSdkFrom(folder) {
  const fallback = pathToFileURL(join(folder, 'handler.js')).href;
  const isSdk = (specifier) => /^@(aws-sdk|smithy)\//.test(specifier);
  const fromFolder = Module.createRequire(fallback);
  if (Module.registerHooks) {
    Module.registerHooks({
      resolve(specifier, context, nextResolve) {
        try {
          return nextResolve(specifier, context);
        } catch (failure) {
          if (!isSdk(specifier) || context.parentURL === fallback) throw failure;
          return orElse(failure, () =>
            context.conditions.includes('require')
              ? { url: pathToFileURL(fromFolder.resolve(specifier)).href, shortCircuit: true }
              : nextResolve(specifier, { ...context, parentURL: fallback }),
          );
        }
      },
    });
    return;
  }
  // Node.js before 22.15 has no hooks that serve `require` and `import` alike.
  const resolveFilename = Module._resolveFilename;
  Module._resolveFilename = (specifier, parent, ...rest) => {
    try {
      return resolveFilename(specifier, parent, ...rest);
    } catch (failure) {
      if (!isSdk(specifier) || parent?.filename === join(folder, 'handler.js')) throw failure;
      return orElse(failure, () => fromFolder.resolve(specifier));
    }
  };
  Module.register(
    `data:text/javascript,${encodeURIComponent(`
      export const resolve = (specifier, context, next) =>
        next(specifier, context).catch((failure) => {
          if (!/^@(aws-sdk|smithy)\\//.test(specifier)) throw failure;
          return next(specifier, { ...context, parentURL: ${JSON.stringify(fallback)} })
            .catch(() => { throw failure; });
        });`)}`,
  );
}

function orElse(failure, attempt) {
  try {
    return attempt();
  } catch {
    throw failure;
  }
}

/** The client imports by path, and looks for package.json up to a folder named `/`. */
function acceptWindowsPaths() {
  Module.registerHooks?.({
    resolve: (specifier, context, nextResolve) =>
      nextResolve(
        /^[a-z]:[\\/]/i.test(specifier) ? pathToFileURL(specifier).href : specifier,
        context,
      ),
  });
  const { existsSync, readFileSync } = fs;
  const isTop = (file) => /^[a-z]:\\package\.json$/i.test(file);
  fs.existsSync = (file) => isTop(file) || existsSync(file);
  fs.readFileSync = (file, ...rest) =>
    isTop(file) && !existsSync(file) ? '{}' : readFileSync(file, ...rest);
}
