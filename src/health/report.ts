/** What is wrong, in words for operators; nothing when all is well. */
export interface Health {
  /** What only a new process would heal. */
  readonly dead: () => readonly string[];
  /** Why no work should be given to the process now; it may pass by itself. */
  readonly unready: () => readonly string[];
}

export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly body: string;
}

/** `/healthz`: whoever starts processes anew asks it. */
export function liveness({ dead }: Health): HealthAnswer {
  const faults = dead();
  return faults.length === 0 ? { status: 200, body: 'ok' } : { status: 503, body: `dead: ${faults.join('; ')}` };
}

/** `/readyz`: whoever gives out work asks it. What is dead is not ready either. */
export function readiness({ dead, unready }: Health): HealthAnswer {
  const faults = [...dead(), ...unready()];
  return faults.length === 0
    ? { status: 200, body: 'ready' }
    : { status: 503, body: `not ready: ${faults.join('; ')}` };
}
