const TABLE = 128;
const ENTRY = 12;
/** More tags, and a longer name, than any profile for pictures has. */
const MAX_TAGS = 100;
const MAX_NAME = 200;

/** Whether an ICC profile calls itself sRGB: pixels under it need no conversion. */
export function isSrgb(profile: Buffer): boolean {
  return /^sRGB\b/.test(nameOf(profile));
}

/** The profile's name, its `desc` tag (ICC.1:2022, 9.2.41); empty without one. */
function nameOf(profile: Buffer): string {
  const tags = profile.length < TABLE + 4 ? 0 : profile.readUInt32BE(TABLE);
  for (let tag = 0; tag < Math.min(tags, MAX_TAGS); tag += 1) {
    const at = TABLE + 4 + tag * ENTRY;
    if (at + ENTRY > profile.length) return '';
    if (profile.toString('latin1', at, at + 4) !== 'desc') continue;
    const start = profile.readUInt32BE(at + 4);
    return textOf(profile.subarray(start, start + profile.readUInt32BE(at + 8)));
  }
  return '';
}

/** Of the two forms that a name has: ASCII, or UTF-16 in some languages, of which the first counts. */
function textOf(tag: Buffer): string {
  if (tag.length < 28) return '';
  const isList = tag.toString('latin1', 0, 4) === 'mluc';
  const from = isList ? tag.readUInt32BE(24) : 12;
  const length = Math.min(tag.readUInt32BE(isList ? 20 : 8), MAX_NAME);
  return tag.toString('latin1', from, from + length).replaceAll('\0', '');
}
