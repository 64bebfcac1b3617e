// What two parsers of calendar programs read in a feed: summary, begin and end in seconds, as JSON.
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';

const text = readFileSync(process.argv[2], 'utf8');
const seconds = (date) => Math.round(date.getTime() / 1000);
const order = (one, other) =>
  one[0] === other[0] ? one[1] - other[1] : one[0] < other[0] ? -1 : 1;

const icaljs = new ICAL.Component(ICAL.parse(text))
  .getAllSubcomponents('vevent')
  .map((one) => new ICAL.Event(one))
  .map((one) => [one.summary, one.startDate.toUnixTime(), one.endDate.toUnixTime()]);
const nodeical = Object.values(nodeIcal.sync.parseICS(text))
  .filter((one) => one.type === 'VEVENT')
  .map((one) => [one.summary, seconds(one.start), seconds(one.end)]);
process.stdout.write(
  JSON.stringify({ icaljs: icaljs.sort(order), nodeical: nodeical.sort(order) }),
);
