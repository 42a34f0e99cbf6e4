import { unzipSync } from 'fflate';
import type { Integration } from '../records';

/** The files of an archive by their path. */
export type WidgetFiles = ReadonlyMap<string, Uint8Array>;

export interface ArchiveFault {
  /** Of the file in the archive; empty of the archive itself. */
  readonly path: string;
  readonly message: string;
}

/** Undefined for what is no archive. */
export function unzip(bytes: Uint8Array): WidgetFiles | undefined {
  try {
    // Folders have entries of their own.
    return new Map(Object.entries(unzipSync(bytes)).filter(([path]) => !path.endsWith('/')));
  } catch {
    return undefined;
  }
}

const NONE: WidgetFiles = new Map();
const unzipped = new Map<string, { readonly archive: string; readonly files: WidgetFiles }>();

/** The uploaded widget of an integration; without one, no files. */
export function widgetFiles({ clientId, archive }: Integration): WidgetFiles {
  if (archive === null) return NONE;
  const known = unzipped.get(clientId);
  if (known?.archive === archive) return known.files;
  const files = unzip(Buffer.from(archive, 'base64')) ?? NONE;
  unzipped.set(clientId, { archive, files });
  return files;
}
