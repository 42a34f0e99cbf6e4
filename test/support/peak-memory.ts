import { readFileSync } from 'node:fs';
import type { CourierProcess } from './processes';

/** The most resident memory that a process has had so far, bytes. */
export function peakOf({ pid }: Pick<CourierProcess, 'pid'>): number {
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1];
  if (kilobytes === undefined) throw new Error('This system does not tell the peak of a process');
  return Number(kilobytes) * 1024;
}
