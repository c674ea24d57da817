/** Japanese: the network rail, costs of layers, and the learned values. */
import type { networkEn } from './network.en.ts';

export const networkJa: typeof networkEn = {
  rail: {
    size: '層と大きさ',
    strongest: '小さな画像：最も強いマップ',
    primaries: '小さな画像：赤・緑・青の成分',
    column: '右端の列',
    metrics: { weights: '重み', time: '時間', memory: 'メモリー' },
    units: { weights: '重み', time: 'ms', memory: 'MB' },
    totals: { weights: '重みの合計', time: '1 回の計算（ms）', memory: '全マップ（MB）' },
    measure: '時間とメモリーを測る',
    measuring: '測定中',
    noClock: 'この端末では層ごとの時間を測れません。',
  },
  weights: {
    none: 'この層には重みがなく、学習するものがありません。畳み込み層か全結合層を選んでください。',
    noLayer: 'ここに、選んだ層が学習した重みが表示されます。',
    allFilters: 'フィルター {count} 個（それぞれ赤・緑・青の小さな画像）',
    backToAll: 'すべてのフィルター',
    what: { convolution: 'フィルター', dense: 'ユニット' },
    previous: '前へ',
    next: '次へ',
    slices: '（0 から {last} まで）。入力チャネル {inputs} 個に 1 枚ずつの断面',
    labelAll:
      '{layer} のフィルター。矢印キーで隣のフィルターへ移り、Enter キーで断面を表示します。',
    labelSlices:
      '{layer} の{what} {filter} の断面。矢印キーで隣の断面へ移り、Enter キーで前の層のそのチャネルを表示します。',
    named: '{what} {filter}',
    slice: '{what} {filter}、入力チャネル {input}',
    inputChannel: '入力チャネル {input}',
    visit: '{layer} のチャネル {input} を表示',
    hintAll:
      'フィルターを指すと重みの値が表示されます。クリックすると入力チャネルごとの断面になります。',
    hintSlices:
      '断面を指すと重みの値が表示されます。クリックすると、それが読むチャネルへ移ります。',
    weight: '重み',
    bar: '−{end} から {end} までの色（0 が中央）',
    saysAll:
      '灰色が 0 です。その色を強く求めるところほど明るく、避けるところほど暗くなります。両端は層の中で最も大きい重みです。',
    saysSlices: '中央が 0、両端は層全体で最も大きい重みです。',
    count: '学習した数はいくつあるか',
    factors: {
      rows: '行',
      columns: '列',
      inputs: '入力チャネル',
      outputs: 'フィルター',
      units: 'ユニット',
    },
    weights: '重み',
    biases: 'バイアス',
    total: '合計',
    bySize: '画像の大きさが変わると？',
    picture: '画像',
    before: '前のマップ',
    maps: 'マップ',
    constant:
      '画像とともにマップは大きくなりますが、重みの数は変わりません。同じフィルターを、どんな大きさのマップにも滑らせるからです。',
    constantDense:
      '重みの数は画像の大きさによりません。この層が読む値の数は、どの大きさでも同じだからです。',
    depends:
      'ここでは重みの数が画像の大きさで変わります。全結合層は、平坦化したマップの値 1 つごとに重みをもつからです。そのため、このネットワークが受け取れるのは {size} px だけです。',
  },
};
