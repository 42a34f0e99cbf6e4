#!/usr/bin/env node
import { join } from 'node:path';
import { Command } from 'commander';
import { channelCommands } from './cli/channel';
import { importCommand } from './cli/import';
import { installCommands } from './cli/install';
import { keyCommands } from './cli/key';
import { operatorCommands } from './cli/operator';
import { writeFirstCommand } from './cli/write-first';
import { reasonOf } from './cli/reason';
import { serve, type Service } from './cli/serve';
import { reconcileCommands } from './cli/reconcile';
import { templateCommands } from './cli/templates';
import { readConfig, type Config } from './config';

/*
 * Each command loads its part only when it is chosen: the worker brings a native library, the stack is not wanted
 * in production, and `courier --help` should answer at once.
 */
const program = new Command('courier').description(
  'Connects Kommo chats to messengers. Every setting is an environment variable: docs/configuration.md',
);

program
  .command('up')
  .description('start everything on this machine: Postgres, Temporal, api, worker and sandbox')
  .option('--fresh', 'remove the data of earlier starts first')
  .action((options: { fresh?: boolean }) =>
    run(async (config) => (await import('./stack/up.js')).up(config, { fresh: options.fresh ?? false })),
  );

program
  .command('api')
  .description('run the HTTP side: webhooks, health, metrics')
  .action(() => runService(async (config) => (await import('./api/main.js')).runApi(config)));

program
  .command('worker')
  .description('run workflows and deliveries')
  .action(() => runService(async (config) => (await import('./worker.js')).runWorker(config)));

program
  .command('sandbox')
  .description('run the emulators of Kommo and the messengers')
  .action(() => runService(startSandboxOf));

program
  .command('setup')
  .description('bring the database and the search attributes up to date; safe to repeat')
  .action(() =>
    run(async (config) => {
      const { setUp } = await import('./setup.js');
      await setUp(config, say);
      return 0;
    }),
  );

program
  .command('doctor')
  .description('check every part and say what to do about what is wrong')
  .option('--json', 'answer in JSON')
  .action((options: { json?: boolean }) =>
    run(async (config) => (await import('./cli/doctor.js')).doctor(config, { json: options.json ?? false }, say)),
  );

operatorCommands(program, run, say);
keyCommands(program, run, say);
writeFirstCommand(program, run, say);
installCommands(program, run, say);
importCommand(program, run, say);
templateCommands(program, run, say);
reconcileCommands(program, run, say);
channelCommands(program, run, say, {
  request: () => import('./cli/channel-request.js'),
  add: () => import('./cli/channel-add.js'),
});

async function startSandboxOf(config: Config): Promise<Service> {
  const { startSandbox } = await import('./sandbox/server.js');
  const log = (text: string) => void process.stderr.write(`${text}\n`);
  return startSandbox({
    host: '127.0.0.1',
    port: config.sandboxPort,
    apiUrl: config.publicUrl,
    stateFile: join(config.dataDir, 'sandbox.json'),
    log,
  });
}

async function runService(start: (config: Config) => Promise<Service>): Promise<void> {
  await run((config) => serve(() => start(config)));
}

async function run(work: (config: Config) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work(readConfig());
  } catch (error) {
    process.stderr.write(`${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
  // Neither the channel to a parent nor what a part failed to close may keep the process alive.
  if (process.connected) process.disconnect();
  setTimeout(() => process.exit(), 2_000).unref();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

void program.parseAsync();
