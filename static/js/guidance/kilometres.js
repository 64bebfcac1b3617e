/** How far two places are from each other, and how one says it. */

const EARTH_KM = 6371;
const CLOSE_KM = 10;

const radians = (degrees) => (degrees * Math.PI) / 180;

/** Give kilometres along the ground between two points in degrees (haversine). */
export function kilometres(one, other) {
  const north = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const east = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const across = Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude));
  return 2 * EARTH_KM * Math.asin(Math.sqrt(north + across * east));
}

/** Say kilometres as one would: exact enough to walk by when near, whole ones when far. */
export function said(km, language) {
  const digits = km < CLOSE_KM ? 1 : 0;
  return Math.max(km, 0.1).toLocaleString(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}
