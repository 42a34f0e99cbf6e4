import type { Dependencies } from '../dependencies';

/** What activities of imports need beside the others' means. */
export interface ImportDependencies extends Dependencies {
  /** Where an export lies while it is read: archives cannot be read from a stream. */
  readonly importDir: string;
}
