import { Client, type WorkflowExecutionInfo } from '@temporalio/client';
import { connectTemporal, testTemporal } from '../stack';
import { waitFor } from '../wait-for';
import type { World } from '../world';

export interface Histories {
  /** Of every run of every workflow: its events, and what the engine shows of it beside them. */
  readonly text: string;
  readonly types: ReadonlySet<string>;
}

/** @param awaited types that have to be among them: the engine lists a workflow a moment after it began */
export async function historiesOf(world: World, awaited: readonly string[]): Promise<Histories> {
  const { address, namespace } = await testTemporal();
  const connection = await connectTemporal(address);
  try {
    const client = new Client({ connection, namespace });
    const runs = await waitFor(
      async () => {
        const listed = await runsOf(client, world.queuePrefix);
        return awaited.every((type) => listed.some((run) => run.type === type)) && listed;
      },
      { timeoutMs: 30_000, what: `runs of ${awaited.join(', ')}` },
    );
    const texts: string[] = [];
    for (const run of runs) {
      const handle = client.workflow.getHandle(run.workflowId, run.runId);
      texts.push(run.workflowId, readable(await handle.fetchHistory()), readable((await handle.describe()).raw));
      // What it answers to whoever may ask.
      texts.push(JSON.stringify(await handle.query('state').catch(() => null)));
    }
    return { text: texts.join('\n'), types: new Set(runs.map(({ type }) => type)) };
  } finally {
    await connection.close();
  }
}

async function runsOf(client: Client, queuePrefix: string): Promise<WorkflowExecutionInfo[]> {
  const runs: WorkflowExecutionInfo[] = [];
  for await (const run of client.workflow.list({ query: `TaskQueue = '${queuePrefix}conversations'` })) runs.push(run);
  return runs;
}

/** As JSON, and behind it what its payloads say: in JSON their bytes are base64. */
function readable(value: unknown): string {
  const json = JSON.stringify(value, (_key, field: unknown) => (typeof field === 'bigint' ? String(field) : field));
  const payloads = [...json.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data = '']) =>
    Buffer.from(data, 'base64').toString('utf8'),
  );
  return [json, ...payloads].join('\n');
}
