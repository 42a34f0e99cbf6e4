/** How a part of Courier says that it serves now: as a line of JSON on stdout and, to a parent, as a message. */
export interface Ready {
  readonly ready: true;
  readonly url: string;
}

export function isReady(message: unknown): message is Ready {
  return typeof message === 'object' && message !== null && (message as { ready?: unknown }).ready === true;
}

export function sayReady(url: string): void {
  const ready: Ready = { ready: true, url };
  process.stdout.write(`${JSON.stringify(ready)}\n`);
  process.send?.(ready);
}
