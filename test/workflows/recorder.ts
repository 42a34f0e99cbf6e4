import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { Client, type WorkflowHandle } from '@temporalio/client';
import { connectTemporal, testTemporal } from '../support/stack';
import { waitFor } from '../support/wait-for';
import type { World } from '../support/world';
import { HISTORIES, type Scenario } from './histories';
import { historyToJson } from './history-json';
import { clearText } from './private';
import { Scrubber } from './scrub';
import type { History } from './stage';

/** Stores what ran in the engine as `test/histories/<scenario>.json`. */
export class Recorder {
  private constructor(
    readonly client: Client,
    readonly secrets: string[],
  ) {}

  /** @param secrets no history may hold them; more may be added */
  static async start(secrets: readonly string[]): Promise<Recorder> {
    const { address, namespace } = await testTemporal();
    mkdirSync(HISTORIES, { recursive: true });
    return new Recorder(new Client({ connection: await connectTemporal(address), namespace }), [...secrets]);
  }

  async stop(): Promise<void> {
    await this.client.connection.close();
  }

  async saveRun(world: World, scenario: Scenario, handle: WorkflowHandle): Promise<void> {
    this.#save(world, scenario, await handle.fetchHistory());
  }

  /** The first run of a workflow and the one that followed it. */
  async saveBoth(world: World, scenarios: [Scenario, Scenario], workflowId: string, first: string): Promise<void> {
    const history = await this.client.workflow.getHandle(workflowId, first).fetchHistory();
    const next = history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    if (next == null) throw new Error('the run has not continued as new');
    this.#save(world, scenarios[0], history);
    await this.saveRun(world, scenarios[1], this.client.workflow.getHandle(workflowId, next));
  }

  #save(world: World, scenario: Scenario, history: History): void {
    const scrubbed = new Scrubber(world.queuePrefix).scrub(historyToJson(history)) as object;
    const everything = clearText(scrubbed);
    for (const secret of [...this.secrets, hostname(), process.cwd(), world.queuePrefix]) {
      if (everything.includes(secret)) throw new Error(`${scenario} would tell ${secret}`);
    }
    writeFileSync(path.join(HISTORIES, `${scenario}.json`), `${JSON.stringify(scrubbed, null, 1)}\n`);
  }
}

export async function ended(handle: WorkflowHandle): Promise<WorkflowHandle> {
  await waitFor(async () => (await handle.describe()).status.name !== 'RUNNING', {
    timeoutMs: 60_000,
    what: 'the end',
  });
  return handle;
}
