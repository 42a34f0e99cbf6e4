/**
 * Builds dist/: the server, its migrations, the pages and the workflow bundle. Each step is skipped when
 * nothing that it reads has changed since it last succeeded, so that a second start is quick.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const stateFile = join(dist, '.build.json');
const require = createRequire(import.meta.url);

/** Everything that can change any step. */
const common = ['package-lock.json', 'scripts/build.mjs'];
const page = 'src/sandbox/page';
/** Everything of React: built by Vite, not by the server's compiler. */
const pages = [page, 'src/web'];

const steps = [
  {
    name: 'server',
    inputs: ['tsconfig.json', 'tsconfig.build.json', 'src'],
    skip: pages,
    output: 'dist/cli.js',
    run: compile,
  },
  { name: 'migrations', inputs: ['src/ledger/migrations'], output: 'dist/ledger/migrations', run: copyMigrations },
  {
    name: 'sandbox page',
    inputs: [page, 'src/web/parts', 'src/sandbox/control', 'src/model/messenger-kind.ts', 'src/model/words.ts'],
    output: 'dist/sandbox/page/index.html',
    run: () => buildPage(page),
  },
  {
    name: 'settings window',
    inputs: [
      'src/web/settings',
      'src/web/parts',
      'src/web/tsconfig.json',
      'src/api/settings/contract.ts',
      'src/model/conversation-settings.ts',
      'src/model/messenger-kind.ts',
      'src/model/referral-pieces.ts',
      'src/model/steps.ts',
      'src/model/words.ts',
    ],
    output: 'dist/web/settings/index.html',
    run: () => buildPage('src/web/settings'),
  },
  {
    name: 'console',
    inputs: ['src/web/console', 'src/web/parts', 'src/web/tsconfig.json', 'src/model', 'src/trace'],
    output: 'dist/web/console/index.html',
    run: () => buildPage('src/web/console'),
  },
  {
    name: 'workflow bundle',
    inputs: ['src/workflows', 'src/model'],
    output: 'dist/workflows.bundle.js',
    run: bundleWorkflows,
  },
];

async function compile() {
  const outputs = new Set();
  for (const file of filesBelow('src', pages)) {
    if (file.endsWith('.ts')) outputs.add(relative('src', file).replace(/\.ts$/, '.js'));
  }
  const tsc = require.resolve('typescript/bin/tsc');
  const args = [tsc, '-p', 'tsconfig.build.json', '--incremental', '--tsBuildInfoFile', 'dist/.tsbuildinfo'];
  if (!existsSync(join(dist, 'cli.js'))) rmSync(join(dist, '.tsbuildinfo'), { force: true });
  await runNode(args);
  // What a deleted or renamed source left behind must not be found by accident.
  for (const file of filesBelow('dist', ['dist/sandbox/page', 'dist/web'])) {
    const name = relative('dist', file).replace(/\.map$/, '');
    if (name.endsWith('.js') && name !== 'workflows.bundle.js' && !outputs.has(name)) rmSync(join(root, file));
  }
}

function copyMigrations() {
  const target = join(dist, 'ledger', 'migrations');
  rmSync(target, { recursive: true, force: true });
  cpSync(join(root, 'src', 'ledger', 'migrations'), target, { recursive: true });
}

async function buildPage(folder) {
  const { build } = await import('vite');
  await build({ configFile: join(root, folder, 'vite.config.mts'), configLoader: 'runner', logLevel: 'warn' });
}

async function bundleWorkflows() {
  const { bundleWorkflowCode } = await import('@temporalio/worker');
  const silent = () => undefined;
  const logger = { log: silent, trace: silent, debug: silent, info: silent, warn: console.warn, error: console.error };
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'src', 'workflows', 'index.ts'),
    logger,
    // Line numbers without the sources themselves, which would be two thirds of the bundle.
    webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-source-map' }),
  });
  writeFileSync(join(dist, 'workflows.bundle.js'), code);
}

function runNode(args) {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const stop = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) => {
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
      if (code === 0) done();
      else fail(new Error('the TypeScript compiler found errors'));
    });
  });
}

/** Paths of all files below a path, relative to the root. */
function filesBelow(path, skip = []) {
  if (skip.includes(path) || !existsSync(join(root, path))) return [];
  const entries = readdirSync(join(root, path), { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const inner = `${path}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(inner, skip) : [inner];
    });
}

function fingerprint(inputs, skip) {
  const hash = createHash('sha256').update(process.version);
  for (const input of [...common, ...inputs]) {
    const files = /\.\w+$/.test(input) ? [input] : filesBelow(input, skip);
    for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

async function main() {
  const started = Date.now();
  mkdirSync(dist, { recursive: true });
  const state = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : {};
  const done = [];
  const results = await Promise.allSettled(
    steps.map(async ({ name, inputs, skip, output, run }) => {
      const print = fingerprint(inputs, skip);
      if (state[name] === print && existsSync(join(root, output))) return;
      await run();
      state[name] = print;
      done.push(name);
    }),
  );
  writeFileSync(stateFile, JSON.stringify(state));
  const failed = results.flatMap(({ status, reason }, index) => {
    return status === 'rejected' ? [`${steps[index]?.name}: ${reason?.message ?? reason}`] : [];
  });
  const took = `${((Date.now() - started) / 1_000).toFixed(1)} s`;
  if (failed.length === 0)
    console.log(`✓ Build ${took}${done.length > 0 ? `: ${done.join(', ')}` : ', nothing changed'}`);
  for (const line of failed) console.error(`✗ Build: ${line}`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}

await main();
