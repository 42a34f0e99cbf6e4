import type { ActivityInterceptorsFactory } from '@temporalio/worker';

/**
 * Beyond its time an activity is given up by the engine, and ends when it next notices. What has not noticed for so long
 * waits for something that never comes, and keeps its place in the worker.
 */
const SLACK_MS = 5 * 60_000;

interface Running {
  readonly type: string;
  readonly overdueAt: number;
}

/** The activities that run in this process, by the monotonic clock. */
export class InFlight {
  readonly #running = new Set<Running>();

  constructor(
    private readonly now: () => number = () => performance.now(),
    private readonly slackMs = SLACK_MS,
  ) {}

  readonly interceptor: ActivityInterceptorsFactory = ({ info }) => ({
    inbound: {
      execute: async (input, next) => {
        const running = { type: info.activityType, overdueAt: this.now() + info.startToCloseTimeoutMs + this.slackMs };
        this.#running.add(running);
        try {
          return await next(input);
        } finally {
          this.#running.delete(running);
        }
      },
    },
  });

  /** Types of those that should have ended long ago. */
  get overdue(): readonly string[] {
    const now = this.now();
    return [...this.#running].filter(({ overdueAt }) => overdueAt < now).map(({ type }) => type);
  }
}
