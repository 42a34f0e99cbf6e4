import { setCurrentDetails, setHandler } from '@temporalio/workflow';
import type { SourceStep } from '../model/steps';
import { sourceActivities } from './account-activities';
import { sourceState, type SourceInput, type StepResult } from './account-contract';

/**
 * Connects a source, or repairs it: each step is safe to repeat. It ends at the first that needs a person; whoever has
 * mended it starts it anew.
 */
export async function connectSource(input: SourceInput): Promise<'connected' | 'needs a person'> {
  const activities = sourceActivities(input.messenger);
  let step: SourceStep | null = null;
  setHandler(sourceState, () => ({ step }), { description: 'How far it is' });

  const steps: readonly (readonly [SourceStep, () => Promise<StepResult>])[] = [
    ['check-credentials', () => activities.checkCredentials(input)],
    ['point-webhook', () => activities.pointWebhook(input)],
    ['register-in-kommo', () => activities.registerInKommo(input)],
    ['check-health', () => activities.checkHealth(input)],
  ];
  for (const [name, run] of steps) {
    step = name;
    setCurrentDetails(`**${name}**`);
    const result = await run();
    if (result.kind === 'needs-person') {
      setCurrentDetails(`**${name}** needs a person: ${result.text}`);
      return 'needs a person';
    }
  }
  return 'connected';
}

/** Takes a source away on both sides. What was said through it stays. */
export async function removeSource(input: SourceInput): Promise<void> {
  const activities = sourceActivities(input.messenger);
  await activities.stopSource(input);
  await activities.removeWebhook(input);
  await activities.removeFromKommo(input);
}
