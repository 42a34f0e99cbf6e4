import type { IntegrationView, PlatformView, SiteView } from '../control/schemas-platform';
import type { Core } from '../core';
import type { Account } from '../kommo/records';
import { isObject, parseJson } from '../body';
import type { Contact, Integration } from './records';
import { widgetFiles } from './widget/archive';

/** The platform as the control API shows it; without secrets and tokens. */
export function viewPlatform(core: Core): PlatformView {
  const { platform, kommo } = core;
  return {
    integrations: [...platform.integrations.values()].map((integration) => viewIntegration(core, integration)),
    accounts: [...kommo.accounts.values()].map((account) => viewSite(core, account)),
  };
}

export function viewIntegration({ platform, kommo }: Core, integration: Integration): IntegrationView {
  const { clientId, name, redirectUri, disableHookUrl, scopes, widget, multipleSources, channelIds } = integration;
  const installedIn = [...kommo.accounts.values()]
    .map(({ id }) => id)
    .filter((id) => platform.grantsOf(clientId, id).length > 0);
  const shown = { clientId, name, redirectUri, disableHookUrl, scopes, widget, multipleSources, channelIds };
  return { ...shown, archive: viewArchive(integration), installedIn };
}

function viewArchive(integration: Integration): IntegrationView['archive'] {
  const bytes = widgetFiles(integration).get('manifest.json');
  const manifest = bytes && parseJson(Buffer.from(bytes));
  const widget = isObject(manifest) ? manifest.widget : undefined;
  return isObject(widget) ? { version: String(widget.version) } : null;
}

function valuesOf({ fields }: Contact, code: string): string[] {
  return fields.filter((field) => field.code === code).flatMap(({ values }) => values.map(({ value }) => value));
}

export function viewSite({ platform }: Core, account: Account): SiteView {
  const site = platform.site(account);
  return {
    accountId: site.accountId,
    amojoId: account.amojoId,
    subdomain: account.subdomain,
    paid: site.paid,
    nps: site.nps,
    isUnsortedOn: site.isUnsortedOn,
    users: site.users.map(({ id, name, amojoId, isAdmin, isActive }) => ({ id, name, amojoId, isAdmin, isActive })),
    pipelines: site.pipelines.map(({ id, name, isMain, isArchive }) => ({ id, name, isMain, isArchive })),
    sources: site.sources
      .filter(({ deleted }) => !deleted)
      .map(({ id, clientId, name, externalId, pipelineId, isDefault, originCode }) => ({
        id,
        clientId,
        name,
        externalId,
        pipelineId,
        isDefault,
        originCode,
      })),
    contacts: site.contacts.map((contact) => ({
      id: contact.id,
      name: contact.name,
      hidden: contact.hidden,
      phones: valuesOf(contact, 'PHONE'),
      emails: valuesOf(contact, 'EMAIL'),
    })),
    chatLinks: site.chatLinks.map((link) => ({ ...link })),
    webhooks: site.webhooks.map(({ id, destination, settings, disabled }) => ({ id, destination, settings, disabled })),
    templates: site.templates.map(({ id, clientId, fields, reviews }) => ({
      id,
      clientId,
      name: String(fields.name),
      content: String(fields.content),
      externalId: typeof fields.external_id === 'string' ? fields.external_id : null,
      reviews: reviews.map((review) => ({ ...review })),
    })),
    tasks: site.tasks.map(({ id, text, completeTill, responsibleUserId }) => ({
      id,
      text,
      completeTill,
      responsibleUserId,
    })),
    talks: site.talks.map(({ id, contactId, chatId, state }) => ({ id, contactId, chatId, state })),
    leads: site.leads.map(({ id, name, pipelineId, statusId, sourceId, contactIds, unsorted, fields }) => ({
      id,
      name,
      pipelineId,
      statusId,
      sourceId,
      contactIds,
      unsorted,
      fields,
    })),
    leadFields: site.leadFields,
    unsorted: site.unsorted.map(({ uid, chatId, contactId, leadId, pipelineId, sourceName, state }) => ({
      uid,
      chatId,
      contactId,
      leadId,
      pipelineId,
      sourceName,
      state,
    })),
    widgets: site.widgets.map((widget) => ({ ...widget })),
  };
}
