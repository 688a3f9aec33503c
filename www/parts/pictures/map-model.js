/**
 * What the locator map shows: the places with coordinates, each with how exactly it is known, and the list of those that
 * get no mark. Takes the index of a report and the words; gives {marks, off, frame, left}, `left` counting the places that
 * are not looked at, or null where there are no places.
 *
 * A mark is {n, id, name, lat, lon, role, precision, words[], spans}; `role` is `event`, `background` or `other`,
 * `precision` is `point`, `near`, `district` or `area`. A country, a place of which there are several and one that is not
 * found have no mark: they are in `off` with the reason. `frame` is {lat, lon, km}, what the map has to hold.
 */
import { countryName } from '../../words.js';

const EARTH_KM = 6371;
/** Places that are looked at, in the order of the report. */
const MOST_PLACES = 300;
/** The coast is too coarse to show less than this, from the middle to the edge. */
const LEAST_KM = 350;
/** Places farther from the event than this are not worth a smaller scale. */
const FAR_KM = 1_200;
const ROLES = { event: 'event', background_event: 'background' };
/** UCDP-style precision of a place, and how it is drawn. */
const PRECISIONS = { 1: 'point', 2: 'near', 3: 'district', 4: 'area', 5: 'area', 7: 'area' };

export function mapModel(index, words, distance) {
  const all = index.report.places ?? [];
  if (!all.length) return null;
  const places = all.slice(0, MOST_PLACES);
  const off = [];
  const located = [];
  for (const place of places) {
    const reason = offReason(words, place);
    if (reason) off.push({ name: place.name, reason, spans: index.spansOf(place.id), place });
    else located.push(place);
  }
  const frame = located.length ? frameOf(located, distance) : null;
  const marks = [];
  for (const place of located) {
    const km = distance([frame.lon, frame.lat], [place.lon, place.lat]) * EARTH_KM;
    if (km <= frame.km) marks.push({ ...mark(index, words, place), n: marks.length + 1 });
    else off.push({ name: place.name, reason: words.t('map.off.far', { km: Math.round(km / 10) * 10 }), spans: index.spansOf(place.id), place });
  }
  return { marks, off, frame, left: all.length - places.length };
}

/** Why a place gets no mark; null for one that does. */
function offReason(words, place) {
  if (place.feature === 'country') return words.t('map.off.country');
  if (place.status === 'ambiguous') return words.t('map.off.ambiguous');
  if (Number.isFinite(place.lat) && Number.isFinite(place.lon)) return null;
  return words.t(place.status === 'unresolved' ? 'map.off.unresolved' : 'map.off.no_point');
}

function mark(index, words, place) {
  const precision = PRECISIONS[place.ucdp_where_prec] ?? (place.feature === 'populated_place' ? 'point' : 'area');
  const role = ROLES[place.event_role] ?? 'other';
  const where = [place.admin1, countryName(index, place.country)].filter((part) => part && part !== place.name).join(', ');
  const doubt = place.status === 'resolved_variant' ? words.t('map.variant', { name: place.matched_name ?? place.name }) : place.status === 'user' ? words.t('status.user') : '';
  return { id: place.id, name: place.name, lat: place.lat, lon: place.lon, role, precision, place, where, words: [where, words.t(`map.role.${role}`), words.t(`map.precision.${precision}`), doubt].filter(Boolean), spans: index.spansOf(place.id) };
}

/** Around the places of the event, and those of others not far from it. */
function frameOf(located, distance) {
  const event = located.filter((place) => place.event_role === 'event');
  const earlier = located.filter((place) => place.event_role === 'background_event');
  const first = event.length ? event : earlier.length ? earlier : located;
  const centre = middle(first);
  const held = located.filter((place) => first.includes(place) || distanceKm(distance, centre, place) <= FAR_KM);
  const around = middle(held);
  const farthest = Math.max(...held.map((place) => distanceKm(distance, around, place)));
  return { ...around, km: Math.max(LEAST_KM, farthest * 1.2) };
}

function distanceKm(distance, from, to) {
  return distance([from.lon, from.lat], [to.lon, to.lat]) * EARTH_KM;
}

/** The middle of the places on the globe. */
function middle(places) {
  let [x, y, z] = [0, 0, 0];
  for (const { lat, lon } of places) {
    const [phi, lambda] = [lat, lon].map((degrees) => (degrees * Math.PI) / 180);
    x += Math.cos(phi) * Math.cos(lambda);
    y += Math.cos(phi) * Math.sin(lambda);
    z += Math.sin(phi);
  }
  return { lat: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI, lon: (Math.atan2(y, x) * 180) / Math.PI };
}

/** A round length for the scale bar, at most `most` km. */
export function barLength(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [5, 2, 1].map((n) => n * power).find((km) => km <= most) ?? power;
}
