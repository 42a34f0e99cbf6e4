import { type ComponentProps, forwardRef } from 'react';
import { Icon, type IconName } from './Icon';
import { Spinner } from './Spinner';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'ref' | 'disabled'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger';
  readonly icon?: IconName;
  readonly iconAfter?: IconName;
  /** Its work is being done. */
  readonly busy?: boolean;
  /** Cannot be pressed now; it keeps the focus, which `disabled` would throw away. */
  readonly off?: boolean;
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { look = 'plain', icon, iconAfter, busy = false, off = false, onClick, children, ...rest },
  ref,
) {
  const still = busy || off;
  return (
    <button
      type="button"
      {...rest}
      ref={ref}
      className={`button button-${look}`}
      aria-disabled={still || undefined}
      onClick={(event) => {
        if (still) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <Spinner /> : icon === undefined ? null : <Icon name={icon} size={16} />}
      <span>{children}</span>
      {iconAfter === undefined ? null : <Icon name={iconAfter} size={16} />}
    </button>
  );
});
