import { checks } from './checks';
import { imports } from './imports';
import { overview } from './overview';
import { pages } from './pages';
import { sources } from './sources';
import { states } from './states';
import { templates } from './templates';
import { wizard } from './wizard';

/** English is the shape: a language that misses a text does not compile. */
export const en = {
  title: 'Courier settings',
  newWindow: 'opens in a new window',
  loading: 'Loading…',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved',
  unsaved: 'Not saved yet',
  undo: 'Undo',
  back: 'Back',
  continue: 'Continue',
  done: 'Done',
  tryAgain: 'Try again',
  optional: '(optional)',
  required: 'This is needed.',
  wrongForm: 'This does not look right. Please check that all of it was copied.',
  advanced: 'Advanced',
  whereFrom: 'Where do I find these?',
  holdToShow: 'Hold to show',
  copy: (text: string) => `Copy ${text}`,
  copied: 'Copied',
  choosePipeline: 'Choose a pipeline',
  mainPipeline: (name: string) => `${name} (main)`,
  authorise: 'Allow access again',
  resume: 'Resume',
  resumeAll: 'Resume all',
  lookOnly: (administrators: readonly string[]) =>
    administrators.length === 0
      ? 'You can look at these settings. An administrator can let you change them.'
      : `You can look at these settings. To change them, ask ${administrators.join(', ')}.`,
  time: {
    justNow: 'just now',
    ago: (span: string) => `${span} ago`,
    today: (time: string) => time,
    onDay: (day: string, time: string) => `${day}, ${time}`,
  },
  tabs: {
    label: 'Settings',
    sources: 'Sources',
    templates: 'Templates',
    imports: 'Import',
    people: 'People',
    alerts: 'Alerts',
    changes: 'Changes',
  },
  stepStates: { waiting: 'not yet', running: 'in progress', done: 'done', skipped: 'left out', failed: 'failed' },
  stepsDone: (done: number, all: number) => `${done} of ${all} steps done`,
  ...states,
  ...overview,
  ...sources,
  ...checks,
  ...wizard,
  ...templates,
  ...imports,
  ...pages,
};

export type Texts = typeof en;
