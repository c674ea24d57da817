/** Japanese: the frame of the labs. */
import type { labPageEn } from './page.en.ts';

export const labPageJa: typeof labPageEn = {
  back: 'ネットワークに戻る',
  lab: '実験室',
  labs: { convolution: '畳み込みの実験室', pooling: 'プーリングの実験室' },
  labsShort: { convolution: '畳み込み', pooling: 'プーリング' },
  task: '表示する内容',
  tasks: { forward: '順伝播', backward: '逆伝播', learn: '学習', shift: 'ずらす' },
  says: {
    forward: '順伝播: 画像から出力へ',
    backward: '逆伝播: 出力の勾配から画像の勾配へ',
    learn: '学習: 勾配降下法でカーネルを見つける',
    shift: 'ずらす: 画像を動かし、変化の小ささを見る',
  },
  onGpu: 'GPU で計算',
  onReference: 'GPU なしで計算',
  tour: 'ツアー',
  problems: {
    'lab-no-picture': '{name} という画像はここにありません。代わりに円を表示しています。',
    'camera-denied':
      'カメラの使用が許可されていません。アドレスの横にあるページの設定で許可してから、もう一度選んでください。',
    'camera-missing': 'カメラが見つかりません。接続してから、もう一度選んでください。',
    'camera-busy':
      'カメラは別のプログラムが使っています。それを閉じてから、もう一度選んでください。',
    'camera-insecure': 'ブラウザーがカメラを渡すのは、https か localhost の安全なページだけです。',
    'camera-failed': 'カメラを開けませんでした: {detail}。',
    'camera-ended': 'カメラが切られたか、外されました。別の画像を表示しています。',
  },
};
