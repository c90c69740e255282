/* Makes the folders of the image README's example: faces/<person>/<n>.jpg, members/<person>/<n>.jpg and at-the-door.jpg. */
import { mkdirSync } from 'node:fs';
import sharp from 'sharp';

/** A "face": two eyes and a mouth whose places, sizes and colours are the person's, shifted a little in each picture. */
async function face(file, person, shot) {
  const of = (k) => Math.abs(Math.sin(12.9898 * (person + 1) + 78.233 * k)) % 1;
  const shift = (k) => 3 * Math.sin(7.1 * shot + k + person);
  const [eye, gap, mouth] = [3 + 5 * of(1), 10 + 12 * of(2), 8 + 20 * of(3)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96"><rect width="96" height="96" fill="hsl(${200 * of(7)},30%,80%)"/>
    <g transform="translate(${shift(1)} ${shift(2)})"><ellipse cx="48" cy="48" rx="${26 + 12 * of(4)}" ry="${32 + 10 * of(5)}" fill="hsl(${360 * of(6)},50%,60%)"/>
    <circle cx="${48 - gap}" cy="38" r="${eye}"/><circle cx="${48 + gap}" cy="38" r="${eye}"/>
    <rect x="${48 - mouth / 2}" y="${62 + 6 * of(8)}" width="${mouth}" height="${2 + 5 * of(9)}" fill="#800"/></g></svg>`;
  await sharp(Buffer.from(svg)).jpeg().toFile(file);
}

for (const [folder, first, people] of [
  ['faces', 0, 40],
  ['members', 100, 6],
]) {
  for (let p = 0; p < people; p++) {
    const into = `${folder}/person-${String(first + p).padStart(3, '0')}`;
    mkdirSync(into, { recursive: true });
    for (let shot = 0; shot < 6; shot++) await face(`${into}/${shot}.jpg`, first + p, shot);
  }
}
await face('at-the-door.jpg', 102, 9);
