/**
 * English and Korean words that the rules look for in prompts. Only whole words match: "mandarin" does not contain
 * "man". A Korean word may have a particle (서울의).
 */
export type WordList = readonly string[];

const PARTICLES =
  '들?(?:의|에서|에게|에|은|는|이|가|을|를|과|와|으로|로|도|만|한테|까지|부터|처럼|이랑|랑|하고|께서|이나|보다|마다|인|이다|입니다)?';
export const HANGUL = /\p{Script=Hangul}/u;

const WHOLE_PARTICLE = new RegExp(`^${PARTICLES}$`, 'u');

/** Whether this can follow a Korean noun, in the same word. */
export function isParticle(ending: string): boolean {
  return WHOLE_PARTICLE.test(ending);
}

/** Whether the text contains one of the words, which are in small letters, as `hasWord` has it. */
export function hasAny(text: string, words: WordList): boolean {
  const lower = text.toLowerCase().replace(/\s+/g, ' ');
  return words.some((word) => lower.includes(word) && hasWord(text, word));
}

/**
 * Whether the text contains the word (or words) as a whole, in any case. `endings`: a regular expression for what may follow a Korean word.
 */
export function hasWord(text: string, word: string, endings = PARTICLES): boolean {
  if (!mayHave(text.toLowerCase(), word)) return false;
  const body = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  const tail = HANGUL.test(word.at(-1) ?? '') ? endings : '';
  return new RegExp(`(?<![\\p{L}\\p{N}])${body}${tail}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

/** Most words are not in the text, and this check is a hundred times faster than the whole one. `lower`: the text in small letters. */
function mayHave(lower: string, word: string): boolean {
  const space = word.indexOf(' ');
  return lower.includes((space === -1 ? word : word.slice(0, space)).toLowerCase());
}

/** The words of a list with commas, in small letters. */
export function list(text: string): WordList {
  return text
    .toLowerCase()
    .split(',')
    .map((word) => word.trim());
}

const FEMALE = list(
  'woman, girl, lady, she, her, actress, bride, mother, grandmother, daughter, sister, queen, princess, businesswoman, 여자, 여성, 소녀, 아가씨, 여배우, 신부, 어머니, 엄마, 할머니, 딸, 누나, 언니, 여왕, 공주',
);
const MALE = list(
  'man, boy, guy, he, his, actor, groom, father, grandfather, son, brother, king, prince, businessman, 남자, 남성, 소년, 남배우, 신랑, 아버지, 아빠, 할아버지, 아들, 형, 오빠, 왕, 왕자',
);
export const GENDERS = { female: FEMALE, male: MALE } as const;

/** Words for a setting: time, weather, kinds of places. */
export const SETTINGS = list(
  'street, alley, market, city, town, village, skyline, beach, sea, ocean, river, lake, mountain, mountains, forest, desert, park, garden, field, temple, palace, church, station, subway, airport, cafe, restaurant, kitchen, bedroom, office, rooftop, bridge, harbor, island, night, morning, dawn, sunrise, sunset, dusk, noon, rain, rainy, snow, snowy, fog, foggy, storm, spring, summer, autumn, fall, winter, 거리, 골목, 시장, 도시, 마을, 야경, 해변, 바다, 강, 호수, 산, 숲, 사막, 공원, 정원, 들판, 절, 궁, 고궁, 교회, 역, 지하철, 공항, 카페, 식당, 부엌, 주방, 침실, 사무실, 옥상, 다리, 항구, 섬, 밤, 아침, 새벽, 일출, 일몰, 노을, 정오, 비, 비오는, 비 오는, 눈, 눈 오는, 안개, 폭풍, 봄, 여름, 가을, 겨울',
);

/** Words for a very specific look. */
export const SPECIFIC_STYLES = list(
  'in the style of, kodak, portra, ektachrome, cinestill, fujifilm, velvia, polaroid, kodachrome, wes anderson, wong kar-wai, ghibli, pixar, ukiyo-e, film noir, cyberpunk, steampunk, vaporwave, art deco, art nouveau, bauhaus, impressionist, impressionism, watercolor, watercolour, oil painting, charcoal, pixel art, pop art, noir, anime, isometric, lomography, cyanotype, 스타일로, 화풍, 코닥, 포트라, 후지필름, 폴라로이드, 웨스 앤더슨, 왕가위, 지브리, 픽사, 픽사풍, 팝아트, 우키요에, 누아르, 사이버펑크, 스팀펑크, 아르데코, 바우하우스, 인상주의, 수채화, 유화, 목탄화, 픽셀아트, 애니메이션',
);

/** Words for a general look. */
export const STYLES = list(
  'cinematic, moody, dramatic, warm, cool, cold, vintage, retro, film, analog, grainy, vivid, vibrant, colorful, colourful, saturated, pastel, muted, desaturated, monochrome, black and white, minimal, minimalist, dreamy, ethereal, soft, soft light, natural light, golden hour, neon, high contrast, low key, high key, dark, bright, elegant, luxurious, glossy, matte, surreal, realistic, photorealistic, editorial, cozy, nostalgic, airy, gentle, delicate, epic, eerie, gloomy, faded, clean, calm, rim light, spotlight, deep shadows, backlit, long exposure, lens flare, bokeh, shallow depth of field, softbox, grain, film grain, saturation, gradient, joyful, 영화 같은, 시네마틱, 감성적인, 극적인, 따뜻한, 차가운, 빈티지, 레트로, 필름, 아날로그, 선명한, 화려한, 알록달록한, 파스텔, 흑백, 미니멀, 미니멀한, 몽환적인, 부드러운, 자연광, 골든아워, 네온, 고대비, 어두운, 밝은, 우아한, 고급스러운, 초현실적인, 사실적인, 아늑한, 포근한, 화사한, 은은한, 쨍한, 웅장한, 음산한, 강렬한, 원색, 채도, 대비, 명암, 톤, 분위기, 색감, 입자, 역광, 소프트박스, 향수를 부르는',
);

/** Words for a camera angle or lens. */
export const SPECIFIC_ANGLES = list(
  "overhead, top view, aerial, drone shot, extreme close-up, top-down, top down, flat lay, bird's-eye, bird's eye, worm's-eye, worm's eye, low angle, low-angle, high angle, high-angle, dutch angle, eye level, eye-level, over the shoulder, over-the-shoulder, close-up, closeup, close up, macro, fisheye, tilt-shift, telephoto, 35mm, 50mm, 85mm, 24mm, 100mm, 클로즈업, 로우앵글, 로우 앵글, 하이앵글, 하이 앵글, 더치앵글, 매크로, 드론, 항공샷, 내려다본, 올려다본, 탑뷰, 톱뷰, 부감, 조감, 눈높이, 어깨 너머, 접사, 어안, 광각, 망원",
);

/** Words for framing. */
export const FRAMINGS = list(
  'portrait, wide, wide shot, full body, full-body, half body, from behind, from above, from below, side view, profile, panorama, panoramic, selfie, headshot, silhouette, the back of, looking at the camera, facing the camera, 정면, 초상, 증명사진, 증명 사진, 프로필, 인물 사진, 전신, 상반신, 뒷모습, 옆모습, 위에서, 아래에서, 파노라마, 셀카, 실루엣',
);

/** Words for an action, which only suggests a view. */
export const ACTIONS = list(
  'walking, running, sitting, standing, dancing, jumping, reading, cooking, sleeping, eating, drinking, swimming, flying, riding, driving, playing, singing, smiling, laughing, looking, waiting, shopping, working, holding, carrying, pouring, tying, fixing, painting, knitting, climbing, crossing, watering, howling, galloping, gliding, floating, splashing, throwing, sharing, braiding, arguing, asleep, mid-jump, mid-air, 걷는, 걸어가는, 달리는, 뛰는, 앉은, 앉아 있는, 서 있는, 춤추는, 읽는, 요리하는, 잠자는, 자는, 먹는, 마시는, 수영하는, 나는, 타는, 운전하는, 노는, 노래하는, 웃는, 바라보는, 기다리는, 쇼핑하는, 일하는, 고치는, 그리는, 점프하는, 졸고, 조는, 두드리는, 서서, 쥐고, 들고, 안고, 묶어, 떠 있는, 터지는, 우는, 날아가는, 흥정하는, 바라본다, 쳐다본다, 걷는다, 달린다, 웃는다, 잔다, 앉아, 누워, 기대어, 숨을 고르는, 통과하는, 구경하는, 싸우는, 흔드는, 던지는, 오르는, 낚시하는, 뛰노는',
);
