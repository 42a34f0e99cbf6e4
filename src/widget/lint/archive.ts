import { unzipSync } from 'fflate';
import { fault, type WidgetFault } from './fault';

export type Files = ReadonlyMap<string, Uint8Array>;

export function readArchive(zip: Uint8Array): Files | undefined {
  try {
    const entries = Object.entries(unzipSync(zip));
    return new Map(entries.filter(([name]) => !name.endsWith('/')));
  } catch {
    // No zip: there is nothing to say about its parts, and the linter says just that.
    return undefined;
  }
}

/** A folder around everything, as archivers like to make one. */
export function topFolderFaults(files: Files): WidgetFault[] {
  const names = [...files.keys()];
  const [first = ''] = names[0]?.split('/') ?? [];
  const within = names.length > 0 && !files.has('manifest.json') && names.every((name) => name.startsWith(`${first}/`));
  return within ? [fault('archive/top-folder', `${first}/`, 'the files have to lie at the root of the archive')] : [];
}

const ALWAYS = ['manifest.json', 'script.js'];

/** What nothing in the archive uses (kommo-platform.md §11.1: no unused files). */
export function fileFaults(files: Files, used: ReadonlySet<string>, script: string): WidgetFault[] {
  const missing = ALWAYS.filter((name) => !files.has(name));
  const unused = [...files.keys()].filter((name) => {
    if (ALWAYS.includes(name) || used.has(name)) return false;
    if (name === 'style.css') return !script.includes('style.css');
    return !(/^templates\/[\w-]+\.twig$/.test(name) && script.includes(name));
  });
  return [
    ...missing.map((name) => fault('archive/missing-file', name, 'it is required')),
    ...unused.map((name) => fault('archive/unused-file', name, 'nothing in the archive uses it')),
  ];
}
