import { runInNewContext } from 'node:vm';
import { strFromU8, unzipSync } from 'fflate';
import { buildWidget } from '../../src/widget/build';
import { FakeDocument, FakeElement } from './fake-document';

export const COURIER = 'https://courier.example.com';

interface AjaxOptions {
  readonly url: string;
  readonly method: string;
  readonly contentType: string;
  readonly data: string;
}

/** What `$authorizedAjax` was asked, and how it is answered. */
export interface Asked extends AjaxOptions {
  answer(body: unknown): Promise<void>;
  fail(request: { status: number; responseJSON?: unknown; responseText?: string }): Promise<void>;
}

interface Callbacks {
  render(): boolean;
  init(): boolean;
  bind_actions(): boolean;
  settings($body: unknown, context?: unknown): boolean;
  onSave(data: { active: 'Y' | 'N'; fields: object }): boolean;
  onAddAsSource(pipelineId: string | number): boolean;
  advancedSettings(): boolean;
  destroy(): boolean;
}

interface WidgetClass {
  readonly prototype: object;
  new (): { readonly callbacks: Callbacks };
}

interface Posted {
  readonly message: unknown;
  readonly origin: string;
}

/** A page of Kommo with one widget on it: just enough of the browser, of jQuery and of Kommo's own objects. */
export class KommoPage {
  readonly document = new FakeDocument();
  readonly dependencies: string[] = [];
  readonly asked: Asked[] = [];
  readonly posted: Posted[] = [];
  readonly statuses: string[] = [];
  readonly modals: { readonly $body: FakeJquery; destroy(): void }[] = [];
  readonly timers = new Map<number, { run: () => void; ms: number }>();
  readonly #listeners = new Set<(event: unknown) => void>();
  installStatus = 'installed';
  callbacks!: Callbacks;

  static async open(options: { language?: 'en' | 'es' | 'pt'; ground?: string } = {}): Promise<KommoPage> {
    const page = new KommoPage();
    page.document.body.style.backgroundColor = options.ground ?? 'rgb(255, 255, 255)';
    const files = unzipSync(
      await buildWidget({ url: COURIER, supportLink: 'https://help.example.com/', supportEmail: 'help@example.com' }),
    );
    const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
    page.#run(text('script.js'), JSON.parse(text(`i18n/${options.language ?? 'en'}.json`)) as Record<string, unknown>);
    return page;
  }

  #run(script: string, texts: Record<string, unknown>): void {
    let factory: ((...given: unknown[]) => WidgetClass) | undefined;
    const window = {
      addEventListener: (_: 'message', listener: (event: unknown) => void) => this.#listeners.add(listener),
      removeEventListener: (_: 'message', listener: (event: unknown) => void) => this.#listeners.delete(listener),
      getComputedStyle: (element: FakeElement) => ({
        backgroundColor: element.style.backgroundColor ?? 'rgba(0, 0, 0, 0)',
      }),
    };
    runInNewContext(script, {
      window,
      document: this.document,
      URL,
      URLSearchParams,
      console: { trace: () => undefined },
      setTimeout: (run: () => void, ms: number) => {
        const id = this.timers.size + 1;
        this.timers.set(id, { run, ms });
        return id;
      },
      clearTimeout: (id: number | null) => this.timers.delete(id ?? 0),
      define: (dependencies: string[], made: typeof factory) => {
        this.dependencies.push(...dependencies);
        factory = made;
      },
    });
    if (factory === undefined) throw new Error('The script defines nothing');
    const Widget = factory(this.#jquery, this.#modal());
    Object.assign(Widget.prototype, {
      i18n: (key: string) => texts[key],
      get_settings: () => ({ widget_code: 'courier_code', path: '/widgets/courier_code', version: '1.2.3' }),
      get_install_status: () => this.installStatus,
      set_status: (status: string) => this.statuses.push(status),
      $authorizedAjax: (options: AjaxOptions) => this.#ask(options),
    });
    this.callbacks = new Widget().callbacks;
  }

  readonly #jquery = (target: unknown): FakeJquery => {
    if (target instanceof FakeJquery) return target;
    if (target instanceof FakeElement) return new FakeJquery([target]);
    return new FakeJquery(this.document.body.all(String(target)));
  };

  #modal(): unknown {
    const { modals, document } = this;
    return class Modal {
      readonly #options: { destroy(): void };
      readonly #element: FakeElement;
      constructor(options: { class_name: string; init($body: FakeJquery): void; destroy(): void }) {
        this.#options = options;
        this.#element = document.createElement('div');
        document.body.appendChild(this.#element);
        const $body = new FakeJquery([this.#element]);
        modals.push({ $body, destroy: () => this.destroy() });
        options.init($body);
      }
      destroy(): void {
        this.#element.remove();
        this.#options.destroy();
      }
    };
  }

  /** As jQuery's: what it fails with is the request itself. */
  #ask(options: AjaxOptions): { then(done: (body: unknown) => void, failed: (request: unknown) => void): void } {
    return {
      then: (done, failed) => {
        this.asked.push({
          ...options,
          answer: (body) => (done(body), settled()),
          fail: (request) => (failed(request), settled()),
        });
      },
    };
  }

  /** The body of the settings window, as Kommo lays it out. */
  settingsBody(): FakeJquery {
    const body = this.document.createElement('div');
    const block = this.document.createElement('div');
    block.className = 'widget_settings_block';
    const save = this.document.createElement('button');
    save.textContent = 'Save';
    block.appendChild(save);
    body.appendChild(block);
    this.document.body.appendChild(body);
    return new FakeJquery([body]);
  }

  get lastAsked(): Asked {
    const asked = this.asked.at(-1);
    if (asked === undefined) throw new Error('Nothing was asked');
    return asked;
  }

  get frame(): FakeElement | undefined {
    return this.document.body.all('.courier-widget__frame')[0];
  }

  get text(): string {
    return this.document.body.textContent;
  }

  get isListening(): boolean {
    return this.#listeners.size > 0;
  }

  /** What the window in a frame says. */
  say(
    data: unknown,
    { origin = COURIER, source = this.frame?.contentWindow }: { origin?: string; source?: unknown } = {},
  ) {
    for (const listener of this.#listeners) listener({ data, origin, source });
  }

  /** Answers with an address, and has the frame's own answers collected. */
  async openWindow(): Promise<FakeElement> {
    await this.lastAsked.answer({ url: `${COURIER}/settings/#ticket=first` });
    const { frame } = this;
    if (frame === undefined) throw new Error('There is no frame');
    frame.contentWindow = {
      postMessage: (message: unknown, origin: string) =>
        this.posted.push({ message: structuredClone(message), origin }),
    };
    return frame;
  }

  press(label: string): void {
    const button = this.document.body.all('button').find((each) => each.textContent === label);
    if (button === undefined) throw new Error(`There is no button “${label}”`);
    button.press();
  }
}

export class FakeJquery {
  readonly triggered: string[] = [];
  constructor(readonly elements: readonly FakeElement[]) {}
  get length(): number {
    return this.elements.length;
  }
  get(index: number): FakeElement | undefined {
    return this.elements[index];
  }
  find(selector: string): FakeJquery {
    return new FakeJquery(this.elements.flatMap((element) => element.all(selector)));
  }
  html(content: FakeElement): this {
    this.elements[0]?.replaceChildren(content);
    return this;
  }
  trigger(name: string): this {
    this.triggered.push(name);
    return this;
  }
}

/** Everything that was waiting for a promise has run. */
function settled(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
