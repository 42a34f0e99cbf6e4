import type { Line } from './records';

interface Whim<Answer> {
  readonly answer: Answer;
  readonly operation: string | undefined;
  left: number;
}

/** Answers that the next calls of a line get whatever they ask: for what a sandbox cannot know. */
export class Whims<Answer> {
  readonly #whims = new Map<Line, Whim<Answer>[]>();

  /** @param whim its operation: only calls of this name; without it, any */
  add(
    line: Line,
    whim: { readonly answer: Answer; readonly operation: string | undefined; readonly times: number },
  ): void {
    const { answer, operation, times } = whim;
    this.#whims.set(line, [...(this.#whims.get(line) ?? []), { answer, operation, left: times }]);
  }

  /** The answer of this call, if one was asked for; it counts as given. */
  take(line: Line, operation: string): Answer | undefined {
    const whims = this.#whims.get(line) ?? [];
    const whim = whims.find((each) => each.operation === undefined || each.operation === operation);
    if (!whim) return undefined;
    whim.left -= 1;
    const others = whims.filter((each) => each !== whim);
    if (whim.left <= 0) this.#whims.set(line, others);
    return whim.answer;
  }

  clear(): void {
    this.#whims.clear();
  }
}
