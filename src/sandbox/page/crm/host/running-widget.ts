import { baseWidget } from './base-widget';
import { loadModule } from './modules';
import type { Setting } from './setting';
import { isRecord } from './values';

/** In this order, and each only after the one before has returned true (kommo-platform.md §11.4). */
const ON_ENTERING = ['render', 'init', 'bind_actions'] as const;

export type Callback =
  (typeof ON_ENTERING)[number] | 'settings' | 'onSave' | 'onInstall' | 'onAddAsSource' | 'advancedSettings' | 'destroy';

export interface Trouble {
  readonly callback: Callback;
  /** It threw or rejected; else it did not return true. */
  readonly threw: boolean;
}

/** One widget's object, made from its script as Kommo makes it. */
export class RunningWidget {
  private constructor(
    readonly setting: Setting,
    private readonly widget: object,
    private readonly tell: (trouble: Trouble) => void,
  ) {}

  /** @throws Error when the script cannot be loaded, or is no widget */
  static async start(setting: Setting, tell: (trouble: Trouble) => void): Promise<RunningWidget> {
    const { path, manifest } = setting.archive;
    const made = await loadModule(`${path}/script.js?v=${manifest.widget.version}`);
    if (typeof made !== 'function') throw new Error('script.js defines no function');
    const running = new RunningWidget(setting, construct(made, baseWidget(setting)), tell);
    for (const callback of ON_ENTERING) {
      if ((await running.call(callback)) === true) continue;
      tell({ callback, threw: false });
      break;
    }
    return running;
  }

  has(callback: Callback): boolean {
    return typeof this.callbacks()[callback] === 'function';
  }

  /** What a callback returned, in the end; undefined where there is none, or where it failed. */
  async call(callback: Callback, ...given: readonly unknown[]): Promise<unknown> {
    const found = this.callbacks()[callback];
    if (typeof found !== 'function') return undefined;
    try {
      return await (Reflect.apply(found, this.widget, given) as unknown);
    } catch (error) {
      console.error(error);
      this.tell({ callback, threw: true });
      return undefined;
    }
  }

  private callbacks(): Readonly<Record<string, unknown>> {
    const callbacks: unknown = Reflect.get(this.widget, 'callbacks');
    return isRecord(callbacks) ? callbacks : {};
  }
}

/** The base methods are there before the constructor runs, whether it is a function or a class. */
function construct(constructor: unknown, base: object): object {
  function Widget(): void {
    // Only its prototype counts.
  }
  Widget.prototype = base;
  return Reflect.construct(constructor as new () => object, [], Widget) as object;
}
