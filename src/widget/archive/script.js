/**
 * Courier inside Kommo: draws a frame with Courier's own window and hands it one-time tickets. Everything is decided and
 * kept by Courier; here are no keys, no calls to Kommo's API and nothing that is stored.
 */
define(['jquery', 'lib/components/base/modal'], function ($, Modal) {
  const COURIER = '{{courier_url}}';
  const ORIGIN = new URL(COURIER).origin;
  const SUPPORT_LINK = '{{support_link}}';
  const SUPPORT_EMAIL = '{{support_email}}';
  const PREFIX = 'courier-widget';
  const ANSWER_MS = 20000;
  /** How long the window in the frame may take until it says its height. */
  const SIGN_OF_LIFE_MS = 30000;
  /** How long after the wizard was asked for Kommo may draw its window anew, as it does after an installation. */
  const REDRAW_MS = 10000;
  const LOWEST_FRAME = 160;
  const HIGHEST_FRAME = 8000;

  function element(tag, name, text) {
    const made = document.createElement(tag);
    made.className = PREFIX + '__' + name;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  /** Kommo names no way to ask for the theme: what lies behind an element tells it. */
  function liesOnDark(place) {
    for (let node = place; node !== null; node = node.parentElement) {
      const colour = /^rgba?\(([^)]+)\)/.exec(window.getComputedStyle(node).backgroundColor);
      const parts = colour === null ? [] : colour[1].split(/[\s,/]+/).map(Number);
      const alpha = parts.length > 3 ? parts[3] : 1;
      if (parts.length >= 3 && alpha > 0.5) return 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2] < 128;
    }
    return false;
  }

  /** The address of the window, if the answer has one that is Courier's own. */
  function addressIn(answer) {
    try {
      const address = new URL(answer.url);
      return address.origin === ORIGIN ? address : null;
    } catch (error) {
      console.trace(error);
      return null;
    }
  }

  function ticketIn(address) {
    return new URLSearchParams(address.hash.slice(1)).get('ticket');
  }

  function makeProblem(status, body) {
    return { status: status, detail: body && typeof body.detail === 'string' ? body.detail : '' };
  }

  /** A failed request as a problem; its detail is a sentence of Courier's, in the language that was asked for. */
  function problemIn(request) {
    let body = request ? request.responseJSON : null;
    try {
      if (!body && request && request.responseText) body = JSON.parse(request.responseText);
    } catch (error) {
      console.trace(error);
    }
    return makeProblem(request && request.status ? request.status : 0, body);
  }

  function kindOf(status) {
    if (status === 0) return 'unreachable';
    if (status === 401) return 'signIn';
    if (status === 403) return 'rights';
    if (status === 429 || status === 503) return 'busy';
    return status >= 500 ? 'broken' : 'refused';
  }

  return function CourierWidget() {
    const self = this;
    let views = [];
    let settingsView = null;
    let reportedError = false;
    let wizardAskedAt = 0;

    function texts() {
      return self.i18n('ui');
    }

    function code() {
      return self.get_settings().widget_code;
    }

    function styleId() {
      return PREFIX + '-style-' + code();
    }

    function addStyle() {
      if (document.getElementById(styleId()) !== null) return;
      const settings = self.get_settings();
      const link = document.createElement('link');
      link.id = styleId();
      link.rel = 'stylesheet';
      link.href = (settings.path || '/widgets/' + code()) + '/style.css?v=' + encodeURIComponent(settings.version);
      document.head.appendChild(link);
    }

    function removeStyle() {
      const link = document.getElementById(styleId());
      if (link !== null) link.remove();
    }

    function openView(place, request, options) {
      dropLostViews();
      addStyle();
      const root = document.createElement('div');
      root.className = PREFIX;
      root.tabIndex = -1;
      // Kommo's Save stays at the bottom.
      place.prepend(root);
      const dark = liesOnDark(root);
      if (dark) root.classList.add(PREFIX + '--dark');
      const view = Object.assign(
        { root: root, dark: dark, request: request, home: request, frame: null, turn: 0, timer: null, waits: false },
        options,
      );
      if (views.length === 0) window.addEventListener('message', onMessage);
      views.push(view);
      return view;
    }

    function dropView(view) {
      clearTimeout(view.timer);
      view.turn += 1;
      view.frame = null;
      view.root.remove();
      if (view === settingsView) settingsView = null;
      views = views.filter((each) => each !== view);
      if (views.length === 0) window.removeEventListener('message', onMessage);
    }

    /** Kommo closes its windows without a word to the widgets in them. */
    function dropLostViews() {
      views.filter((view) => !view.root.isConnected).forEach(dropView);
    }

    function dropAllViews() {
      views.slice().forEach((view) => (view.close ? view.close() : dropView(view)));
      views.slice().forEach(dropView);
    }

    function draw(view, children) {
      clearTimeout(view.timer);
      view.turn += 1;
      view.frame = null;
      view.waits = false;
      view.root.replaceChildren.apply(view.root, view.head ? [view.head].concat(children) : children);
      if (view.settle) view.settle();
    }

    function loading() {
      const box = element('div', 'loading', texts().loading);
      box.setAttribute('role', 'status');
      return box;
    }

    function button(text, press) {
      const made = element('button', 'button', text);
      made.type = 'button';
      made.addEventListener('click', press);
      return made;
    }

    function contact() {
      const line = element('p', 'contact', texts().contact + ' ');
      const links = [];
      if (SUPPORT_LINK !== '') links.push([SUPPORT_LINK, SUPPORT_LINK]);
      if (SUPPORT_EMAIL !== '') links.push(['mailto:' + SUPPORT_EMAIL, SUPPORT_EMAIL]);
      links.forEach(function (pair, index) {
        const link = element('a', 'link', pair[1]);
        link.href = pair[0];
        link.target = '_blank';
        link.rel = 'noopener noreferrer';
        if (index > 0) line.append(' · ');
        line.append(link);
      });
      return line;
    }

    /** Title, cause and next step of a problem. */
    function wordsFor(problem) {
      const words = texts().problems[kindOf(problem.status)];
      return { title: words.title, cause: problem.detail || words.cause, next: words.next };
    }

    function showProblem(view, problem) {
      const words = wordsFor(problem);
      const box = element('div', 'problem');
      box.setAttribute('role', 'alert');
      box.append(
        element('p', 'title', words.title),
        element('p', 'text', words.cause),
        element('p', 'text', words.next),
        button(texts().again, function () {
          load(view);
          view.root.focus();
        }),
        contact(),
      );
      draw(view, [box]);
    }

    function showWelcome(view) {
      draw(view, [element('p', 'text', texts().welcome), contact()]);
      view.waits = true;
    }

    function showReady(view) {
      draw(view, [element('p', 'text', texts().ready), button(texts().open, () => load(view))]);
    }

    /** Asks for a one-time address of the window; each is good for one opening. */
    function askSession(view) {
      const question = Object.assign({}, view.request, {
        language: texts().language,
        theme: view.dark ? 'dark' : 'light',
      });
      return new Promise(function (resolve, reject) {
        self
          .$authorizedAjax({
            url: COURIER + '/settings/session',
            method: 'POST',
            contentType: 'application/json',
            dataType: 'json',
            timeout: ANSWER_MS,
            data: JSON.stringify(question),
          })
          .then(
            function (answer) {
              const address = addressIn(answer);
              if (address === null) reject(makeProblem(502, null));
              else resolve(address);
            },
            (request) => reject(problemIn(request)),
          );
      });
    }

    function load(view) {
      draw(view, [loading()]);
      const turn = view.turn;
      askSession(view).then(
        function (address) {
          if (view.turn === turn) showFrame(view, address);
        },
        function (problem) {
          if (view.turn === turn) showProblem(view, problem);
        },
      );
    }

    function showFrame(view, address) {
      const frame = element('iframe', 'frame');
      frame.classList.add(PREFIX + '__frame--waiting');
      frame.title = texts().frame;
      frame.allow = 'clipboard-write';
      frame.src = address.href;
      draw(view, [loading(), frame]);
      view.frame = frame;
      view.timer = setTimeout(() => showProblem(view, makeProblem(0, null)), SIGN_OF_LIFE_MS);
    }

    function reveal(view) {
      clearTimeout(view.timer);
      const box = view.root.querySelector('.' + PREFIX + '__loading');
      if (box !== null) box.remove();
      view.frame.classList.remove(PREFIX + '__frame--waiting');
    }

    function resize(view, height) {
      if (!Number.isFinite(height)) return;
      view.frame.style.height = Math.min(Math.max(Math.ceil(height), LOWEST_FRAME), HIGHEST_FRAME) + 'px';
      if (view.settle) view.settle();
    }

    function sendTicket(view, id) {
      const target = view.frame.contentWindow;
      askSession(view).then(
        (address) => target.postMessage({ courier: 'ticket', id: id, ticket: ticketIn(address) }, ORIGIN),
        function (problem) {
          const words = wordsFor(problem);
          target.postMessage({ courier: 'ticket', id: id, problem: words.cause + ' ' + words.next }, ORIGIN);
        },
      );
    }

    /** The widget's sign in Kommo's list of integrations; it is taken back only where it was set. */
    function showState(state) {
      if (state === 'error') self.set_status('error');
      else if (reportedError) self.set_status('installed');
      reportedError = state === 'error';
    }

    /** A wizard that was opened over the settings gives way to them; Kommo's own windows are left to the user. */
    function closeFromWithin(view) {
      if (view.close) {
        view.close();
      } else if (view.request !== view.home) {
        view.request = view.home;
        load(view);
      }
    }

    function onMessage(event) {
      const view = views.find((each) => each.frame !== null && each.frame.contentWindow === event.source);
      const message = event.data;
      if (event.origin !== ORIGIN || view === undefined || typeof message !== 'object' || message === null) return;
      if (message.courier === 'height') {
        reveal(view);
        resize(view, message.height);
      }
      if (message.courier === 'ticket') sendTicket(view, message.id);
      if (message.courier === 'state') showState(message.state);
      if (message.courier === 'close') closeFromWithin(view);
    }

    function settingsRequest(context) {
      const request = { page: 'settings' };
      if (context && Number(context.source_id) > 0) request.sourceId = Number(context.source_id);
      if (context && context.external_id) request.externalId = String(context.external_id);
      return request;
    }

    function openModal(request) {
      const modal = new Modal({
        class_name: 'modal-window',
        init: function ($body) {
          const place = element('div', 'modal');
          $body.trigger('modal:loaded').html(place).trigger('modal:centrify');
          const head = button('×', () => modal.destroy());
          head.className = PREFIX + '__close';
          head.setAttribute('aria-label', texts().close);
          load(
            openView(place, request, {
              head: head,
              settle: () => $body.trigger('modal:centrify'),
              close: () => modal.destroy(),
            }),
          );
        },
        destroy: function () {
          views.filter((view) => view.request === request).forEach(dropView);
        },
      });
    }

    self.callbacks = {
      render: function () {
        return true;
      },

      init: function () {
        return true;
      },

      bind_actions: function () {
        return true;
      },

      settings: function ($body, context) {
        const before = settingsView;
        if (before !== null) dropView(before);
        const $block = $($body).find('.widget_settings_block');
        const place = $block.length > 0 ? $block.get(0) : $($body).get(0);
        settingsView = openView(place, settingsRequest(context));
        const goesOn = before !== null && before.request !== before.home && Date.now() - wizardAskedAt < REDRAW_MS;
        if (goesOn && !context) settingsView.request = before.request;
        if (self.get_install_status() === 'install') showWelcome(settingsView);
        else load(settingsView);
        return true;
      },

      onSave: function (data) {
        if (data && data.active === 'N') dropAllViews();
        else if (settingsView !== null && settingsView.waits) showReady(settingsView);
        return true;
      },

      onAddAsSource: function (pipelineId) {
        const request = { page: 'add-source', pipelineId: Number(pipelineId) };
        dropLostViews();
        if (settingsView === null) {
          openModal(request);
        } else {
          wizardAskedAt = Date.now();
          settingsView.request = request;
          load(settingsView);
        }
        return true;
      },

      advancedSettings: function () {
        const $area = $('#work-area-' + code());
        const place = $area.length > 0 ? $area.get(0) : $('#list_page_holder').get(0);
        if (place) load(openView(place, { page: 'advanced' }));
        return true;
      },

      destroy: function () {
        dropAllViews();
        removeStyle();
        return true;
      },
    };

    return self;
  };
});
