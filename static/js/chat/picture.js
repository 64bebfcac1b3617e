/**
 * A picture drawn anew and no larger than it must be. What the camera noted beside it (place, time, device) is not
 * drawn, so it does not leave the phone.
 */

const QUALITIES = [0.85, 0.7, 0.55];
const SMALLER = 0.7;
const LEAST_PIXELS = 200;

/**
 * @param {Blob} file
 * @param {{pixels: number, bytes: number}} limits
 * @returns {Promise<Blob | null>} null when it is no picture that this browser opens
 */
export async function redraw(file, { pixels, bytes }) {
  let source;
  try {
    source = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
  try {
    for (let most = pixels; most >= LEAST_PIXELS; most *= SMALLER) {
      const canvas = draw(source, most);
      for (const quality of QUALITIES) {
        const made = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));
        if (made && made.size <= bytes) return made;
      }
    }
    return null;
  } finally {
    source.close();
  }
}

function draw(source, most) {
  const scale = Math.min(1, most / Math.max(source.width, source.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(source.width * scale));
  canvas.height = Math.max(1, Math.round(source.height * scale));
  const pen = canvas.getContext('2d');
  pen.fillStyle = '#fff'; // a JPEG knows no transparency
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return canvas;
}
