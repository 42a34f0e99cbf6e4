import { useRef, useState } from 'react';
import { useWords } from '../lib/language';
import { CommandDialog } from './CommandDialog';
import type { CommandToGive } from './commands';

interface CommandButtonsProps {
  readonly commands: readonly CommandToGive[];
  /** What they concern, for those who hear the buttons one by one. */
  readonly about: string;
}

/** A small button for each; each asks before it does anything. */
export function CommandButtons({ commands, about }: CommandButtonsProps) {
  const { t } = useWords();
  const [asked, setAsked] = useState<CommandToGive | null>(null);
  const opener = useRef<HTMLButtonElement | null>(null);
  return (
    <>
      {commands.length === 0 ? null : (
        <span className="commands" role="group" aria-label={`${t.commands.actions}: ${about}`}>
          {commands.map((command) => (
            <button
              key={command.name}
              type="button"
              className="small-button"
              data-danger={command.danger === true ? '' : undefined}
              onClick={(event) => {
                opener.current = event.currentTarget;
                setAsked(command);
              }}
            >
              {t.commands[command.name].name}
            </button>
          ))}
        </span>
      )}
      {asked === null ? null : (
        <CommandDialog command={asked} close={() => setAsked(null)} giveFocusBack={() => opener.current?.focus()} />
      )}
    </>
  );
}
