'use strict';
// Optional: without scripts, the page is complete, but has only links and collapsible sections.

// A link into a collapsed section opens it.
const reveal = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let at = target; at; at = at.parentElement) if (at.localName === 'details') at.open = true;
  const row = target.querySelector(':scope > details');
  if (row && target.querySelector(':scope > details > .flow')) row.open = true;
  target.scrollIntoView({ block: 'center' });
};
addEventListener('hashchange', reveal);
addEventListener('click', event => {
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) reveal();
});
reveal();

// Shows the event of the current mark below the lanes.
const show = mark => {
  const figure = mark.closest('.figure');
  const row = document.getElementById(mark.hash.slice(1));
  const readout = figure.querySelector('.readout');
  figure.querySelector('.current')?.classList.remove('current');
  mark.classList.add('current');
  const line = document.createElement('span');
  line.className = 'row';
  const gist = mark.classList.contains('flag') ? null : row?.querySelector('.gist');
  line.append(mark.title, ' ', ...(gist ? [...gist.cloneNode(true).childNodes] : []));
  const deviations = [...(row?.querySelectorAll(':scope > .deviation') ?? [])].filter(deviation => deviation.dataset.lane === mark.dataset.lane);
  readout.replaceChildren(line, ...deviations.map(deviation => deviation.cloneNode(true)));
};

// The tab key moves between figures, the arrow keys between marks and lanes.
const marksOf = lane => [...lane.querySelectorAll('a.mark')];
for (const figure of document.querySelectorAll('.figure')) {
  const marks = marksOf(figure);
  marks.forEach((mark, i) => { mark.tabIndex = i ? -1 : 0; });
  const hint = document.createElement('span');
  hint.textContent = 'Point at a mark, or select it with the arrow keys, to see its event. Click it to go to the event in the list.';
  figure.querySelector('.readout').append(hint);
  for (const kind of ['pointerover', 'focusin']) {
    figure.addEventListener(kind, event => { const mark = event.target.closest('a.mark'); if (mark) show(mark); });
  }
  figure.addEventListener('keydown', event => {
    const mark = event.target.closest('a.mark');
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const over = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!mark || !(step || over)) return;
    event.preventDefault();
    let next = marks[marks.indexOf(mark) + step];
    if (over) {
      const lanes = [...figure.querySelectorAll('.lane')].filter(lane => lane.querySelector('a.mark') && lane.getClientRects().length);
      const lane = lanes[lanes.indexOf(mark.closest('.lane')) + over];
      const at = mark.getBoundingClientRect().left;
      const far = other => Math.abs(other.getBoundingClientRect().left - at);
      next = lane && marksOf(lane).reduce((near, other) => far(other) < far(near) ? other : near);
    }
    if (!next) return;
    mark.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

// Highlights the names and literals of JSON when it is opened, without an element for each.
const colour = pre => {
  if (!window.Highlight || !CSS.highlights || pre.dataset.read || pre.textContent.length > 300000) return;
  pre.dataset.read = 'yes';
  const text = pre.firstChild;
  const paint = (name, from, to) => {
    if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
    CSS.highlights.get(name).add(new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: to }));
  };
  for (const token of text?.data.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|\b(?:true|false|null)\b|-?\b\d[\d.eE+-]*/g) ?? []) {
    const isString = token[0].startsWith('"');
    if (token[1]) paint('json-name', token.index, token.index + token[0].length - token[1].length);
    else if (!isString) paint('json-literal', token.index, token.index + token[0].length);
  }
};
addEventListener('toggle', event => {
  if (event.target.open) event.target.querySelectorAll(':scope > pre.json').forEach(colour);
}, true);
