import { nearestName } from '../base/nearest.ts';
import { mended } from '../base/written.ts';
import type { Locale } from '../domain/person.ts';

/** A camera angle or a lens. */
export interface Preset {
  readonly id: string;
  readonly label: Readonly<Record<Locale, string>>;
  /** The words for the image model. */
  readonly text: string;
  /** Other words to search it by. */
  readonly words: readonly string[];
}

/** One preset a line: id, English and Korean label, what the image model reads, search words. */
function presetsOf(lines: string): readonly Preset[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', en = '', ko = '', text = '', words = ''] = line.split(' | ');
      return { id, label: { en, ko }, text, words: words.split(' ') };
    });
}

export const ANGLES = presetsOf(`
eye-level | Eye level | 눈높이 | eye-level shot, camera at the height of the eyes | straight neutral 아이레벨 정면
overhead | Overhead | 머리 위 | overhead shot, camera looking straight down | top down flat lay 탑뷰 부감
down-45 | 45° downward | 45도 내려보기 | camera looking down at 45 degrees | down diagonal table 하이앵글
high-angle | High angle | 하이 앵글 | high-angle shot, camera above the subject | above 위에서
low-angle | Low angle | 로우 앵글 | low-angle shot, camera below looking up | up heroic 아래에서
dutch | Dutch angle | 더치 앵글 | dutch angle, horizon clearly tilted | tilt tilted 사선 기울인
birds-eye | Bird's eye | 조감 | bird's-eye view from high above | aerial drone 버드아이 드론
worms-eye | Worm's eye | 지면 시점 | worm's-eye view from the ground, looking up | ground 웜즈아이
over-shoulder | Over the shoulder | 어깨 너머 | over-the-shoulder shot | ots shoulder 오버숄더
close-up | Close-up | 클로즈업 | close-up, the subject fills the frame | close near face 얼굴 근접
extreme-close-up | Extreme close-up | 익스트림 클로즈업 | extreme close-up on one detail | detail eye 초근접 디테일
medium | Medium shot | 미디엄 샷 | medium shot, from the waist up | waist half 상반신
full-body | Full body | 전신 | full-body shot, head to toe in frame | full figure 풀샷
wide | Wide shot | 와이드 샷 | wide shot, the subject small in its surroundings | establishing long 원경 롱샷
profile | Profile | 옆모습 | profile view from the side | side 측면 프로필
from-behind | From behind | 뒷모습 | seen from behind | back rear 뒤에서
`);

export const LENSES = presetsOf(`
16mm-ultra-wide | 16 mm ultra-wide | 16mm 초광각 | 16 mm ultra-wide lens, strong perspective | interior architecture 실내 건축
24mm-landscape | 24 mm landscape | 24mm 풍경 | 24 mm wide-angle lens, deep focus | wide nature 광각 자연
35mm-street | 35 mm street | 35mm 스트리트 | 35 mm lens, natural street perspective | documentary snapshot 거리 스냅
50mm-natural | 50 mm natural | 50mm 표준 | 50 mm lens, perspective as the eye sees it | standard normal 표준렌즈
85mm-portrait | 85 mm portrait | 85mm 인물 | 85 mm portrait lens, shallow depth of field, soft background | face bokeh 인물 보케
100mm-macro | 100 mm macro | 100mm 매크로 | 100 mm macro lens, fine detail, very shallow depth of field | product insect 접사 제품
135mm-telephoto | 135 mm telephoto | 135mm 망원 | 135 mm telephoto lens, compressed perspective | compressed 압축
200mm-sports | 200 mm sports | 200mm 스포츠 | 200 mm telephoto lens, frozen motion, blurred background | wildlife action 야생 동작
fisheye | Fisheye | 어안 | fisheye lens, curved edges | round 피쉬아이
tilt-shift | Tilt-shift | 틸트 시프트 | tilt-shift lens, miniature look | miniature 미니어처
`);

/** The preset of an id, or of a label in either language. */
export function findPreset(presets: readonly Preset[], text: string): Preset | undefined {
  const wanted = fold(text);
  return presets.find((one) => namesOf(one).includes(wanted));
}

/** Presets that match a query, best first: names that begin with it, search words, names that contain it. */
export function searchPresets(presets: readonly Preset[], query: string): readonly Preset[] {
  const wanted = fold(query);
  if (wanted === '') return presets;
  const ranked = presets.map((one) => ({ one, rank: rankOf(one, wanted) }));
  return ranked
    .filter(({ rank }) => rank < 3)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}

/** The preset with the name most similar to `text`. Throws on an empty list. */
export function nearestPreset(presets: readonly Preset[], text: string): Preset {
  const [found] = searchPresets(presets, text);
  if (found !== undefined) return found;
  const name = nearestName(fold(text), presets.flatMap(namesOf));
  const nearest = presets.find((one) => namesOf(one).some((own) => own === name));
  if (nearest === undefined) throw new Error('there are no presets to choose from');
  return nearest;
}

function namesOf({ id, label }: Preset): readonly string[] {
  return [fold(id), fold(label.en), fold(label.ko)];
}

function rankOf(one: Preset, wanted: string): number {
  const names = namesOf(one);
  if (names.some((name) => name.startsWith(wanted))) return 0;
  if (one.words.some((word) => fold(word).startsWith(wanted))) return 1;
  return names.some((name) => name.includes(wanted)) ? 2 : 3;
}

/** Lower case, letters and digits only: "Bird's eye" and "birds-eye" are the same name. */
function fold(text: string): string {
  return mended(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
