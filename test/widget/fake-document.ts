/** As much of a document as the widget's script uses; real browsers are for the tests that load the whole archive. */
export class FakeElement {
  readonly style: Record<string, string> = {};
  readonly attributes = new Map<string, string>();
  readonly children: (FakeElement | string)[] = [];
  className = '';
  id = '';
  title = '';
  src = '';
  href = '';
  rel = '';
  parentElement: FakeElement | null = null;
  contentWindow: unknown = {};
  isFocused = false;
  #pressed: (() => void)[] = [];

  constructor(
    readonly tagName: string,
    readonly owner: FakeDocument,
  ) {}

  get classList() {
    const names = (): string[] => this.className.split(' ').filter((name) => name !== '');
    return {
      add: (name: string) => (this.className = [...names(), name].join(' ')),
      remove: (name: string) =>
        (this.className = names()
          .filter((each) => each !== name)
          .join(' ')),
      contains: (name: string) => names().includes(name),
    };
  }

  get isConnected(): boolean {
    return this === this.owner.body || this === this.owner.head || (this.parentElement?.isConnected ?? false);
  }

  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('\n');
  }

  set textContent(text: string) {
    this.replaceChildren(text);
  }

  appendChild(child: FakeElement): void {
    this.append(child);
  }

  append(...children: (FakeElement | string)[]): void {
    for (const child of children) {
      if (typeof child !== 'string') child.parentElement = this;
      this.children.push(child);
    }
  }

  prepend(child: FakeElement): void {
    this.replaceChildren(child, ...this.children);
  }

  replaceChildren(...children: (FakeElement | string)[]): void {
    for (const child of this.children) if (typeof child !== 'string') child.parentElement = null;
    this.children.length = 0;
    this.append(...children);
  }

  remove(): void {
    const { parentElement } = this;
    if (parentElement === null) return;
    parentElement.children.splice(parentElement.children.indexOf(this), 1);
    this.parentElement = null;
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }

  addEventListener(_: 'click', listener: () => void): void {
    this.#pressed.push(listener);
  }

  press(): void {
    this.#pressed.forEach((listener) => listener());
  }

  focus(): void {
    this.isFocused = true;
  }

  querySelector(selector: string): FakeElement | null {
    return this.all(selector)[0] ?? null;
  }

  /** For one class, one id or one tag. */
  all(selector: string): FakeElement[] {
    const below = this.children.filter((child) => typeof child !== 'string');
    return below.flatMap((child) => [...(child.is(selector) ? [child] : []), ...child.all(selector)]);
  }

  is(selector: string): boolean {
    if (selector.startsWith('.')) return this.classList.contains(selector.slice(1));
    return selector.startsWith('#') ? this.id === selector.slice(1) : this.tagName === selector;
  }
}

export class FakeDocument {
  readonly head: FakeElement = new FakeElement('head', this);
  readonly body: FakeElement = new FakeElement('body', this);

  createElement(tagName: string): FakeElement {
    return new FakeElement(tagName, this);
  }

  getElementById(id: string): FakeElement | null {
    return [this.head, this.body].flatMap((part) => part.all(`#${id}`))[0] ?? null;
  }
}
