/** Japanese: the proof of kernels and network on this GPU. */
import type { verifyEn } from './verify.en.ts';

export const verifyJa: typeof verifyEn = {
  title: 'この GPU での検証',
  proves:
    'まず、それぞれのカーネル（GPU のプログラム）の結果を、CPU での単純な計算と比べます。次にテスト画像をネットワークに通し、すべての層を PyTorch で求めた値と比べたうえで、いくつかのユニットを別の方法で足し直します。',
  limits:
    '見つけられないもの：テスト画像の結果に影響しない重みの誤り。また、PyTorch の値がないネットワークでは、重みそのものの誤り。',
  run: '検証する',
  again: 'もう一度検証する',
  stop: '中止',
  adapter: 'GPU：{adapter}',
  progress: {
    kernels: 'カーネル {current}：{total} 件中 {done} 件',
    layers: '層 {current}：{total} 層中 {done} 層',
    begins: {
      kernels: '検証の準備をしています',
      layers: 'テスト画像をネットワークに通しています',
    },
    label: '進み具合',
  },
  verdict: {
    right:
      '問題ありません。{kernels} 個のカーネルが正しく、{model} の {layers} 層が PyTorch と一致しました。',
    rightPart:
      '問題ありません。{kernels} 個のカーネルが正しく、{model} の {layers} 層が PyTorch と一致し、残りの層は計算が合いました。残りの層の重みについては比べる値がありません。',
    rightUnknown:
      '問題ありません。{kernels} 個のカーネルが正しく、{model} の計算が合いました。PyTorch の値がないため、重みそのものは検証していません。',
    rightKernels:
      '問題ありません。{kernels} 個のカーネルが正しく動きました。ネットワークはまだありません。',
    wrongKernel: '誤りがあります。カーネル {kernel} の結果が CPU での計算と違います。',
    wrongInput:
      '入力から誤っています。{model} に渡る画像の、チャネルの順序か平均か値の範囲が、あるべきものと違います。',
    wrongWeights:
      '{layer} から誤っています。計算は合いますが、PyTorch の値と違います。この層か、それより前の層の重みが、あるべきものと違います。',
    wrongSums: '{layer} から誤っています。ユニットの値が、重みから計算した和と合いません。',
    stopped: '途中で中止しました。',
    failed: '検証できませんでした。',
  },
  kernels: {
    title: 'カーネル',
    kernel: 'カーネル',
    cases: '件数',
    result: '結果',
    ms: 'ms',
  },
  layers: {
    title: '{model} の層',
    layer: '層',
    reference: 'PyTorch との誤差',
    recompute: '和の誤差',
    ms: 'ms',
    gflops: 'GFLOP/s',
    result: '結果',
    errors: '誤差は、その層の最大値に対する割合です。',
    noClock: 'この端末では層ごとの時間を測れません。',
  },
  result: {
    right: '正しい',
    wrong: '誤り',
    skipped: '{skipped} 件はこの GPU では実行不可',
    unknown: '値なし',
  },
};
