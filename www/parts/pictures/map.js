/**
 * Draws the locator map: the land without any border, the places by shape and precision, a scale bar, and a small globe
 * that shows where on earth it is. The outlines are those of world-atlas, drawn by d3-geo; both come with the page.
 */
import { el } from '../../dom.js';
import { fetched } from '../../resources.js';
import { svg } from '../tools.js';
import { feature, geoAzimuthalEqualArea, geoDistance, geoGraticule, geoOrthographic, geoPath } from '../../vendor/geo.js';
import { MOST_ROWS, SHAPES, asTable, factLabel, leftOut } from './draw.js';
import { barLength, mapModel } from './map-model.js';

const EARTH_KM = 6371;
/** How far from a town "near" may be, in the words of the UCDP-style code. */
const NEAR_KM = 25;
const GLOBE = 46;
const SIGNS = { event: 'diamond', background: 'square', other: 'dot' };
/** Sizes of the circles that are no outlines, in pixels. */
const CIRCLES = { district: 16, area: 26 };
const LABEL_HEIGHT = 15;
/** Places named in the label of the drawing; the list below it has them all. */
const MOST_NAMED = 12;

/** The outlines of the land, fetched once with the part. */
export async function loadLand() {
  const response = await fetched('./vendor/land-110m.json');
  const topology = await response.json();
  return feature(topology, topology.objects.land);
}

/** The map with the list of its places and its table; null where the article names no place. */
export function drawMap(page, land) {
  const { index, words } = page;
  const model = mapModel(index, words, geoDistance);
  if (!model) return null;
  const frame = model.marks.length ? el('div', { class: 'map-frame' }) : null;
  if (frame) keepDrawn(frame, () => drawing(page, land, model, frame.clientWidth));
  const none = frame ? null : el('p', { class: 'sub' }, words.t('map.none'));
  return [frame, none, key(page, model), leftOut(words, model.marks, model.left), off(page, model), frame ? el('p', { class: 'hint' }, words.t('map.note')) : null, table(words, model)];
}

/** Draws into `frame` now that it has a width, and whenever that changes. */
function keepDrawn(frame, draw) {
  let width = 0;
  new ResizeObserver(() => {
    if (!frame.clientWidth || Math.abs(frame.clientWidth - width) < 2) return;
    width = frame.clientWidth;
    frame.replaceChildren(draw());
  }).observe(frame);
}

function drawing(page, land, model, wide) {
  const { words } = page;
  const width = Math.max(200, wide);
  const height = Math.round(Math.min(340, Math.max(220, width * 0.66)));
  const projection = projectionFor(model.frame, width, height);
  const path = geoPath(projection);
  const placed = model.marks.slice(0, MOST_ROWS).map((mark) => ({ ...mark, at: projection([mark.lon, mark.lat]) }));
  const corner = freeCorner(placed, width, height);
  const label = words.t('map.label', { places: words.list(model.marks.slice(0, MOST_NAMED).map((mark) => `${mark.name}: ${mark.words.join(', ')}`)) });
  return svg('svg', { class: 'map', role: 'img', 'aria-label': label, viewBox: `0 0 ${width} ${height}`, direction: 'ltr' },
    svg('rect', { class: 'sea', width, height }), svg('path', { class: 'land', d: path(land) }), graticule(words, projection, path, width, height, model.frame),
    circles(placed, projection), signs(page, placed), labels(placed, width, height, corner), globe(land, model.frame, corner), scaleBar(words, projection, height));
}

function projectionFor({ lat, lon, km }, width, height) {
  const reach = Math.min(km / EARTH_KM, 3);
  const scale = (Math.min(width, height) / 2 - 24) / (2 * Math.sin(reach / 2));
  return geoAzimuthalEqualArea().rotate([-lon, -lat]).translate([width / 2, height / 2]).scale(scale).clipExtent([[0, 0], [width, height]]).precision(0.3);
}

