/** Japanese words of the studio. */
import type { Messages } from './messages.en.ts';
import { colourJa } from './words/colour.ja.ts';
import { modelJa } from './words/model.ja.ts';
import { networkJa } from './words/network.ja.ts';
import { performanceJa } from './words/performance.ja.ts';
import { takeJa } from './words/take.ja.ts';
import { unitJa } from './words/unit.ja.ts';
import { verifyJa } from './words/verify.ja.ts';

export const ja: Messages = {
  title: 'Kawasemi：ニューラルネットワークの「見え方」をのぞく',
  labs: '実験室',
  dreams: 'ドリーム',
  wordmark: 'kawasemi',
  close: '閉じる',
  cancel: 'やめる',
  landmarks: { bar: 'スタジオ', network: 'ネットワーク', layer: '層' },
  settings: {
    open: '設定',
    language: '言語',
    theme: '配色',
    themes: { auto: 'システムに合わせる', light: 'ライト', dark: 'ダーク' },
  },
  model: {
    label: 'ネットワーク',
    inputSize: '入力サイズ',
    pixels: '{size} px',
    trained: '{size} px（学習時）',
    fit: 'サイズの合わせ方',
    fits: { crop: '正方形に切り抜く', stretch: '正方形に引き伸ばす' },
  },
  picture: {
    menu: '画像',
    samples: 'サンプル',
    openFile: 'ファイルを開く',
    pasteHint: '画像は貼り付けでも、画面へのドロップでも開けます。',
    address: '画像のアドレス（URL）',
    show: '表示',
    drop: 'ここで放すと、画像なら表示し、重みのファイルならネットワークを読み込みます',
    input: 'ネットワークが見ている画像',
    inputAlt: 'ネットワークに渡される {size} × {size} ピクセルの画像',
    credit: '{author}、{licence}',
    creditSource: '出典：{source}（{change}）',
    own: 'あなたの画像（{width} × {height}）。この端末の外へは送られません。',
    none: 'まだ画像がありません。上のメニューから選ぶか、ここへドロップしてください。',
    pasted: '貼り付けた画像',
  },
  layers: {
    list: '層の一覧（入力から出力へ）',
    none: 'ここにネットワークの層が並びます。',
  },
  kinds: {
    input: '入力',
    convolution: '畳み込み',
    'max-pool': '最大プーリング',
    'average-pool': '平均プーリング',
    flatten: '平坦化',
    'global-average-pool': 'グローバル平均プーリング',
    dense: '全結合',
  },
  explain: {
    input:
      '画像を赤・緑・青の 3 つの[[channel|チャネル]]に分け、ネットワークが学習したときと同じ値の範囲に直したものです。',
    convolution:
      '前の層のマップ全体に 1 つの[[kernel|カーネル]]を滑らせると、マップが 1 枚できます。負になった値は 0 にします（ReLU）。',
    convolutionSame: '周りを[[padding|パディング]]で補うので、大きさは変わりません。',
    convolutionSmaller: '[[stride|ストライド]]と端の扱いにより、マップは小さくなります。',
    'max-pool':
      '{n} × {n} の枠ごとに最大の値だけを残します（[[stride|ストライド]] {n}）。少しの位置ずれには影響されなくなります。',
    'average-pool': '{n} × {n} の枠ごとに平均を取ります（[[stride|ストライド]] {n}）。',
    flatten: 'すべての値を一列に並べ、全結合層に渡せる形にします。',
    'global-average-pool':
      'マップごとに平均を取ります。[[channel|チャネル]]ごとに数が 1 つ残ります。',
    dense: 'それぞれの数は、前の層のすべての数に重みを掛けて足したものです。',
    classes:
      'それぞれの数は、前の層のすべての数に重みを掛けて足したもので、クラスごとの[[logit|ロジット]]になります。最も大きいクラスが答えです。',
  },
  header: {
    numbers: '{count} 個の数',
    channels: '{height} × {width} の[[channel|マップが {count} 枚]]',
    weights: '重み {weights} 個',
    noWeights: '学習する重みなし',
    field: '[[receptiveField|受容野]] {size} px',
    fieldAll: '[[receptiveField|受容野]] 画像全体',
    none: 'ここに、選んだ層のすべてのチャネルが表示されます。',
  },
  terms: {
    activation:
      '活性値：この画像に対してユニットが出す数。大きいほど、探している特徴がはっきり見つかったことを表します。',
    channel:
      'チャネル：層がもつマップの 1 枚。チャネルごとに決まった 1 つの特徴を、画像全体から探します。',
    kernel:
      'カーネル：学習で得た重みを並べた小さな格子。画像の一部に重ね、対応する数どうしを掛けて合計すると、マップの値が 1 つ決まります。',
    stride: 'ストライド：枠を一度に動かすマスの数。2 なら大きさは半分になります。',
    padding: 'パディング：端にもカーネルを当てられるように、周りに足すマス。値はふつう 0 です。',
    receptiveField:
      '受容野：1 つのユニットに見えている画像の範囲。正方形の一辺をピクセルで表します。',
    logit: 'ロジット：ソフトマックスで確率に直す前の、クラスごとの得点。',
  },
  scores: {
    title: '推定の上位',
    none: 'ここにネットワークの推定が表示されます。',
    readAtTrained: '学習時と同じ {size} px で推定しています。',
    readAt: '{size} px で推定しています（学習時は {trained} px）。',
    accuracy: '1 位が当たるのは 100 枚中およそ {right} 枚です。',
  },
  activity: {
    starting: 'GPU を準備しています',
    'loading-model': 'ネットワークを読み込んでいます',
    'reading-picture': '画像を読み込んでいます',
    computing: 'マップを計算しています',
  },
  help: {
    title: '見方とキー操作',
    open: 'ヘルプとキー操作',
    intro:
      'ネットワークは画像を層ごとに見ていきます。1 枚のマップは、1 つのフィルターが探している特徴が画像のどこにあるかを表します。明るいところほど、強く見つかっています。',
  },
  unit: unitJa,
  verify: verifyJa,
  performance: performanceJa,
  colour: colourJa,
  network: networkJa,
  models: modelJa,
  take: takeJa,
  notices: {
    'picture-not-an-image':
      '{name} はこのブラウザーで読める画像ではありません。PNG、JPEG、WebP、AVIF をお試しください。',
    'picture-too-large':
      '画像が大きすぎます（{width} × {height} ピクセル）。この GPU で扱えるのは一辺 {limit} ピクセルまでです。縮小してからもう一度お試しください。',
    'picture-zero-size': 'この画像には画素がありません。別の画像を選んでください。',
    'picture-unreachable': '{url} から読み込めませんでした。アドレスと接続を確かめてください。',
    'picture-cors':
      '{url} のサーバーは、ほかのページからの画像の読み取りを許可していません（CORS）。画像をいったん保存し、ここへドロップしてください。',
    'picture-http':
      '{url} を要求したところ、サーバーは {status} を返しました。アドレスを確かめてください。',
    'picture-animated': '動く画像なので、最初のコマを表示しています。',
    'picture-decode':
      '{name} を画像として展開できませんでした。ファイルが壊れているかもしれません。',
    'shape-mismatch': '{operation}：形が合いません（{shapes}）。',
    'weights-missing':
      '重みのファイルにテンソル {tensor} がありません。このネットワーク用のファイルを選んでください。',
    'weights-surplus':
      '重みのファイルに余分なテンソル {tensor} があります。このネットワーク用のファイルを選んでください。',
    'weights-shape': 'テンソル {tensor} の形は {expected} のはずですが、{found} でした。',
    'weights-not-finite':
      'テンソル {tensor} に数でない値が含まれています。ファイルが壊れているかもしれません。',
    'weights-format': '重みを読み取れませんでした：{detail}',
    'weights-http': '{url} の重みを読み込めませんでした（ステータス {status}）。',
    'weights-unknown-format':
      '{name} は読み込める重みのファイルではありません（{found}）。safetensors、Keras の HDF5（.h5）、NumPy（.npz）のどれかを選んでください。',
    'weights-unknown-architecture': '「{found}」という構造のネットワークには対応していません。',
    'weights-unknown-model': '「{found}」というネットワークはありません。使えるのは {known} です。',
    'weights-checksum':
      '{name} は期待したファイルと異なります（チェックサムは {found}、期待した値は {expected}）。内容は保存していません。もう一度試すか、別のファイルを選んでください。',
    'weights-connection':
      '{url} との接続が、{received} バイトのところで切れました。届いた分は保存してあります。ネットワークをもう一度選ぶと続きから取得します。',
    'weights-cut-off':
      '{url} が途中で終わりました（届いたのは {found} バイト、本来は {expected} バイト）。ネットワークをもう一度選ぶと残りを取得します。',
    'weights-html':
      '{url} から、重みではなくウェブページが届きました。アドレスを確かめるか、お使いの接続にログインが必要でないか確かめてください。',
    'weights-changed':
      '取得の途中で {url} のファイルが変わりました。ネットワークをもう一度選んで取得し直してください。',
    'weights-range':
      '{url} のサーバーが、要求とは別の部分を送ってきました。しばらくしてからもう一度お試しください。',
    'weights-damaged':
      'このブラウザーに保存した {name} が壊れていたため、削除しました。ネットワークをもう一度選んで取得し直してください。',
    'weights-no-room':
      'ブラウザーの保存領域が足りません（必要なのは {bytes}）。ネットワークは使えますが、次回は取得し直します。',
    'weights-not-kept':
      'このウィンドウには保存できません。ネットワークは使えますが、次回は取得し直します。',
    'weights-unrecognised':
      'この重みに合うネットワークがありません。期待したもの：{expected}。見つかったもの：{found}。',
    'weights-brought':
      '{name} はページから直接は取得できません。ファイルの用意のしかたは、ネットワークのメニューにあります。',
    'weights-http-0': '{url} から応答がありません。接続を確かめて、もう一度お試しください。',
    'weights-http-403':
      'サーバーが {url} の取得を許可していません（ステータス 403）。しばらくしてから試すか、ファイルを用意してください。',
    'weights-http-404':
      '{url} にファイルがありません（ステータス 404）。移動した可能性があります。',
    'link-asks':
      'このリンクは {name} を表示しますが、重み（{bytes}）がまだありません。取得するにはネットワークのメニューで {name} を選んでください。まだ何も取得していません。',
    'link-unread': 'このリンクの一部（{parts}）は使えませんでした。ほかの部分を表示しています。',
    unexpected: '問題が起きました：{detail}。画面はその前の状態のままです。',
    'device-lost': 'GPU との接続が切れました（{reason}）。ページを再読み込みしてください。',
    'out-of-memory':
      'GPU のメモリーが足りません。入力サイズを小さくするか、ほかのタブを閉じてください。',
    'gpu-validation': 'GPU が命令を受け付けませんでした。スタジオ側の不具合です：{detail}',
    shader: 'シェーダーをコンパイルできませんでした。スタジオ側の不具合です：{detail}',
    'no-webgpu': 'このブラウザーは WebGPU に対応していません。',
    'insecure-context': 'WebGPU を使うには、https または localhost でページを開く必要があります。',
    'no-adapter': 'ブラウザーは WebGPU に対応していますが、使える GPU が見つかりませんでした。',
    'limits-too-small':
      'GPU の性能が足りません。{limit} は {needed} 必要ですが、{offered} しかありません。',
    'no-device': 'GPU を開けませんでした：{detail}',
  },
  noticeUnknown: '問題が起きました（{code}）。画面はその前の状態のままです。',
  unsupported: {
    labs: 'GPU がなくても',
    labsSay:
      '畳み込みとプーリングの実験室は、どのブラウザーでも動きます。すべての数値をプロセッサーで計算します。',
    labsOpen: '実験室を開く',
    title: 'この環境ではまだ動きません',
    lead: 'Kawasemi は、ニューラルネットワーク全体をお使いの GPU で計算します。そのために WebGPU が必要です。',
    why: '足りないもの',
    what: 'できること',
    browsers: 'WebGPU に対応したブラウザー',
    retry: 'もう一度試す',
    present: '使用中',
    reasons: {
      'no-webgpu':
        'このブラウザーでは WebGPU を使えません。古いバージョンか、機能が無効になっている可能性があります。',
      'insecure-context':
        'WebGPU は安全な接続のページでだけ使えます。このページは、別のコンピューターから http で開かれています。',
      'no-adapter':
        'ブラウザーは WebGPU に対応していますが、使える GPU が見つかりませんでした。ハードウェアアクセラレーションが無効か、ドライバーが使用対象から外されていることが多いです。',
      'limits-too-small':
        'GPU の性能が足りません。{limit} は {needed} 必要ですが、{offered} しかありません。',
      'no-device': 'GPU は見つかりましたが、開けませんでした：{detail}',
      unknown: 'スタジオを開始できませんでした（{code}）。{detail}',
    },
    steps: {
      update: 'ブラウザーを更新するか、下のいずれかのブラウザーで開いてください。',
      https: 'https で開くか、このコンピューター上で http://localhost として開いてください。',
      acceleration:
        'ブラウザーの設定で「グラフィック アクセラレーションが使用可能な場合は使用する」をオンにし、再起動してください。',
      driver: 'グラフィックドライバーを更新してください。',
      restart:
        'GPU を使っているほかのタブを閉じ、ブラウザーを再起動してからもう一度お試しください。',
      other: '別のブラウザーか、より新しい GPU のコンピューターでお試しください。',
    },
    rows: {
      chrome: {
        name: 'Chrome、Edge',
        need: 'Windows、macOS、ChromeOS では 113 以降、Android では 121 以降。',
        hint: 'Linux では chrome://flags で「Unsafe WebGPU Support」と「Vulkan」を有効にし、再起動してください。',
      },
      safari: {
        name: 'Safari',
        need: 'macOS、iOS、iPadOS、visionOS の 26 以降。',
        hint: 'Safari はシステムと一緒に更新されます。',
      },
      firefox: {
        name: 'Firefox',
        need: 'Windows では 141 以降、Apple シリコンの macOS では 145 以降。',
        hint: 'Linux では Firefox Nightly を使うか、about:config で dom.webgpu.enabled を有効にしてください。',
      },
    },
  },
};
