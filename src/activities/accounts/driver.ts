import { drivenBy, type Driven } from '../../access/driven';
import type { KeptSource } from '../../ledger/kept-sources';
import type { AccountDependencies } from './dependencies';

/** The driver of a connection with all that it needs; undefined where this version has none. */
export function driverFor(
  { oauth: { publicUrl }, ...deps }: AccountDependencies,
  connection: KeptSource['connection'],
): Driven | undefined {
  return drivenBy({ ...deps, publicUrl }, connection);
}
