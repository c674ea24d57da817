/** English words of the studio, and the type every other language must fill. `{name}` is a value; `[[term|words]]` a term of `terms`. */
import { colourEn } from './words/colour.en.ts';
import { modelEn } from './words/model.en.ts';
import { networkEn } from './words/network.en.ts';
import { performanceEn } from './words/performance.en.ts';
import { takeEn } from './words/take.en.ts';
import { unitEn } from './words/unit.en.ts';
import { verifyEn } from './words/verify.en.ts';

export const en = {
  title: 'Kawasemi: watch a network look at a picture',
  labs: 'Labs',
  dreams: 'Dreams',
  wordmark: 'kawasemi',
  close: 'Close',
  cancel: 'Cancel',
  landmarks: { bar: 'Studio', network: 'Network', layer: 'Layer' },
  settings: {
    open: 'Settings',
    language: 'Language',
    theme: 'Theme',
    themes: { auto: 'Follow the system', light: 'Light', dark: 'Dark' },
  },
  model: {
    label: 'Network',
    inputSize: 'Input size',
    pixels: '{size} px',
    trained: '{size} px (trained)',
    fit: 'Resize',
    fits: { crop: 'Crop to square', stretch: 'Stretch to square' },
  },
  picture: {
    menu: 'Picture',
    samples: 'Samples',
    openFile: 'Open a file',
    pasteHint: 'Or paste a picture, or drop one anywhere on the page.',
    address: 'Address of a picture',
    show: 'Show',
    drop: 'Drop a picture to show it, or a file of weights to load its network',
    input: 'What the network sees',
    inputAlt: 'The picture, {size} by {size} pixels, as the network receives it',
    credit: '{author}, {licence}',
    creditSource: 'Source: {source} ({change})',
    own: 'Your picture, {width} × {height}. It never leaves this device.',
    none: 'No picture yet. Choose one above, or drop one here.',
    pasted: 'pasted picture',
  },
  layers: {
    list: 'Layers, from input to output',
    none: 'The layers of the network will stand here.',
  },
  kinds: {
    input: 'input',
    convolution: 'convolution',
    'max-pool': 'max pooling',
    'average-pool': 'average pooling',
    flatten: 'flatten',
    'global-average-pool': 'global average pooling',
    dense: 'dense',
  },
  explain: {
    input:
      'The picture as three [[channel|channels]]: red, green and blue, shifted and scaled the way the network expects.',
    convolution:
      'Each map is one [[kernel|kernel]] slid over all maps of the layer before. Sums below zero become zero (ReLU).',
    convolutionSame: '[[padding|Padding]] at the edges keeps the size.',
    convolutionSmaller: '[[stride|Stride]] and edges make the maps smaller.',
    'max-pool':
      'Keeps only the largest value of each {n} × {n} square ([[stride|stride]] {n}). Small shifts are forgiven.',
    'average-pool': 'Takes the mean of each {n} × {n} square ([[stride|stride]] {n}).',
    flatten: 'Puts all values in one long row, ready for the dense layers.',
    'global-average-pool':
      'Takes the mean of each map. One number per [[channel|channel]] is left.',
    dense: 'Each number is a weighted sum of all numbers of the layer before.',
    classes:
      'Each number is a weighted sum of all numbers before it: one [[logit|logit]] per class. The largest wins.',
  },
  header: {
    numbers: '{count} numbers',
    channels: '[[channel|{count} maps]] of {height} × {width}',
    weights: '{weights} weights',
    noWeights: 'nothing to learn',
    field: '[[receptiveField|field]] {size} px',
    fieldAll: '[[receptiveField|field]] the whole picture',
    none: 'All channels of the chosen layer will appear here.',
  },
  terms: {
    activation:
      'Activation: the number a unit gives for this picture. The larger it is, the more the unit found what it looks for.',
    channel:
      'Channel: one of the maps of a layer. Each channel looks for one thing, everywhere in the picture.',
    kernel:
      'Kernel: a small grid of learned weights. Laid over a spot, multiplied number by number and added up, it gives one value of the map.',
    stride: 'Stride: how many cells a window moves at each step. Stride 2 halves the size.',
    padding:
      'Padding: cells added around the edge, usually zeros, so that a kernel also fits there.',
    receptiveField:
      'Receptive field: the part of the picture that one unit can see, as the side of a square in pixels.',
    logit: 'Logit: the score of a class before softmax turns all scores into probabilities.',
  },
  scores: {
    title: 'Best guesses',
    none: 'Guesses of the network will stand here.',
    readAtTrained: 'Read at {size} px, the size it was trained on.',
    readAt: 'Read at {size} px; it was trained on {trained} px.',
    accuracy: 'Its first guess is right for {right} of 100 pictures.',
  },
  activity: {
    starting: 'Starting the GPU',
    'loading-model': 'Loading the network',
    'reading-picture': 'Reading the picture',
    computing: 'Computing the maps',
  },
  help: {
    title: 'How to read it',
    open: 'Help and keys',
    intro:
      'A network looks at a picture layer by layer. Every map shows where in the picture one of its filters finds what it looks for: bright means found.',
  },
  unit: unitEn,
  verify: verifyEn,
  performance: performanceEn,
  colour: colourEn,
  network: networkEn,
  models: modelEn,
  take: takeEn,
  notices: {
    'picture-not-an-image':
      '{name} is not a picture this browser can read. Try PNG, JPEG, WebP or AVIF.',
    'picture-too-large':
      'The picture is too large: {width} × {height} pixels, and {limit} on a side is the most this GPU takes. Make it smaller and try again.',
    'picture-zero-size': 'The picture has no pixels. Choose another one.',
    'picture-unreachable':
      'Nothing could be read from {url}. Check the address and your connection.',
    'picture-cors':
      'The server of {url} does not let other pages read its pictures (CORS). Save the picture and drop it here.',
    'picture-http': 'The server answered {status} for {url}. Check the address.',
    'picture-animated': 'This picture moves. The first frame is shown.',
    'picture-decode': '{name} could not be decoded. The file may be damaged.',
    'shape-mismatch': '{operation}: the shapes do not fit ({shapes}).',
    'weights-missing': 'The weights lack the tensor {tensor}. Choose a file made for this network.',
    'weights-surplus':
      'The weights have a tensor too many: {tensor}. Choose a file made for this network.',
    'weights-shape': 'The tensor {tensor} should be {expected}, but it is {found}.',
    'weights-not-finite':
      'The tensor {tensor} holds values that are not numbers. The file may be damaged.',
    'weights-format': 'The weights could not be read: {detail}.',
    'weights-http': 'The weights at {url} could not be loaded (status {status}).',
    'weights-unknown-format':
      '{name} is no file of weights that the studio can read, but something else: {found}. Choose safetensors, Keras HDF5 (.h5) or NumPy (.npz).',
    'weights-unknown-architecture': 'The studio does not know the architecture “{found}”.',
    'weights-unknown-model': 'There is no network called “{found}”. There are: {known}.',
    'weights-checksum':
      '{name} is not the file that was expected: its checksum is {found}, not {expected}. Nothing of it was kept. Try again, or choose another copy.',
    'weights-connection':
      'The connection to {url} broke off after {received} bytes. What arrived is kept: choose the network again to go on.',
    'weights-cut-off':
      '{url} ended too early: {found} bytes came, and there should be {expected}. Choose the network again to fetch the rest.',
    'weights-html':
      '{url} sent a web page instead of weights. Check the address, or whether the network you are in wants you to log in first.',
    'weights-changed':
      'The file at {url} changed while it was being fetched. Choose the network again to fetch the new one.',
    'weights-range':
      'The server of {url} sent another part of the file than was asked for. Try again later.',
    'weights-damaged':
      'What this browser kept of {name} was damaged and has been deleted. Choose the network again to fetch it anew.',
    'weights-no-room':
      'The browser gave no more room ({bytes} were needed). The network works now, but will be fetched again next time.',
    'weights-not-kept':
      'This browser keeps nothing in this window. The network works now, but will be fetched again next time.',
    'weights-unrecognised':
      'These weights belong to no network the studio knows. Expected: {expected}. Found: {found}.',
    'weights-brought':
      '{name} cannot be fetched by a page. The menu of networks says how to bring its file.',
    'weights-http-0': 'There was no answer from {url}. Check your connection and try again.',
    'weights-http-403':
      'The server does not give out {url} (status 403). Try again later, or bring the file yourself.',
    'weights-http-404': 'There is no file at {url} (status 404). It may have moved.',
    'link-asks':
      'This link shows {name}, whose weights ({bytes}) are not here. Choose {name} in the menu of networks to fetch them; nothing has been fetched yet.',
    'link-unread': 'A part of this link could not be used: {parts}. The rest is shown.',
    unexpected: 'Something went wrong: {detail}. What was on screen is still there.',
    'device-lost': 'The GPU went away ({reason}). Reload the page to go on.',
    'out-of-memory': 'The GPU is out of memory. Choose a smaller input size or close other tabs.',
    'gpu-validation': 'The GPU refused a command. This is a fault of the studio: {detail}',
    shader: 'A shader did not compile. This is a fault of the studio: {detail}',
    'no-webgpu': 'This browser has no WebGPU.',
    'insecure-context': 'WebGPU needs a secure page: https, or localhost.',
    'no-adapter': 'The browser has WebGPU but found no graphics processor to run it on.',
    'limits-too-small': 'The GPU is too small: {limit} is {offered}, and {needed} is needed.',
    'no-device': 'The GPU could not be opened: {detail}',
  },
  noticeUnknown: 'Something went wrong ({code}). What was on screen is still there.',
  unsupported: {
    labs: 'Without a GPU',
    labsSay:
      'The labs of convolution and pooling run on any browser: every number is computed on the processor.',
    labsOpen: 'Open the labs',
    title: 'The studio cannot run here yet',
    lead: 'Kawasemi computes a whole neural network on your graphics processor. It needs WebGPU for that.',
    why: 'What is missing',
    what: 'What to do',
    browsers: 'Browsers with WebGPU',
    retry: 'Try again',
    present: 'yours',
    reasons: {
      'no-webgpu':
        'This browser does not offer WebGPU. It may be too old, or WebGPU may be switched off.',
      'insecure-context':
        'Browsers offer WebGPU only to secure pages. This one came over plain http from another machine.',
      'no-adapter':
        'The browser has WebGPU, but found no graphics processor it wants to use. Often hardware acceleration is off or the driver is on a block list.',
      'limits-too-small':
        'The graphics processor offers too little: {limit} is {offered}, and the studio needs {needed}.',
      'no-device': 'The graphics processor was found, but could not be opened: {detail}',
      unknown: 'The studio could not start ({code}). {detail}',
    },
    steps: {
      update: 'Update the browser, or open this page in one of those below.',
      https: 'Open the page over https, or on this machine as http://localhost.',
      acceleration:
        'Switch on “Use graphics acceleration when available” in the settings of the browser, then restart it.',
      driver: 'Update the driver of the graphics card.',
      restart: 'Close other tabs that use the GPU, restart the browser and try again.',
      other: 'Try another browser or a machine with a newer graphics processor.',
    },
    rows: {
      chrome: {
        name: 'Chrome, Edge',
        need: '113 or newer on Windows, macOS and ChromeOS; 121 or newer on Android.',
        hint: 'On Linux, open chrome://flags, enable “Unsafe WebGPU Support” and “Vulkan”, and restart.',
      },
      safari: {
        name: 'Safari',
        need: '26 or newer on macOS, iOS, iPadOS and visionOS.',
        hint: 'Update the system to get a newer Safari.',
      },
      firefox: {
        name: 'Firefox',
        need: '141 or newer on Windows; 145 or newer on macOS with Apple silicon.',
        hint: 'On Linux use Firefox Nightly, or set dom.webgpu.enabled in about:config.',
      },
    },
  },
};

/** The shape of a catalogue: every key of the English one, with any text. A missing key does not compile. */
export type Messages = typeof en;
