import type { Command } from 'commander';
import type { Config } from '../config';
import { call } from './admin-client';

interface Options {
  readonly json?: boolean;
}

type Run = (work: (config: Config) => Promise<number>) => Promise<void>;
type Say = (line: string) => void;

interface Templates {
  readonly sync: { readonly state: string; readonly endedAt: string | null; readonly trouble: string | null };
  readonly templates: readonly {
    readonly name: string;
    readonly language: string | null;
    readonly state: string;
    readonly drift: string | null;
    readonly obstacle: string | null;
    readonly accounts: readonly { readonly state: string; readonly reason: string | null }[];
  }[];
}

/** Templates of an installation, through the admin API of a running api. */
export function templateCommands(program: Command, run: Run, say: Say): void {
  const json = ['--json', 'answer in JSON'] as const;
  const templates = program
    .command('templates <installation>')
    .description('templates of an installation (its scope id), as Kommo and the messenger have them')
    .option(...json)
    .action((scopeId: string, options: Options) => run(() => show('GET', scopeId, options, say)));

  templates
    .command('sync <installation>')
    .description('compare both sides now')
    .option(...json)
    .action((scopeId: string, _options: Options, command: Command) =>
      run(() => show('POST', scopeId, command.optsWithGlobals<Options>(), say)),
    );
}

async function show(method: 'GET' | 'POST', scopeId: string, options: Options, say: Say): Promise<number> {
  const path = `installations/${encodeURIComponent(scopeId)}/templates${method === 'POST' ? '/sync' : ''}`;
  const found = await call<Templates>(method, path);
  if (options.json === true) {
    say(JSON.stringify(found));
    return 0;
  }
  const { state, endedAt, trouble } = found.sync;
  if (state === 'idle') say(endedAt === null ? 'Not compared yet.' : `Compared at ${endedAt}.`);
  else say(state === 'running' ? 'Being compared.' : 'To be compared in a moment.');
  if (trouble !== null) say(trouble);
  for (const { name, language, state: standing, drift, obstacle, accounts } of found.templates) {
    const reason = accounts.find((each) => each.state === standing)?.reason ?? null;
    const more = [drift, standing === 'approved' ? obstacle : reason].filter((each) => each !== null);
    say([`${name} (${language ?? 'no language'})`, standing, ...more].join('  '));
  }
  return 0;
}
