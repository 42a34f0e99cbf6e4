import type { Connection } from '@temporalio/client';
import type { Config } from '../config';
import { messengerOf } from '../messengers/registry';
import { MESSENGER_KINDS } from '../model/messenger-kind';
import { CONVERSATIONS_QUEUE, KOMMO_QUEUE, messengerQueue } from '../workflows/contract';
import { Unwell } from './check';
import { reasonOf } from './reason';
import { commandFor, missingSearchAttributes } from './search-attributes';
import { temporalAddress, withTemporal } from './with-temporal';

export async function checkTemporal(config: Config): Promise<string> {
  return ask(config, async (connection, namespace) => {
    const { serverVersion } = await connection.workflowService.getSystemInfo({});
    await connection.workflowService.describeNamespace({ namespace }).catch((error: unknown) => {
      throw new Unwell(
        `the namespace "${namespace}" cannot be read: ${reasonOf(error)}`,
        `Make it (temporal operator namespace create --namespace ${namespace}) or set TEMPORAL_NAMESPACE`,
      );
    });
    return `version ${serverVersion || 'unknown'} at ${temporalAddress(config)}, namespace "${namespace}"`;
  });
}

export async function checkSearchAttributes(config: Config): Promise<string> {
  return ask(config, async (connection, namespace) => {
    const missing = await missingSearchAttributes(connection, namespace);
    if (missing.length === 0) return 'registered';
    const commands = missing.map((attribute) => commandFor(attribute, namespace));
    throw new Unwell(
      `missing: ${missing.map(({ name }) => name).join(', ')}`,
      `Run: courier setup, or by hand: ${commands.join(' ; ')}`,
    );
  });
}

type QueueType = NonNullable<Parameters<Connection['workflowService']['describeTaskQueue']>[0]['taskQueueType']>;

/** The engine's numbers (`temporal.api.enums.v1.TaskQueueType`), whose enum the SDK does not hand out. */
const queueTypes: readonly number[] = [1, 2];
const [workflows, activities] = queueTypes.filter((type): type is QueueType => queueTypes.includes(type));

export async function checkWorkers(config: Config): Promise<string> {
  const messengers = MESSENGER_KINDS.filter((kind) => messengerOf(kind) !== undefined);
  const queues = [
    { name: CONVERSATIONS_QUEUE, kind: workflows },
    ...[KOMMO_QUEUE, ...messengers.map(messengerQueue)].map((name) => ({ name, kind: activities })),
  ].map(({ name, kind }) => ({ name: config.queuePrefix + name, kind }));
  return ask(config, async (connection, namespace) => {
    const unserved: string[] = [];
    for (const { name, kind } of queues) {
      const { pollers } = await connection.workflowService.describeTaskQueue({
        namespace,
        taskQueue: { name },
        ...(kind !== undefined && { taskQueueType: kind }),
      });
      if (pollers.length === 0) unserved.push(name);
    }
    if (unserved.length === 0) return `serving ${queues.map(({ name }) => name).join(', ')}`;
    throw new Unwell(
      `nobody serves ${unserved.join(', ')}`,
      'Start a worker (courier worker); if one runs, see that QUEUES and COURIER_QUEUE_PREFIX include these',
    );
  });
}

async function ask(
  config: Config,
  work: (connection: Connection, namespace: string) => Promise<string>,
): Promise<string> {
  try {
    return await withTemporal(config, work);
  } catch (error) {
    if (error instanceof Unwell) throw error;
    throw new Unwell(
      reasonOf(error),
      'Start Temporal (courier up brings its own), or set TEMPORAL_ADDRESS to the right one',
    );
  }
}
