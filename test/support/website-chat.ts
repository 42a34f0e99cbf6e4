import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { freePorts } from '../../src/stack/ports';
import { waitFor } from './wait-for';

const root = path.join(__dirname, '..', '..');

/** `npm run example:website-chat` as a process of its own, beside a Courier. */
export class WebsiteChat {
  #printed = '';

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text: Buffer) => (this.#printed += text.toString()));
    }
  }

  static async start(env: NodeJS.ProcessEnv): Promise<WebsiteChat> {
    const [port = 0] = await freePorts(1);
    const child = spawn(process.execPath, [path.join(root, 'examples', 'website-chat', 'start.mjs')], {
      cwd: root,
      env: { ...process.env, ...env, WEBSITE_CHAT_PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const chat = new WebsiteChat(`http://127.0.0.1:${port}`, child);
    await chat.says(chat.url);
    return chat;
  }

  get printed(): string {
    return this.#printed;
  }

  async says(words: string): Promise<void> {
    await waitFor(
      () => {
        if (this.child.exitCode !== null) throw new Error(`It ended:\n${this.#printed}`);
        return this.#printed.includes(words);
      },
      { timeoutMs: 90_000, what: `“${words}” from the website chat, which says: ${this.#printed}` },
    );
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    this.child.kill();
    await once(this.child, 'exit');
  }
}
