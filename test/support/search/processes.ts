import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { CourierProcess } from '../processes';
import { testDatabaseServer, testTemporal } from '../stack';
import type { World } from '../world';

/** Ours: the emulators' journals hold everything, as the far sides do. */
const isOurs = ({ command }: CourierProcess): boolean => command !== 'sandbox';

export function logsOf(world: World): string {
  return world.processes
    .filter(isOurs)
    .map((each) => each.logs())
    .join('\n');
}

/** Of the servers that all suites share, as far as they are ours. */
export async function serverLogs(): Promise<{ readonly postgres: string; readonly temporal: string }> {
  const [database, temporal] = await Promise.all([testDatabaseServer(), testTemporal()]);
  const read = (file: string | undefined): string => (file === undefined ? '' : readFileSync(file, 'utf8'));
  return { postgres: read(database.logFile), temporal: read(temporal.logFile) };
}

export async function metricsOf(world: World): Promise<string> {
  const running = world.processes.filter((each) => isOurs(each) && each.running());
  const texts = await Promise.all(running.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()));
  return texts.join('\n');
}

/** Names and contents of all files below a folder. @param except folders in it that are not ours */
export function filesUnder(
  folder: string,
  except: readonly string[] = [],
): { readonly names: string; readonly contents: string } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !except.includes(relative(folder, file).split(sep)[0] ?? ''));
  return {
    names: files.map((file) => relative(folder, file)).join('\n'),
    contents: files.map((file) => readFileSync(file).toString('utf8')).join('\n'),
  };
}
