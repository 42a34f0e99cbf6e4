import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { installedTemporal, findTemporal } from '../../src/stack/temporal-binary';
import { TestStack } from './stack-server';

declare global {
  var courierTestStack: TestStack | undefined;
}

/** Makes the shared stack reachable for all suites by the environment variable COURIER_TEST_STACK. */
export default async function globalSetup({ outputFile }: { readonly outputFile?: string }): Promise<void> {
  // jest writes its counts at the very end and does not make the directory.
  if (outputFile !== undefined) mkdirSync(dirname(outputFile), { recursive: true });
  const stack = new TestStack();
  globalThis.courierTestStack = stack;
  process.env.COURIER_TEST_STACK = await stack.listen();
  // Getting the program can take minutes, once on a machine: longer than any suite would wait.
  if (process.env.COURIER_TEST_TEMPORAL_ADDRESS !== undefined || (await installedTemporal()) !== undefined) return;
  await findTemporal({ onProgress: (text) => process.stderr.write(`${text}\n`) }).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  });
}
