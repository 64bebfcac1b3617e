/**
 * A speech bubble on another site's page. Until it is pressed nothing is loaded, connected or stored.
 *
 * <script src="…/widget.js" defer data-line="…"></script>; also data-topic, data-lang, data-label, data-position="left",
 * data-media="yes" (lets the chat ask for microphone and camera).
 */
(() => {
  const script = document.currentScript;
  const { line, topic, label, position, media, lang } = script.dataset;
  const WAIT_MS = 4000;
  const WORDS = {
    fi: ['Juttele', 'Pienennä', 'Omaan välilehteen', 'Chat ei aukea tällä sivulla.'],
    sv: ['Chatta', 'Minimera', 'Till egen flik', 'Chatten öppnas inte på den här sidan.'],
    en: ['Chat', 'Minimise', 'In its own tab', 'The chat does not open on this page.'],
  };
  const house = new URL(script.src).origin;
  const wanted = (lang || document.documentElement.lang || 'fi').slice(0, 2);
  const tongue = WORDS[wanted] ? wanted : 'fi';
  const [talk, close, tab, blocked] = WORDS[tongue];
  const prefix = tongue === 'fi' ? '' : `/${tongue}`;
  const query = topic ? `?topic=${encodeURIComponent(topic)}` : '';
  const name = encodeURIComponent(line);
  const side = position === 'left' ? 'left' : 'right';

  const style = `
:host { all: initial; position: fixed; z-index: 2147483000; bottom: max(16px, env(safe-area-inset-bottom)); ${side}: 16px;
  font: 16px/1.4 system-ui, sans-serif; color-scheme: light dark; }
button, a { font: inherit; cursor: pointer; }
:focus-visible { outline: 3px solid #f5ae45; outline-offset: 2px; }
.bubble { display: flex; gap: 8px; align-items: center; min-height: 56px; padding: 8px 20px; border: 2px solid #fff;
  border-radius: 28px 28px ${side === 'right' ? '6px 28px' : '28px 6px'}; background: #0c5a60; color: #fff; font-weight: 650;
  box-shadow: 0 4px 18px rgb(0 0 0 / 30%); }
.bubble:hover { background: #08434a; }
svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
.panel { display: flex; flex-direction: column; width: min(400px, 100vw - 32px); height: min(680px, 100vh - 32px);
  height: min(680px, 100dvh - 32px); overflow: hidden; border: 1px solid #667d7b; border-radius: 16px; background: #0a3f45; color: #fff;
  box-shadow: 0 8px 40px rgb(0 0 0 / 35%); }
.head { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 4px; padding: 4px; }
.head > * { display: inline-flex; align-items: center; min-height: 44px; padding: 0 12px; border: 0; border-radius: 22px; background: none;
  color: #fff; font-size: 14px; text-decoration: underline; }
iframe { flex: 1; width: 100%; border: 0; background: #f2f5f1; }
p { margin: 0; padding: 24px; }
p a { color: #fff; }
[hidden] { display: none !important; }
@media (max-width: 480px) { .panel { position: fixed; inset: 0; width: 100%; height: 100%; border: 0; border-radius: 0; } }
@media (forced-colors: active) { .bubble, .panel { border: 2px solid CanvasText; } }
@media print { :host { display: none; } }`;

  const make = (tag, set = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), set);
    made.append(...inside);
    return made;
  };
  const link = () =>
    make('a', {
      href: `${house}${prefix}/lines/${name}${query}`,
      target: '_blank',
      rel: 'noopener noreferrer',
      textContent: tab,
    });

  const host = make('rinnalla-bubble');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const SVG = 'http://www.w3.org/2000/svg';
  const sign = document.createElementNS(SVG, 'svg');
  sign.setAttribute('viewBox', '0 0 24 24');
  sign.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', 'M4 5h16v11H10l-5 4v-4H4z');
  sign.append(path);

  const bubble = make('button', { type: 'button', className: 'bubble' }, sign, label || talk);
  bubble.ariaExpanded = 'false';
  const away = make('button', { type: 'button', textContent: close });
  const head = make('div', { className: 'head' }, link(), away);
  const panel = make('div', { className: 'panel', hidden: true }, head);
  panel.role = 'dialog';
  panel.ariaLabel = label || talk;
  root.append(bubble, panel);
  let frame;

  function load() {
    frame = make('iframe', { title: label || talk, referrerPolicy: 'no-referrer' });
    frame.sandbox =
      'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox';
    if (media === 'yes') frame.allow = `microphone ${house}; camera ${house}`;
    // A page that the chat's policy does not name gets an empty frame from the browser, and a link from us.
    const refuse = setTimeout(() => {
      frame.replaceWith(make('p', { role: 'alert' }, `${blocked} `, link()));
      frame = null;
    }, WAIT_MS);
    window.addEventListener('message', ({ source, origin, data }) => {
      if (origin !== house || source !== frame?.contentWindow) return;
      if (data?.rinnalla === 'ready') clearTimeout(refuse);
      if (data?.rinnalla === 'leave' && /^https:/.test(data.to)) {
        document.documentElement.hidden = true;
        location.replace(data.to);
      }
    });
    frame.src = `${house}/embed/${name}${prefix}/${query}`;
    panel.append(frame);
  }

  function show(isOpen) {
    panel.hidden = !isOpen;
    bubble.hidden = isOpen;
    bubble.ariaExpanded = String(isOpen);
    (isOpen ? away : bubble).focus();
  }

  bubble.addEventListener('click', () => {
    if (!frame) load();
    show(true);
  });
  away.addEventListener('click', () => show(false));
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && show(false));
  document.body.append(host);
})();
