import type { Changes } from './changes';
import type { Fault, FaultName, NewFault } from './control/contract';

type LiveFault = { -readonly [K in keyof Fault]: Fault[K] };

/** The disturbances that are switched on. A fault that acted as often as asked is gone. */
export class Faults {
  private faults: LiveFault[] = [];
  private lastId = 0;

  constructor(private readonly changes: Changes) {}

  add(fault: NewFault): Fault {
    this.lastId += 1;
    const added = { ...fault, id: `fault-${String(this.lastId)}`, acted: 0 };
    this.faults.push(added);
    this.changes.emit('faults');
    return { ...added };
  }

  list(): readonly Fault[] {
    return this.faults.map((fault) => ({ ...fault }));
  }

  remove(id: string): boolean {
    const before = this.faults.length;
    this.faults = this.faults.filter((fault) => fault.id !== id);
    this.changes.emit('faults');
    return this.faults.length < before;
  }

  clear(): void {
    this.faults = [];
    this.changes.emit('faults');
  }

  /** The first fault that fits; it counts as having acted. */
  take(name: FaultName, operation: string, chats: readonly string[]): Fault | undefined {
    if (this.faults.length === 0) return undefined;
    const fault = this.faults.find(
      (candidate) =>
        candidate.name === name &&
        (candidate.operation === undefined || candidate.operation.toLowerCase() === operation.toLowerCase()) &&
        (candidate.chat === undefined || chats.includes(candidate.chat)),
    );
    if (!fault) return undefined;
    fault.acted += 1;
    if (fault.times !== undefined && fault.acted >= fault.times) this.remove(fault.id);
    else this.changes.emit('faults');
    return fault;
  }
}
