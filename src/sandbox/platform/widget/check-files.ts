import type { ArchiveFault, WidgetFiles } from './archive';

const TEXT = /\.(json|js|css|twig|html|svg)$/;
const AT_ROOT = new Set(['manifest.json', 'script.js', 'style.css']);
const IN_FOLDERS = [
  /^i18n\/[a-z]{2}\.json$/,
  /^templates\/[\w/-]+\.twig$/,
  /^images\/[\w/.-]+\.(png|jpe?g|gif|svg)$/,
  // What script.js names in `define`, and what its styles name.
  /^[\w-]+(\/[\w.-]+)*\.(js|css|svg|png|woff2?)$/,
];

/** Files at the root, no strangers; texts in UTF-8 without BOM, with LF ends (kommo-platform.md §11.1). */
export function fileFaults(files: WidgetFiles): ArchiveFault[] {
  const paths = [...files.keys()];
  const wrapped = !files.has('manifest.json') && paths.some((path) => /^[^/]+\/manifest\.json$/.test(path));
  if (wrapped) return [{ path: '', message: 'files have to be at the root of the archive, without a folder above' }];
  return paths.flatMap((path) => {
    if (!AT_ROOT.has(path) && !IN_FOLDERS.some((good) => good.test(path))) {
      return [{ path, message: 'is no file of a widget' }];
    }
    return TEXT.test(path) ? textFaults(path, files.get(path) ?? new Uint8Array()) : [];
  });
}

function textFaults(path: string, bytes: Uint8Array): ArchiveFault[] {
  const text = decode(bytes);
  if (text === undefined) return [{ path, message: 'is not UTF-8' }];
  return [
    ...(text.startsWith('\ufeff') ? [{ path, message: 'begins with a byte order mark' }] : []),
    ...(text.includes('\r') ? [{ path, message: 'has line ends that are not LF' }] : []),
  ];
}

/** Undefined for what is not UTF-8. */
export function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
