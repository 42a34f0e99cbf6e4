import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const kept = 3;

/** The log files of one run of the stack; those of earlier runs stay beside them as `<name>.1.log` and so on. */
export class LogFiles {
  private readonly open = new Map<string, number>();

  constructor(private readonly directory: string) {
    mkdirSync(directory, { recursive: true });
  }

  path(name: string): string {
    return join(this.directory, `${name}.log`);
  }

  /** A file descriptor to write to; the first call of a run rotates. */
  descriptor(name: string): number {
    const known = this.open.get(name);
    if (known !== undefined) return known;
    this.rotate(name);
    const descriptor = openSync(this.path(name), 'a');
    this.open.set(name, descriptor);
    return descriptor;
  }

  /** The last lines, for a message about what failed. */
  tail(name: string, lines = 15): string {
    if (!this.open.has(name)) return '';
    return readFileSync(this.path(name), 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  close(): void {
    for (const descriptor of this.open.values()) closeSync(descriptor);
    this.open.clear();
  }

  private rotate(name: string): void {
    const numbered = (number: number) => join(this.directory, `${name}${number === 0 ? '' : `.${number}`}.log`);
    rmSync(numbered(kept), { force: true });
    for (let number = kept - 1; number >= 0; number -= 1) {
      if (existsSync(numbered(number))) renameSync(numbered(number), numbered(number + 1));
    }
  }
}
