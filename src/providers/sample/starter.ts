import type { Category, Persona } from '../../core/domain/reference.ts';

/** The categories a pool begins with. They are data: the pool's rows count, not this list. */
export const STARTER_CATEGORIES: readonly Category[] = [
  {
    slug: 'a(natural,film)',
    displayName: 'Natural film',
    tags: words(
      'natural,natural light,film,film-like,warm,analog,kodak,portra,grainy,cozy,vintage,nostalgic,daylight,autumn,forest,자연,자연스러운,자연광,필름,따뜻한,아날로그,빈티지,감성적인,아늑한,가을,숲',
    ),
  },
  {
    slug: 'b(vivid,colorful)',
    displayName: 'Vivid colour',
    tags: words(
      'vivid,vibrant,colorful,colourful,saturated,bright,pop,summer,fruit,market,festival,선명한,화려한,알록달록한,생생한,밝은,여름,과일,축제',
    ),
  },
  {
    slug: 'c(cinematic,contrast)',
    displayName: 'Cinematic contrast',
    tags: words(
      'cinematic,contrast,high contrast,dramatic,moody,dark,neon,night,noir,cyberpunk,rain,시네마틱,영화,영화 같은,극적인,어두운,네온,밤,누아르,사이버펑크,고대비',
    ),
  },
  {
    slug: 'd(beauty)',
    displayName: 'Beauty',
    tags: words(
      'beauty,portrait,soft light,soft,pastel,elegant,skin,makeup,face,headshot,cosmetics,lipstick,editorial,뷰티,인물,초상,화보,부드러운,파스텔,우아한,피부,메이크업,얼굴,화장품,립스틱',
    ),
  },
];

/** The personas a pool begins with. */
export const STARTER_PERSONAS: readonly Persona[] = [
  { slug: 'mina', displayName: 'Mina', tags: words('woman,girl,lady,student,여자,여성,소녀,학생') },
  { slug: 'joon', displayName: 'Joon', tags: words('man,boy,guy,남자,남성,소년,청년') },
  { slug: 'sol', displayName: 'Sol', tags: words('child,kid,아이,어린이') },
  {
    slug: 'haru',
    displayName: 'Haru',
    tags: words('grandmother,woman,old woman,elderly,할머니,노인,여성'),
  },
];

/** Places that some of the starter pool's tones are from. */
export type StarterPlace = 'seoul' | 'tokyo' | 'paris';

function words(text: string): readonly string[] {
  return text.split(',');
}
