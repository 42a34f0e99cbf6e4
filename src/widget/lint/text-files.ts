import type { Files } from './archive';
import { fault, type WidgetFault } from './fault';

const TEXT = /\.(json|js|css|twig)$/;

export function textFaults(files: Files): WidgetFault[] {
  return [...files].filter(([name]) => TEXT.test(name)).flatMap(([name, bytes]) => faultsOf(name, bytes));
}

function faultsOf(name: string, bytes: Uint8Array): WidgetFault[] {
  const text = decode(bytes);
  if (text === undefined) return [fault('text/not-utf8', name, 'it has to be UTF-8')];
  return [
    ...(text.startsWith('\uFEFF') ? [fault('text/byte-order-mark', name, 'it begins with a byte order mark')] : []),
    ...(text.includes('\r') ? [fault('text/line-ends', name, 'its lines have to end with LF alone')] : []),
  ];
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not UTF-8, which is the answer.
    return undefined;
  }
}

/** As the rules about contents read a file: without the mark that has been complained about already. */
export function textOf(files: Files, name: string): string {
  const bytes = files.get(name);
  return bytes === undefined ? '' : new TextDecoder().decode(bytes);
}

export function jsonOf(files: Files, name: string): unknown {
  try {
    return JSON.parse(textOf(files, name)) as unknown;
  } catch {
    // Whoever asks says in which file that is.
    return undefined;
  }
}
