import { COURIER, FakeJquery, KommoPage } from './kommo-page';

const questionOf = (page: KommoPage): unknown => JSON.parse(page.lastAsked.data);

describe('the script in Kommo', () => {
  it('asks for jQuery and for Kommo’s own modal window, and says yes to every area', async () => {
    const page = await KommoPage.open();
    expect(page.dependencies).toEqual(['jquery', 'lib/components/base/modal']);
    expect([page.callbacks.render(), page.callbacks.init(), page.callbacks.bind_actions()]).toEqual([true, true, true]);
    expect(page.asked).toEqual([]);
  });

  describe('settings', () => {
    it('asks Courier for a one-time address and shows it in a frame', async () => {
      const page = await KommoPage.open();
      expect(page.callbacks.settings(page.settingsBody())).toBe(true);
      expect(page.lastAsked).toMatchObject({
        url: `${COURIER}/settings/session`,
        method: 'POST',
        contentType: 'application/json',
      });
      expect(questionOf(page)).toEqual({ page: 'settings', language: 'en', theme: 'light' });
      expect(page.text).toContain('Opening the settings…');

      const frame = await page.openWindow();
      expect(frame.src).toBe(`${COURIER}/settings/#ticket=first`);
      expect(frame.title).toBe('Settings of Courier');
      const block = frame.parentElement?.parentElement;
      expect(block?.className).toBe('widget_settings_block');
      expect(block?.textContent.split('\n').at(-1)).toBe('Save');
    });

    it('waits with the frame until its window says how high it is', async () => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      const frame = await page.openWindow();
      expect(frame.classList.contains('courier-widget__frame--waiting')).toBe(true);

      page.say({ courier: 'height', height: 712.3 });
      expect(frame.classList.contains('courier-widget__frame--waiting')).toBe(false);
      expect(frame.style.height).toBe('713px');
      expect(page.text).not.toContain('Opening');
      expect(page.timers.size).toBe(0);

      page.say({ courier: 'height', height: 1e9 });
      expect(frame.style.height).toBe('8000px');
      page.say({ courier: 'height', height: 'evil' });
      expect(frame.style.height).toBe('8000px');
    });

    it('passes on the source whose tile was clicked', async () => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody(), { source_id: '41', external_id: 'bot-7' });
      expect(questionOf(page)).toMatchObject({ page: 'settings', sourceId: 41, externalId: 'bot-7' });
      page.callbacks.settings(page.settingsBody(), { source_id: 42, external_id: null });
      expect(questionOf(page)).toEqual({ page: 'settings', sourceId: 42, language: 'en', theme: 'light' });
    });

    it.each(['en', 'es', 'pt'] as const)('speaks %s', async (language) => {
      const page = await KommoPage.open({ language });
      page.callbacks.settings(page.settingsBody());
      expect(questionOf(page)).toMatchObject({ language });
    });

    it.each([
      ['rgb(21, 48, 67)', 'dark'],
      ['rgb(255, 255, 255)', 'light'],
      ['rgba(0, 0, 0, 0)', 'light'],
    ])('on %s it is %s', async (ground, theme) => {
      const page = await KommoPage.open({ ground });
      page.callbacks.settings(page.settingsBody());
      expect(questionOf(page)).toMatchObject({ theme });
      expect(page.document.body.all('.courier-widget--dark')).toHaveLength(theme === 'dark' ? 1 : 0);
    });

    it('loads its styles once', async () => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      page.callbacks.settings(page.settingsBody());
      expect(page.document.head.all('link').map(({ href }) => href)).toEqual([
        '/widgets/courier_code/style.css?v=1.2.3',
      ]);
    });

    it('says before the installation what comes after it, and asks nothing yet', async () => {
      const page = await KommoPage.open();
      page.installStatus = 'install';
      page.callbacks.settings(page.settingsBody());
      expect(page.text).toContain('After the installation');
      expect(page.asked).toEqual([]);

      expect(page.callbacks.onSave({ active: 'Y', fields: {} })).toBe(true);
      expect(page.text).toContain('Now connect your first messenger');
      page.press('Open the settings');
      expect(questionOf(page)).toMatchObject({ page: 'settings' });
    });
  });

  describe('when Courier refuses or is away', () => {
    it.each([
      [0, undefined, 'Courier cannot be reached', 'No answer came from its server.'],
      [401, undefined, 'Courier does not know who is asking', 'Reload this page'],
      [403, undefined, 'You may not open these settings', 'Ask an administrator'],
      [429, undefined, 'Courier is busy', 'Wait a minute'],
      [500, undefined, 'Something went wrong in Courier', 'Try again.'],
      [503, 'The database is being moved.', 'Courier is busy', 'The database is being moved.'],
      [
        409,
        'This account is not connected yet.',
        'The settings cannot be opened',
        'This account is not connected yet.',
      ],
    ])('shows what happened, what to do and whom to ask (%i)', async (status, detail, title, text) => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      await page.lastAsked.fail({ status, ...(detail === undefined ? {} : { responseJSON: { detail, status } }) });
      expect(page.text).toContain(title);
      expect(page.text).toContain(text);
      expect(page.text).toContain('https://help.example.com/');
      expect(page.text).toContain('help@example.com');
      expect(page.frame).toBeUndefined();
      expect(page.document.body.all('.courier-widget__problem')[0]?.attributes.get('role')).toBe('alert');
    });

    it('reads the reason also where jQuery has not, and shrugs at what is no JSON', async () => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      await page.lastAsked.fail({ status: 409, responseText: '{"detail":"Not connected."}' });
      expect(page.text).toContain('Not connected.');
      page.press('Try again');
      await page.lastAsked.fail({ status: 502, responseText: '<html>Bad gateway</html>' });
      expect(page.text).toContain('Something went wrong in Courier');
    });

    it('tries again when asked to, in the user’s language', async () => {
      const page = await KommoPage.open({ language: 'es' });
      page.callbacks.settings(page.settingsBody());
      await page.lastAsked.fail({ status: 0 });
      expect(page.text).toContain('No se puede contactar con Courier');
      page.press('Intentar de nuevo');
      expect(page.asked).toHaveLength(2);
      expect(await page.openWindow()).toBeDefined();
    });

    it('takes no address but Courier’s', async () => {
      for (const answer of [{ url: 'https://evil.example.com/#ticket=1' }, { url: 'javascript:1' }, {}, null]) {
        const page = await KommoPage.open();
        page.callbacks.settings(page.settingsBody());
        await page.lastAsked.answer(answer);
        expect(page.frame).toBeUndefined();
        expect(page.text).toContain('Something went wrong in Courier');
      }
    });

    it('says so when the window in the frame gives no sign of life', async () => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      await page.openWindow();
      const [timer] = page.timers.values();
      expect(timer?.ms).toBe(30_000);
      timer?.run();
      expect(page.text).toContain('Courier cannot be reached');
      expect(page.frame).toBeUndefined();
    });

    it('does not show an answer that comes after the view was left', async () => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      const first = page.lastAsked;
      page.callbacks.settings(page.settingsBody());
      await first.answer({ url: `${COURIER}/settings/#ticket=old` });
      expect(page.frame).toBeUndefined();
    });
  });

  describe('what the window in the frame says', () => {
    async function opened(): Promise<KommoPage> {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      await page.openWindow();
      page.say({ courier: 'height', height: 500 });
      return page;
    }

    it('is heard only from Courier’s origin and from that frame', async () => {
      const page = await opened();
      page.say({ courier: 'height', height: 900 }, { origin: 'https://evil.example.com' });
      page.say({ courier: 'height', height: 900 }, { source: {} });
      page.say({ courier: 'ticket', id: 1 }, { origin: 'null' });
      page.say('height');
      page.say(null);
      page.say({ courier: 'changed' });
      expect(page.frame?.style.height).toBe('500px');
      expect(page.asked).toHaveLength(1);
    });

    it('gets it a new ticket, to Courier’s origin alone', async () => {
      const page = await opened();
      page.say({ courier: 'ticket', id: 7 });
      expect(page.asked).toHaveLength(2);
      await page.lastAsked.answer({ url: `${COURIER}/settings/#ticket=second` });
      expect(page.posted).toEqual([{ message: { courier: 'ticket', id: 7, ticket: 'second' }, origin: COURIER }]);
    });

    it('gets it words where there is no ticket', async () => {
      const page = await opened();
      page.say({ courier: 'ticket', id: 8 });
      await page.lastAsked.fail({ status: 403, responseJSON: { detail: 'Your right was taken.' } });
      expect(page.posted).toEqual([
        {
          message: {
            courier: 'ticket',
            id: 8,
            problem: 'Your right was taken. Ask an administrator of this account to let you in, then try again.',
          },
          origin: COURIER,
        },
      ]);
    });

    it('marks the widget in Kommo’s list, and takes the mark back', async () => {
      const page = await opened();
      page.say({ courier: 'state', state: 'ok' });
      expect(page.statuses).toEqual([]);
      page.say({ courier: 'state', state: 'error' });
      page.say({ courier: 'state', state: 'ok' });
      page.say({ courier: 'state', state: 'ok' });
      expect(page.statuses).toEqual(['error', 'installed']);
    });

    it('does not close Kommo’s own window', async () => {
      const page = await opened();
      page.say({ courier: 'close' });
      expect(page.frame).toBeDefined();
      expect(page.asked).toHaveLength(1);
    });
  });

  describe('onAddAsSource', () => {
    it('opens the wizard for the pipeline in a modal window of Kommo’s', async () => {
      const page = await KommoPage.open();
      expect(page.callbacks.onAddAsSource('77')).toBe(true);
      expect(questionOf(page)).toEqual({ page: 'add-source', pipelineId: 77, language: 'en', theme: 'light' });
      expect(page.modals[0]?.$body.triggered).toEqual(expect.arrayContaining(['modal:loaded', 'modal:centrify']));
      const frame = await page.openWindow();
      expect(frame.isConnected).toBe(true);

      page.say({ courier: 'close' });
      expect(frame.isConnected).toBe(false);
      expect(page.isListening).toBe(false);
    });

    it('has a button of its own that closes the modal window', async () => {
      const page = await KommoPage.open();
      page.callbacks.onAddAsSource(77);
      const [close] = page.document.body.all('.courier-widget__close');
      expect(close?.attributes.get('aria-label')).toBe('Close');
      close?.press();
      expect(page.document.body.all('.courier-widget')).toEqual([]);
    });

    it('uses the settings window where that is open, and gives it back', async () => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      await page.openWindow();
      page.callbacks.onAddAsSource(77);
      expect(page.modals).toEqual([]);
      expect(questionOf(page)).toMatchObject({ page: 'add-source', pipelineId: 77 });
      await page.openWindow();
      page.say({ courier: 'close' });
      expect(questionOf(page)).toMatchObject({ page: 'settings' });
    });

    it('goes on where Kommo draws its window anew right after the installation', async () => {
      const page = await KommoPage.open();
      page.installStatus = 'install';
      const $body = page.settingsBody();
      page.callbacks.settings($body);
      page.callbacks.onSave({ active: 'Y', fields: {} });
      page.installStatus = 'installed';
      page.callbacks.onAddAsSource(77);
      $body.get(0)?.replaceChildren();
      page.callbacks.settings($body);
      expect(questionOf(page)).toMatchObject({ page: 'add-source', pipelineId: 77 });
      await page.openWindow();
      page.say({ courier: 'close' });
      expect(questionOf(page)).toMatchObject({ page: 'settings' });
      page.callbacks.settings($body, { source_id: 1, external_id: 'bot' });
      expect(questionOf(page)).toMatchObject({ page: 'settings', sourceId: 1 });
    });

    it('does not draw into a settings window that Kommo has closed', async () => {
      const page = await KommoPage.open();
      const $body = page.settingsBody();
      page.callbacks.settings($body);
      $body.get(0)?.remove();
      page.callbacks.onAddAsSource(77);
      expect(page.modals).toHaveLength(1);
    });
  });

  it.each(['work-area-courier_code', 'list_page_holder'])('draws the advanced settings into #%s', async (id) => {
    const page = await KommoPage.open();
    const area = page.document.createElement('div');
    area.id = id;
    page.document.body.appendChild(area);
    expect(page.callbacks.advancedSettings()).toBe(true);
    expect(questionOf(page)).toMatchObject({ page: 'advanced' });
    await page.openWindow();
    expect(area.all('iframe')).toHaveLength(1);
  });

  describe('leaving', () => {
    it.each(['disabled', 'left'] as const)('takes everything away when it is %s', async (how) => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      page.callbacks.settings(new FakeJquery([page.document.body]));
      await page.openWindow();
      const answer = how === 'disabled' ? page.callbacks.onSave({ active: 'N', fields: {} }) : page.callbacks.destroy();
      expect(answer).toBe(true);
      expect(page.document.body.all('.courier-widget')).toEqual([]);
      expect(page.isListening).toBe(false);
      expect(page.timers.size).toBe(0);
      page.callbacks.destroy();
      expect(page.document.head.children).toEqual([]);
    });

    it('leaves the settings alone when they are saved', async () => {
      const page = await KommoPage.open();
      page.callbacks.settings(page.settingsBody());
      await page.openWindow();
      expect(page.callbacks.onSave({ active: 'Y', fields: {} })).toBe(true);
      expect(page.frame).toBeDefined();
    });
  });
});
