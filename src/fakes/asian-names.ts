import { PyTuple } from '../python/tuple.ts';
import type { Draw } from '../random/draw.ts';
import type { Definition } from './definition.ts';
import { fake, plain, wordOf } from './definition.ts';

/** A Japanese name as it is written, as it is read in katakana, and in Latin letters. */
type JapaneseName = readonly [written: string, kana: string, latin: string];

const names = (text: string): readonly JapaneseName[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' ') as unknown as JapaneseName);

const FAMILY = names(`
  青木 アオキ Aoki
  石井 イシイ Ishii
  伊藤 イトウ Ito
  上田 ウエダ Ueda
  遠藤 エンドウ Endo
  大野 オオノ Ono
  岡本 オカモト Okamoto
  小川 オガワ Ogawa
  加藤 カトウ Kato
  金子 カネコ Kaneko
  木村 キムラ Kimura
  小林 コバヤシ Kobayashi
  斉藤 サイトウ Saito
  坂本 サカモト Sakamoto
  佐藤 サトウ Sato
  清水 シミズ Shimizu
  鈴木 スズキ Suzuki
  高橋 タカハシ Takahashi
  田中 タナカ Tanaka
  中島 ナカジマ Nakajima
  西村 ニシムラ Nishimura
  橋本 ハシモト Hashimoto
  林 ハヤシ Hayashi
  福田 フクダ Fukuda
  藤原 フジワラ Fujiwara
  松本 マツモト Matsumoto
  宮崎 ミヤザキ Miyazaki
  村上 ムラカミ Murakami
  森 モリ Mori
  山田 ヤマダ Yamada
  吉田 ヨシダ Yoshida
  渡辺 ワタナベ Watanabe
`);

const WOMEN = names(`
  葵 アオイ Aoi
  明美 アケミ Akemi
  彩 アヤ Aya
  恵理 エリ Eri
  香織 カオリ Kaori
  京子 キョウコ Kyoko
  久美 クミ Kumi
  桜 サクラ Sakura
  沙織 サオリ Saori
  千尋 チヒロ Chihiro
  直美 ナオミ Naomi
  七海 ナナミ Nanami
  春香 ハルカ Haruka
  真由美 マユミ Mayumi
  美咲 ミサキ Misaki
  恵 メグミ Megumi
  桃子 モモコ Momoko
  由紀 ユキ Yuki
  優子 ユウコ Yuko
  麗子 レイコ Reiko
`);

const MEN = names(`
  明 アキラ Akira
  一郎 イチロウ Ichiro
  修 オサム Osamu
  和也 カズヤ Kazuya
  健太 ケンタ Kenta
  浩二 コウジ Koji
  聡 サトシ Satoshi
  進 ススム Susumu
  大輔 ダイスケ Daisuke
  拓也 タクヤ Takuya
  武 タケシ Takeshi
  哲也 テツヤ Tetsuya
  直樹 ナオキ Naoki
  博 ヒロシ Hiroshi
  誠 マコト Makoto
  稔 ミノル Minoru
  裕太 ユウタ Yuta
  陽一 ヨウイチ Yoichi
  亮 リョウ Ryo
  翼 ツバサ Tsubasa
`);

const PEOPLE = [...WOMEN, ...MEN];

const KANA = 1;
const LATIN = 2;

const part = (list: readonly JapaneseName[], index: typeof KANA | typeof LATIN): Definition => {
  const words = [...new Set(list.map((name) => name[index]))];
  return wordOf(() => words);
};

const pair = (list: readonly JapaneseName[]): Definition =>
  plain('tuple', ({ draw }) => new PyTuple(draw.pick(list)));

/** In kana the family comes first, in Latin letters last. */
const whole = (list: readonly JapaneseName[], index: typeof KANA | typeof LATIN): Definition =>
  plain('text', ({ draw }) => {
    const family = draw.pick(FAMILY)[index];
    const first = draw.pick(list)[index];
    return index === KANA ? `${family} ${first}` : `${first} ${family}`;
  });

