/** Tells a person how far things are: plain lines, which read the same in a terminal and in a log. */
export class Progress {
  private readonly started = Date.now();

  constructor(private readonly write: (text: string) => void) {}

  line(text: string): void {
    this.write(`${text}\n`);
  }

  /** Runs one step and says how long it took. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = Date.now();
    const result = await work();
    this.line(`✓ ${name} ${seconds(Date.now() - started)}`);
    return result;
  }

  get elapsed(): string {
    return seconds(Date.now() - this.started);
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

/** Rows in columns. The last cell of a row may be long without pushing others away. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  }
  return rows
    .map((row) => `  ${row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('   ')}`.trimEnd())
    .join('\n');
}
