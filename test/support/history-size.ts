import { Client } from '@temporalio/client';
import { connectTemporal, testTemporal } from './stack';
import type { World } from './world';

/** What conversations have cost the engine so far. */
export interface HistorySize {
  readonly events: number;
  /** Of activities, also those that failed and left no event. */
  readonly attempts: number;
}

/** Of all conversations of a world together, in their newest runs. */
export async function historySize(world: World): Promise<HistorySize> {
  const { address, namespace } = await testTemporal();
  const connection = await connectTemporal(address);
  const { workflow } = new Client({ connection, namespace });
  try {
    const { rows } = await world.database.pool.query<{ id: string }>(
      `select 'chat:' || messenger || ':' || chats.id as id
       from chats join sources on sources.id = chats.source_id`,
    );
    let [events, attempts] = [0, 0];
    for (const { id } of rows) {
      const history = await workflow.getHandle(id).fetchHistory();
      events += history.events?.length ?? 0;
      for (const { activityTaskStartedEventAttributes: started } of history.events ?? []) {
        attempts += started?.attempt ?? 0;
      }
    }
    return { events, attempts };
  } finally {
    await connection.close();
  }
}