function graticule(words, projection, path, width, height, { km }) {
  const step = [1, 2, 5, 10, 20, 30].find((degrees) => (km * 2) / (degrees * 111) <= 6) ?? 30;
  const lines = geoGraticule().step([step, step]).extent([[-180, -90 + step], [180, 90 - step + 1e-6]]);
  const [west] = projection.invert([2, height / 2]);
  const [, south] = projection.invert([width / 2, height - 2]);
  const [, north] = projection.invert([width / 2, 2]);
  const [east] = projection.invert([width - 2, height / 2]);
  const texts = [];
  for (let lat = Math.ceil(south / step) * step; lat <= north; lat += step) texts.push([projection([west, lat]), degrees(words, lat, 'map.north', 'map.south'), 4, -3]);
  for (let lon = Math.ceil(west / step) * step; west < east && lon <= east; lon += step) texts.push([projection([lon, south]), degrees(words, lon, 'map.east', 'map.west'), 3, -4]);
  return [svg('path', { class: 'graticule', d: path(lines()) }), texts.filter(([at]) => at && at[0] >= 0 && at[0] < width - 30 && at[1] > 12).map(([[x, y], text, dx, dy]) => svg('text', { class: 'degrees', x: x + dx, y: Math.min(height - 4, y + dy) }, text))];
}

function degrees(words, value, positive, negative) {
  const n = Math.abs(Math.round(value));
  return words.t(n === 0 ? 'map.zero' : value < 0 ? negative : positive, { n });
}

/** The circles of places known roughly: that of "near" is to scale, the others are only a sign. */
function circles(placed, projection) {
  const pixels = (NEAR_KM / EARTH_KM) * projection.scale();
  return placed.filter((mark) => mark.precision !== 'point').map((mark) => svg('circle', {
    class: `circle circle-${mark.precision} role-${mark.role}`, cx: mark.at[0], cy: mark.at[1], r: CIRCLES[mark.precision] ?? Math.max(10, pixels),
  }));
}

/** A sign stands only where a place is a point; clicking it shows the place in the article. */
function signs(page, placed) {
  const lastTheEvent = [...placed].sort((a, b) => Number(a.role === 'event') - Number(b.role === 'event'));
  return lastTheEvent.map((mark) => {
    const isPoint = mark.precision === 'point' || mark.precision === 'near';
    const [x, y] = mark.at;
    const node = svg('g', { class: `place role-${mark.role}`, 'data-place': mark.id, 'data-shape': isPoint ? SIGNS[mark.role] : 'circle', transform: `translate(${x} ${y})` },
      svg('circle', { class: 'touch', r: 13 }), isPoint ? svg('path', { class: `sign ${mark.role === 'event' ? 'filled' : ''}`.trim(), d: SHAPES[SIGNS[mark.role]] }) : null);
    if (mark.spans.length) node.addEventListener('click', () => page.showFact({ spans: mark.spans }));
    return node;
  });
}

/** Number and name beside each mark where there is room, else the number alone. */
function labels(placed, width, height, corner) {
  const taken = [corner, ...placed.map(({ at: [x, y] }) => ({ x: x - 8, y: y - 8, w: 16, h: 16 }))];
  return placed.map((mark) => {
    const reach = CIRCLES[mark.precision] ?? (mark.precision === 'near' ? 12 : 9);
    const doubt = mark.place.status === 'resolved_variant' ? ' ?' : '';
    for (const text of [`${mark.n} ${mark.name}${doubt}`, `${mark.n}${doubt}`]) {
      const box = boxes(mark.at, text.length * (mark.role === 'event' ? 7.6 : 7) + 4, reach).find((one) => one.x >= 2 && one.x + one.w <= width - 2 && one.y >= 2 && one.y + one.h <= height - 2 && !taken.some((other) => overlap(one, other)));
      if (!box) continue;
      taken.push(box);
      return svg('text', { class: `place-name role-${mark.role}`, x: box.x + 2 + (box.w - 4) * box.anchor, y: box.y + 11.5, 'text-anchor': ['start', 'middle', 'end'][box.anchor * 2] }, text);
    }
    return null;
  });
}

/** Where a label may stand around its mark; `anchor` is where its words are held: 0 at their start, 1 at their end. */
function boxes([x, y], w, reach) {
  const h = LABEL_HEIGHT;
  const near = reach * 0.7;
  const places = [[x + reach, y - h / 2, 0], [x - reach - w, y - h / 2, 1], [x - w / 2, y - reach - h, 0.5], [x - w / 2, y + reach, 0.5], [x + near, y + near, 0], [x - near - w, y - near - h, 1]];
  return places.map(([left, top, anchor]) => ({ x: left, y: top, w, h, anchor }));
}

