/**
 * The services of a region on another site's page, in a frame where the script stands.
 *
 * <script src="…/list.js" defer data-line="…"></script>; also data-q, data-municipality, data-age, data-lang, data-height.
 */
(() => {
  const script = document.currentScript;
  const { line, q, municipality, age, lang, height } = script.dataset;
  const WAIT_MS = 4000;
  const WORDS = {
    fi: ['Palveluita nuorille', 'Avaa palvelut omaan välilehteen'],
    sv: ['Tjänster för unga', 'Öppna tjänsterna i en egen flik'],
    en: ['Services for the young', 'Open the services in a tab of their own'],
  };
  const wanted = (lang || document.documentElement.lang || 'fi').slice(0, 2);
  const tongue = WORDS[wanted] ? wanted : 'fi';
  const [title, open] = WORDS[tongue];
  const house = new URL(script.src).origin;
  const prefix = tongue === 'fi' ? '' : `/${tongue}`;
  const asked = new URLSearchParams(
    Object.entries({ q, municipality, age }).filter(([, value]) => value),
  );
  const question = asked.size ? `?${asked}` : '';

  const link = document.createElement('a');
  link.href = `${house}${prefix}/services${question}`;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.textContent = open;

  const frame = document.createElement('iframe');
  frame.src = `${house}/embed/${encodeURIComponent(line)}${prefix}/services${question}`;
  frame.title = title;
  frame.loading = 'lazy';
  frame.referrerPolicy = 'no-referrer';
  frame.sandbox =
    'allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox';
  frame.style.cssText = `display:block;width:100%;height:${Number(height) || 640}px;border:0`;

  // A frame that this site may not hold stays empty: the page inside says that it is there, or the link takes its place.
  let isThere = false;
  window.addEventListener('message', ({ source, origin, data }) => {
    isThere ||= source === frame.contentWindow && origin === house && data?.rinnalla === 'ready';
  });
  frame.addEventListener('load', () => {
    setTimeout(() => isThere || frame.replaceWith(link), WAIT_MS);
  });
  script.after(frame);
})();
