import type { Assumptions } from '../../assumptions';
import { isObject, parseJson } from '../../body';
import { unzip, type ArchiveFault, type WidgetFiles } from './archive';
import { decode, fileFaults } from './check-files';
import { imageFaults } from './check-images';
import { localeFaults } from './check-texts';
import { lintScript } from './lint-script';
import { manifest, type Manifest } from './manifest';

export type CheckedArchive =
  | { readonly kind: 'good'; readonly manifest: Manifest; readonly warnings: readonly string[] }
  | { readonly kind: 'refused'; readonly faults: readonly ArchiveFault[] };

const KNOWN = 'widget locations settings advanced tour dp salesbot_designer left_menu sms mobile'.split(' ');

/** Checks an uploaded archive as Kommo does, and lists all that is wrong (kommo-platform.md §11.1, §11.2). */
export function checkArchive(bytes: Uint8Array, assumptions: Assumptions): CheckedArchive {
  const files = unzip(bytes);
  if (!files) return { kind: 'refused', faults: [{ path: '', message: 'this is no ZIP archive' }] };
  const faults = fileFaults(files);
  const read = readManifest(files);
  if ('faults' in read) return { kind: 'refused', faults: [...faults, ...read.faults] };
  const dp = assumptions.is('widget-logo-dp', 'always') || read.manifest.locations.includes('digital_pipeline');
  faults.push(...localeFaults(files, read.manifest), ...imageFaults(files, read.manifest, dp));
  if (!files.has('script.js')) faults.push({ path: 'script.js', message: 'is missing' });
  if (faults.length > 0) return { kind: 'refused', faults };
  const script = decode(files.get('script.js') ?? new Uint8Array()) ?? '';
  const strangers = Object.keys(read.manifest).filter((name) => !KNOWN.includes(name));
  const warnings = [
    ...strangers.map((name) => `manifest.json: ${name} is not known`),
    ...lintScript(script, read.manifest.locations),
  ];
  return { kind: 'good', manifest: read.manifest, warnings };
}

function readManifest(files: WidgetFiles): { readonly manifest: Manifest } | { readonly faults: ArchiveFault[] } {
  const path = 'manifest.json';
  const bytes = files.get(path);
  if (!bytes) return { faults: [{ path, message: 'is missing' }] };
  const json = parseJson(Buffer.from(bytes));
  if (!isObject(json)) return { faults: [{ path, message: 'is no JSON object' }] };
  const result = manifest.safeParse(json);
  if (result.success) return { manifest: result.data };
  return {
    faults: result.error.issues.map((issue) => ({ path, message: `${issue.path.join('.')}: ${issue.message}` })),
  };
}