function overlap(a, b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** The corner with the fewest marks, for the globe. */
function freeCorner(placed, width, height) {
  const size = GLOBE * 2 + 12;
  const corners = [[width - size, 0], [0, 0], [width - size, height - size]];
  const crowd = ([x, y]) => placed.filter(({ at }) => at[0] > x - 40 && at[0] < x + size + 40 && at[1] > y - 20 && at[1] < y + size + 20).length;
  const [x, y] = corners.reduce((best, corner) => (crowd(corner) < crowd(best) ? corner : best));
  return { x, y, w: size, h: size };
}

function globe(land, { lat, lon }, corner) {
  const path = geoPath(geoOrthographic().rotate([-lon, -lat * 0.8]).translate([0, 0]).scale(GLOBE).precision(0.5));
  const [dotX, dotY] = geoOrthographic().rotate([-lon, -lat * 0.8]).translate([0, 0]).scale(GLOBE)([lon, lat]);
  return svg('g', { class: 'globe', transform: `translate(${corner.x + corner.w / 2} ${corner.y + corner.h / 2})` }, svg('circle', { class: 'sea', r: GLOBE }), svg('path', { class: 'land', d: path(land) }),
    svg('path', { class: 'graticule', d: path(geoGraticule().step([30, 30])()) }), svg('rect', { class: 'here', x: dotX - 5, y: dotY - 4, width: 10, height: 8 }));
}

function scaleBar(words, projection, height) {
  const kmPerPixel = EARTH_KM / projection.scale();
  const km = barLength(kmPerPixel * 110);
  const length = km / kmPerPixel;
  return svg('g', { class: 'scale-bar', transform: `translate(12 ${height - 26})` }, svg('path', { d: `M0,-5V0H${length.toFixed(1)}V-5` }), svg('text', { x: length / 2, y: -6, 'text-anchor': 'middle' }, words.t('map.km', { km })));
}

// ---- what goes with it in words ----

function key(page, { marks }) {
  if (!marks.length) return null;
  return el('ol', { class: 'map-key' }, marks.slice(0, MOST_ROWS).map((mark) => el('li', { 'data-role': mark.role, 'data-precision': mark.precision },
    keySign(mark), el('span', { class: 'number' }, `${mark.n} `), factLabel(page, mark.name, mark.spans), el('p', { class: 'sub', dir: 'auto' }, mark.words.join(' · ')))));
}

function keySign(mark) {
  const isPoint = mark.precision === 'point' || mark.precision === 'near';
  return svg('svg', { class: 'lone-sign', viewBox: '-10 -10 20 20', 'aria-hidden': 'true' },
    mark.precision === 'point' ? null : svg('circle', { class: `circle circle-${mark.precision} role-${mark.role}`, r: 8.5 }),
    isPoint ? svg('path', { class: `sign ${mark.role === 'event' ? 'filled' : ''}`.trim(), d: SHAPES[SIGNS[mark.role]], transform: mark.precision === 'near' ? 'scale(0.7)' : null }) : null);
}

function off(page, model) {
  if (!model.off.length) return null;
  return el('section', { class: 'panel', 'aria-label': page.words.t('map.off') }, el('h4', {}, page.words.t('map.off')),
    el('ul', { class: 'off-map' }, model.off.slice(0, MOST_ROWS).map(({ name, reason, spans }) => el('li', {}, factLabel(page, name, spans), el('p', { class: 'sub' }, reason)))), leftOut(page.words, model.off));
}

function table(words, model) {
  const coordinates = (place, shown) => (shown ? `${place.lat}, ${place.lon}` : '–');
  const rows = [
    ...model.marks.map((mark) => [`${mark.n} ${mark.name}`, mark.where || '–', words.t(`map.role.${mark.role}`), words.t(`map.precision.${mark.precision}`), coordinates(mark.place, true)]),
    ...model.off.map(({ name, reason, place }) => [name, place.admin1 ?? '–', words.t(`map.role.${place.event_role === 'event' ? 'event' : place.event_role === 'background_event' ? 'background' : 'other'}`), reason, '–']),
  ];
  return asTable(words, words.t('picture.map'), ['place', 'where', 'role', 'precision', 'coordinates'], rows);
}
