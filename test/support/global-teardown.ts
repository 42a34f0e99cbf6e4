/** Stops whatever the suites made start. */
export default async function globalTeardown(): Promise<void> {
  await globalThis.courierTestStack?.close();
}
