import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { buildWidget } from '../../src/widget/build';

type Files = Record<string, Uint8Array>;

let real: Promise<Uint8Array> | undefined;

/** The real archive with something done to its files. */
export async function alteredArchive(change: (files: AlteredFiles) => void): Promise<Uint8Array> {
  real ??= buildWidget({ url: 'https://courier.example.com', audience: 'public' });
  const files = new AlteredFiles(unzipSync(await real));
  change(files);
  return zipSync(files.files, { level: 0 });
}

export class AlteredFiles {
  constructor(public files: Files) {}

  replace(name: string, from: string | RegExp, to: string): void {
    const before = this.text(name);
    const after = before.replace(from, () => to);
    if (after === before) throw new Error(`${name} has no ${String(from)}`);
    this.write(name, after);
  }

  write(name: string, content: string | Uint8Array): void {
    this.files[name] = typeof content === 'string' ? strToU8(content) : content;
  }

  remove(name: string): void {
    this.files = Object.fromEntries(Object.entries(this.files).filter(([each]) => each !== name));
  }

  /** Into the function that makes the widget, before anything else in it. */
  insertCode(code: string): void {
    this.replace('script.js', 'const self = this;', `const self = this;\n    ${code}`);
  }

  appendStyle(css: string): void {
    this.write('style.css', `${this.text('style.css')}\n${css}\n`);
  }

  /** In the manifest or the texts of a language. */
  edit(name: string, change: (json: Json) => void): void {
    const json = JSON.parse(this.text(name)) as Json;
    change(json);
    this.write(name, JSON.stringify(json));
  }

  text(name: string): string {
    return strFromU8(this.bytes(name));
  }

  bytes(name: string): Uint8Array {
    const bytes = this.files[name];
    if (bytes === undefined) throw new Error(`There is no ${name}`);
    return bytes;
  }
}

// The parts that a case breaks; what it puts in their place is wrong on purpose.
export interface Json {
  [key: string]: unknown;
  widget: Record<string, unknown>;
  locations: string[];
  settings: Record<string, unknown>;
  tour: Record<string, unknown>;
}
