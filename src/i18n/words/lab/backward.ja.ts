/** Japanese: gradients, their check, a kernel that is learned, and the shift of the picture. */
import type { labBackwardEn } from './backward.en.ts';

export const labBackwardJa: typeof labBackwardEn = {
  upstream: {
    title: '上流からの勾配',
    kind: '上流からの勾配の種類',
    kinds: { one: '窓に 1', constant: 'すべて 1', random: '乱数', drawn: '手描き' },
    seed: '乱数を変える',
    brush: 'ブラシ',
    brushes: { plus: '+1 を描く', minus: '−1 を描く', none: '0 を描く' },
    clear: '消去',
    hints: {
      one: '窓を動かすと 1 の位置も動きます。',
      drawn: '出力の上をドラッグして描きます。',
    },
    explain: {
      max: '各値は、窓の中で最大のマスだけに渡ります。最大値が複数あれば、行優先の順で最初のマスに渡ります。窓が重なるところでは足し合わされます。',
      average:
        '各値は、窓の {cells} 個のマスに等分されます。窓が重なるところでは足し合わされます。',
      convolution:
        '各値は、重みを掛けてパッチ全体に広がります。重みの勾配は、窓のすべての位置での「入力×勾配」の和です。',
    },
    above: '上流の勾配の和',
    input: '入力側の勾配の和',
    verdict: {
      max: '等しい。どの値も、ちょうど 1 つのマスに届きます。',
      average: '等しい。等分した値を足すと元の値に戻ります。',
      gaps: '窓に入らないマスは 0 ですが、失われる値はありません。',
      unequal: '和の差は {lost} です。',
      product: '上流の和 × 重みの和：{above} × {factor} = {expected}。',
      nothingLost: 'これが入力側の和です。',
      lost: '残りの {lost} は、外側のパディングに落ちます。',
    },
  },
  check: {
    run: '数値微分で確かめる',
    says: '数を 1 つずつわずかに増減します。出力の変化から求めた中心差分は、勾配に一致するはずです。',
    progress: '{done} / {total}',
    worstFirst: '誤差の大きい順',
    columns: { where: '場所', gradient: '勾配', difference: '中心差分', off: '相対誤差' },
    where: {
      grey: { input: '入力 {row}, {column}', kernel: 'カーネル {row}, {column}' },
      channel: {
        input: '入力 {channel}：{row}, {column}',
        kernel: 'カーネル {channel}：{row}, {column}',
      },
    },
    verdict: {
      right: '{total} 個の数が一致しました。最大の相対誤差は {worst}（許容値 {allowed}）です。',
      wrong: '一致しません。最大の相対誤差は {worst}（許容値 {allowed}）です。',
      none: '調べられる数がありません。',
      failed: '検算を最後まで行えませんでした。',
    },
    tie: '最大値が等しく微分できないマス {ties} 個は除きました。',
    ties: '最大値が等しく微分できないマス {ties} 個は除きました。',
  },
  learn: {
    goal: '目標',
    start: '学習する',
    resume: '続ける',
    pause: '一時停止',
    step: '1 ステップ',
    again: '最初から',
    says: '目標の数は教えていません。元の画像と結果だけを見て、誤差が小さくなるように重みを変えていきます。',
    found: '見つけたカーネル',
    wanted: '目標のカーネル',
    loss: '誤差',
    lossAt: 'ステップ {step} の誤差は {loss}。対数目盛。',
    steps: 'ステップ',
    now: 'ステップ {step}。重みの差の最大は {distance}。',
    done: '{steps} ステップで見つけました。どの重みも、目標との差は {distance} 以下です。',
    far: '{steps} ステップで止まりました。重みの差は、最大でまだ {distance} あります。',
  },
  shift: {
    title: '画像をずらす',
    pad: '画像のずれ（マス）',
    home: 'ずれなし',
    down: '下に {cells}',
    up: '上に {cells}',
    right: '右に {cells}',
    left: '左に {cells}',
    and: '、',
    back: '元の位置に戻す',
    changed: '変化したマス',
    difference: '変化の大きさ（相対値）',
    before: '入力',
    after: 'プーリング後',
    says: {
      max: '点か画像をドラッグすると、画像が 1 マスずつ動きます。最大値が同じ窓の中にとどまれば、出力は変わりません。',
      average:
        '点か画像をドラッグすると、画像が 1 マスずつ動きます。平均値は、窓に出入りするマスがあるたびに変わります。',
    },
    less: {
      max: '最大値が同じ窓にとどまったところでは、出力は変わりません。隣の窓に移ったところでは変わります。',
      average:
        '平均を取ると変化は和らぎますが、まったく同じ値になることはまれです。窓に出入りするマスがすべて影響します。',
    },
    notLess: {
      max: 'ここではプーリングしてもずれをほとんど吸収できていません。多くの最大値が別の窓に移り、変化したマスの割合は入力以上です。',
      average:
        'ここでは変化したマスの割合が入力以上です。平均値は、窓に出入りするマスがあるたびに変わります。',
    },
    whole:
      'ストライドの整数倍だけずれました。端を除けば、出力は同じ画像が縦に {rows}、横に {columns} マスずれたものです。',
  },
};
