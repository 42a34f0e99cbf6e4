import type { Core } from '../../core';
import { BareNumber } from '../../graph/graph-json';
import type { WhatsAppHooks } from '../hooks';
import type { Template } from './template';

/** Meta's review of templates, and what webhooks tell of them (whatsapp.md §6). */
export class Reviews {
  constructor(
    private readonly core: Core,
    private readonly hooks: WhatsAppHooks,
  ) {}

  /** A template waits for its review; another edit meanwhile begins it anew. */
  begin(wabaId: string, template: Template): void {
    void this.#review(wabaId, template);
  }

  /** The review ends, or Meta does something else to it. */
  tell(wabaId: string, template: Template, event: string, reason = 'NONE'): void {
    this.hooks.sendForAccount(wabaId, 'message_template_status_update', {
      event,
      ...aboutOf(template),
      message_template_category: template.category,
      reason,
      ...(event === 'REJECTED'
        ? { rejection_info: { reason, recommendation: 'Change the words and send it again.' } }
        : {}),
    });
    this.core.changes.emit('lines');
  }

  async #review(wabaId: string, template: Template): Promise<void> {
    const { core } = this;
    const { components } = template;
    if (core.assumptions.is('whatsapp-review', 'never')) return;
    if (!(await core.pause(core.assumptions.number('whatsapp-review-ms')))) return;
    if (template.status !== 'PENDING' || template.components !== components) return;
    if (core.assumptions.is('whatsapp-review', 'reject')) {
      Object.assign(template, { status: 'REJECTED', rejectedReason: 'INVALID_FORMAT' });
      this.tell(wabaId, template, 'REJECTED', 'INVALID_FORMAT');
    } else {
      template.status = 'APPROVED';
      this.tell(wabaId, template, 'APPROVED');
    }
  }
}

/** The id is a number here, and may pass 2^53. */
export function aboutOf({ id, name, language }: Template): object {
  return {
    message_template_id: new BareNumber(id),
    message_template_name: name,
    message_template_language: language,
  };
}
