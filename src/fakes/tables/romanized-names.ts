/** A Japanese name as it is written, as it is read in katakana, and in Latin letters. */
export type JapaneseName = readonly [written: string, kana: string, latin: string];

const names = (text: string): readonly JapaneseName[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [written = '', kana = '', latin = ''] = line.trim().split(' ');
      return [written, kana, latin] as const;
    });

export const FAMILY = names(`
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

export const WOMEN = names(`
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

export const MEN = names(`
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

const words = (text: string): readonly string[] => text.split(' ');

export const PINYIN = {
  family: words(
    'Chen Deng Fang Gao Guo Han He Hu Huang Li Liang Lin Liu Ma Song Sun Tang Wang Wu Xie Xu Yang Zhang Zhao Zheng Zhou Zhu',
  ),
  women: words('Fang Fen Hong Hui Jing Juan Lan Li Lin Mei Min Na Ping Qian Ting Xia Xue Yan Ying Yun'),
  men: words('Bo Chao Feng Gang Guang Hao Jian Jie Jun Kai Lei Long Ming Peng Qiang Tao Wei Yang Yong Zhi'),
};

export const WADE_GILES = {
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