/** How Japanese names are read, for fields of furigana and the like. */
export const JAPANESE: Readonly<Record<string, Definition>> = {
  kana: plain('text', ({ draw }) =>
    draw.pick([
      ...'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん',
    ]),
  ),
  first_kana_name: part(PEOPLE, KANA),
  first_kana_name_female: part(WOMEN, KANA),
  first_kana_name_male: part(MEN, KANA),
  last_kana_name: part(FAMILY, KANA),
  kana_name: whole(PEOPLE, KANA),
  kana_name_female: whole(WOMEN, KANA),
  kana_name_male: whole(MEN, KANA),
  first_romanized_name: part(PEOPLE, LATIN),
  first_romanized_name_female: part(WOMEN, LATIN),
  first_romanized_name_male: part(MEN, LATIN),
  last_romanized_name: part(FAMILY, LATIN),
  romanized_name: whole(PEOPLE, LATIN),
  romanized_name_female: whole(WOMEN, LATIN),
  romanized_name_male: whole(MEN, LATIN),
  first_name_pair: pair(PEOPLE),
  first_name_female_pair: pair(WOMEN),
  first_name_male_pair: pair(MEN),
  last_name_pair: pair(FAMILY),
  chome: numbered(1, 42, '丁目'),
  ban: numbered(1, 27, '番'),
  gou: numbered(1, 20, '号'),
};

function numbered(from: number, to: number, unit: string): Definition {
  return fake('text', {}, ({ draw }) => `${from + draw.below(to - from + 1)}${unit}`);
}

const words = (text: string): readonly string[] => text.split(' ');

const PINYIN = {
  family: words(
    'Chen Deng Fang Gao Guo Han He Hu Huang Li Liang Lin Liu Ma Song Sun Tang Wang Wu Xie Xu Yang Zhang Zhao Zheng Zhou Zhu',
  ),
  women: words('Fang Fen Hong Hui Jing Juan Lan Li Lin Mei Min Na Ping Qian Ting Xia Xue Yan Ying Yun'),
  men: words('Bo Chao Feng Gang Guang Hao Jian Jie Jun Kai Lei Long Ming Peng Qiang Tao Wei Yang Yong Zhi'),
};

const WADE_GILES = {
  family: words(
    'CHANG CHEN CHENG CHIANG CHOU CHU HO HSIEH HSU HUANG KUO LAI LIAO LIN LIU LO SU TSAI TSENG WANG WU YANG YEH',
  ),
  women: words(
    'CHIA-LING HSIAO-TING HSIU-YING HUI-CHUN I-CHUN LI-HUA MEI-HUI MEI-LING PEI-SHAN SHU-FEN YA-TING YU-CHEN',
  ),
  men: words(
    'CHENG-HAN CHIA-HAO CHIEN-HUNG CHIH-MING CHUN-CHIEH KUAN-YU MING-HUI PO-HAN TSUNG-HAN WEN-HSIUNG YU-HSIANG',
  ),
};

/** Chinese names in Latin letters: on the mainland the family comes last, on Taiwan first. */
function chinese({ family, women, men }: typeof PINYIN, familyFirst: boolean): Record<string, Definition> {
  const of = (list: readonly string[]) => wordOf(() => list);
  const both = [...new Set([...women, ...men])];
  const wholeOf = (list: readonly string[]) =>
    plain('text', ({ draw }: { draw: Draw }) => {
      const [first, last] = [draw.pick(list), draw.pick(family)];
      return familyFirst ? `${last} ${first}` : `${first} ${last}`;
    });
  return {
    first_romanized_name: of(both),
    first_romanized_name_female: of(women),
    first_romanized_name_male: of(men),
    last_romanized_name: of(family),
    romanized_name: wholeOf(both),
    romanized_name_female: wholeOf(women),
    romanized_name_male: wholeOf(men),
  };
}

export const MANDARIN: Readonly<Record<string, Definition>> = chinese(PINYIN, false);
export const TAIWANESE: Readonly<Record<string, Definition>> = chinese(WADE_GILES, true);
