import $ from 'jquery';

/** What a widget gives to `new Modal(…)`. */
interface ModalParts {
  readonly class_name?: string;
  /** Fills the body; with events on it, it says when the window is to be shown. */
  readonly init?: (body: JQuery) => void;
  /** May return false to stay open. */
  readonly destroy?: () => unknown;
}

/**
 * The window that widgets open by themselves, `lib/components/base/modal`, as far as they are known to use it: `init` draws
 * its body, `modal:loaded` shows it, and its ground, Escape or the widget close it. It has no close button of its own. Styles
 * place it, so `modal:centrify` has nothing to do.
 */
export class Modal {
  private readonly ground = element('crm-modal-ground');
  private readonly window: HTMLElement;
  private readonly former = document.activeElement;
  private gone = false;

  constructor(private readonly parts: ModalParts) {
    this.window = element(`modal crm-widget-window ${parts.class_name ?? ''}`.trim());
    this.window.tabIndex = -1;
    this.window.setAttribute('role', 'dialog');
    this.window.setAttribute('aria-modal', 'true');
    this.window.setAttribute('aria-label', 'Widget');
    const body = element('modal-body');
    this.window.append(body);
    this.ground.hidden = true;
    this.ground.append(this.window);
    this.ground.addEventListener('mousedown', this.onPress);
    document.addEventListener('keydown', this.onKey);
    document.body.append(this.ground);
    const $body = $(body).on('modal:loaded', this.show);
    parts.init?.($body);
  }

  readonly destroy = (): void => {
    if (this.gone || this.parts.destroy?.() === false) return;
    this.gone = true;
    document.removeEventListener('keydown', this.onKey);
    this.ground.remove();
    holdPage(false);
    if (this.former instanceof HTMLElement) this.former.focus();
  };

  private readonly show = (): void => {
    this.ground.hidden = false;
    holdPage(true);
    this.window.focus();
  };

  private readonly onPress = ({ target }: MouseEvent): void => {
    if (target === this.ground) this.destroy();
  };

  private readonly onKey = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') this.destroy();
  };
}

/** The page behind is out of reach while the window is open. */
function holdPage(held: boolean): void {
  const page = document.getElementById('root');
  if (page) page.inert = held;
}

function element(className: string): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  return made;
}
