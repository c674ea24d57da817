/** The original picture with the unit's map over it, and the unit's field as a frame. */
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { customElement, query, queryAll, state } from 'lit/decorators.js';
import { placementOfMap } from '../../math/index.ts';
import type { Extent, Rectangle } from '../../math/index.ts';
import { sameUnit } from '../../session/index.ts';
import type { LayerSummary, MapPaint, OverlaySettings, PatchView } from '../../session/index.ts';
import { FollowController } from '../controllers/follow.ts';
import { MapCanvas } from '../controllers/map-canvas.ts';
import { RoomController } from '../controllers/room.ts';
import { base } from '../styles/controls.ts';
import { mixOf, paintStyleOf } from './overlay-look.ts';
import {
  cellAtPoint,
  fieldsOn,
  hasPlaces,
  overlaySubject,
  sidesOf,
  squareOfCell,
} from './overlay-place.ts';
import type { OverlaySubject } from './overlay-place.ts';
import './overlay-settings.ts';
import { UnitElement } from './unit-element.ts';
import { unitOverlayStyles } from './unit-overlay.styles.ts';
import { sectionStyles } from './unit-section.styles.ts';

const PERCENT = 100;
/** The picture is drawn again only when one of these changes. */
interface Drawn {
  readonly source: unknown;
  readonly width: number;
  readonly height: number;
}

/** Of the field: each is dimmed by an element of its own. */
const SIDES = ['above', 'left', 'right', 'below'] as const;

@customElement('unit-overlay')
export class UnitOverlay extends UnitElement {
  static override styles = [base, sectionStyles, unitOverlayStyles];

  /** Whether the field is framed and what lies outside it dimmed. */
  @state() private framed = true;
  @state() private places = true;
  @query('.picture') private readonly frame!: HTMLElement;
  @query('.photo') private readonly photo!: HTMLCanvasElement;
  @query('.patch') private readonly patch!: HTMLCanvasElement;
  @query('.map') private readonly map!: HTMLCanvasElement;
  @query('.field') private readonly field!: HTMLElement;
  @query('.square') private readonly square!: HTMLElement;
  @queryAll('.dim') private readonly dims!: NodeListOf<HTMLElement>;

  readonly #map = new MapCanvas();
  #paint: MapPaint = { style: 'color', level: 0, smooth: true };
  #patchView: PatchView | null = null;
  #drawn: Drawn = { source: null, width: 0, height: 0 };
  #subject: OverlaySubject | null = null;
  readonly #room = new RoomController(
    this,
    () => this.frame,
    () => this.#arrange(),
  );

  constructor() {
    super();
    new FollowController(this, () => this.#arrange());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#map.dispose();
    this.#patchView?.dispose();
    this.#patchView = null;
    this.#drawn = { source: null, width: 0, height: 0 };
  }

  protected override view(): unknown {
    const { overlay: words } = this.words.unit;
    const { width, height } = this.inputExtent;
    const { smooth } = this.session.overlay.value;
    return html`<div class="head">
        <h3>${words.title}</h3>
        ${this.#check(words.smooth, smooth, () => this.session.setOverlay({ smooth: !smooth }))}
        ${this.#check(words.field, this.framed, () => (this.framed = !this.framed))}
      </div>
      <div
        class="picture"
        role="img"
        aria-label=${words.label}
        style="aspect-ratio: ${width} / ${height}"
        @pointermove=${this.#pointed}
        @pointerdown=${this.#pointed}
        @pointerleave=${() => this.session.point(null)}
        @click=${this.#clicked}
      >
        <canvas class="photo"></canvas>
        <canvas class="patch"></canvas>
        <canvas class="map"></canvas>
        ${SIDES.map(() => html`<i class="dim" ?hidden=${!this.framed}></i>`)}
        <div class="field" ?hidden=${!this.framed}></div>
        <div class="square"></div>
      </div>
      <overlay-settings ?hidden=${!this.places}></overlay-settings>`;
  }

  #check(label: string, checked: boolean, toggle: () => void): TemplateResult {
    return html`<label ?hidden=${!this.places}>
      <input type="checkbox" .checked=${checked} @change=${toggle} />
      ${label}
    </label>`;
  }

  #arrange(): void {
    const { width, height } = this.#room;
    const picture = this.inputExtent;
    const unit = this.session.unit.value;
    const subject = unit && overlaySubject(this.session.layers.value, unit);
    this.#subject = subject;
    if (width === 0 || height === 0) return;
    this.#drawPicture({ width, height }, picture);
    const settings = this.session.overlay.value;
    this.places = subject !== null && hasPlaces(subject.layer);
    this.map.hidden = !this.places;
    this.square.hidden = !this.places;
    if (!subject) return;
    if (this.places) this.#showMap(subject, settings, { width, height }, picture);
    const { seen } = fieldsOn(subject, picture);
    const pixel = width / devicePixelRatio / picture.width;
    place(this.field, seen, pixel);
    place(this.square, squareOfCell(subject), pixel);
    const sides = sidesOf(seen, picture);
    this.dims.forEach((dim, index) => stretch(dim, sides[index], pixel));
  }

  /** Only when the picture or the size of the place has changed. */
  #drawPicture({ width, height }: Extent, picture: Extent): void {
    const photo = this.session.photo.value;
    this.photo.hidden = !photo;
    this.patch.hidden = photo !== null;
    const source = photo ?? this.session.picture.value;
    const drawn = this.#drawn;
    if (drawn.source === source && drawn.width === width && drawn.height === height) return;
    this.#drawn = { source, width, height };
    if (!photo) {
      this.#patchView ??= this.session.attachPatch(this.patch);
      this.#patchView.show({ x: 0, y: 0, ...picture }, { width, height });
      return;
    }
    this.photo.width = width;
    this.photo.height = height;
    const context = this.photo.getContext('2d');
    if (!context) return;
    const { region, image } = photo;
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, region.x, region.y, region.width, region.height, 0, 0, width, height);
  }

  #showMap(
    { layer, address }: OverlaySubject,
    { mode, blend, alpha, level, smooth }: OverlaySettings,
    room: Extent,
    picture: Extent,
  ): void {
    const placement = placementOfMap(layer.fields, layer.shape);
    const { style, classList } = this.map;
    style.left = percent(placement.x, picture.width);
    style.top = percent(placement.y, picture.height);
    style.width = percent(placement.width, picture.width);
    style.height = percent(placement.height, picture.height);
    style.mixBlendMode = mixOf({ mode, blend });
    style.opacity = mode === 'heat' ? String(alpha) : '1';
    const isFine = smooth || mode === 'contour';
    classList.toggle('pixelated', !isFine);
    this.frame.classList.toggle('alone', mode === 'map');
    this.#setPaint(paintStyleOf({ mode, blend }), level, smooth);
    const [, rows, columns] = layer.shape;
    const width = isFine ? Math.round((placement.width * room.width) / picture.width) : columns;
    const height = isFine ? Math.round((placement.height * room.height) / picture.height) : rows;
    this.#map.show(this.session, this.map, address, this.#paint, width, height);
  }

  #setPaint(style: MapPaint['style'], level: number, smooth: boolean): void {
    const now = this.#paint;
    if (now.style === style && now.level === level && now.smooth === smooth) return;
    this.#paint = { style, level, smooth };
  }

  #pointAtEvent(event: MouseEvent, act: (layer: LayerSummary) => void): void {
    const subject = this.#subject;
    const unit = this.session.unit.peek();
    if (!subject || unit?.layer !== subject.layer.name || !this.places) return;
    const pixel = (this.#room.width / devicePixelRatio || 1) / this.inputExtent.width;
    const { left, top } = this.frame.getBoundingClientRect();
    const x = (event.clientX - left) / pixel;
    const y = (event.clientY - top) / pixel;
    const cell = { channel: unit.cell.channel, ...cellAtPoint(subject.layer, x, y) };
    const address = { layer: unit.layer, cell };
    if (!sameUnit(address, unit) || !this.session.pointing.peek()) this.pointAt(address);
    act(subject.layer);
  }

  #pointed(event: PointerEvent): void {
    this.#pointAtEvent(event, () => undefined);
  }

  #clicked(event: MouseEvent): void {
    this.#pointAtEvent(event, (layer) => {
      const unit = this.session.unit.peek();
      if (unit && this.session.selectedLayer.peek()?.name === layer.name) {
        this.session.togglePin(unit);
      }
    });
  }
}

function percent(part: number, whole: number): string {
  return `${(part / whole) * PERCENT}%`;
}

/** Puts a frame over a part of the picture, `pixel` CSS pixels a pixel. */
/** Scales an element of one pixel to a rectangle with whole pixels at its edges: no seam shows between two of them. */
function stretch({ style }: HTMLElement, area: Rectangle | undefined, pixel: number): void {
  if (!area) return;
  const [left, top] = [Math.round(area.x * pixel), Math.round(area.y * pixel)];
  const right = Math.round((area.x + area.width) * pixel);
  const bottom = Math.round((area.y + area.height) * pixel);
  style.transform = `translate(${left}px, ${top}px) scale(${right - left}, ${bottom - top})`;
}

function place({ style }: HTMLElement, { x, y, width, height }: Rectangle, pixel: number): void {
  style.width = `${width * pixel}px`;
  style.height = `${height * pixel}px`;
  style.transform = `translate(${x * pixel}px, ${y * pixel}px)`;
}

declare global {
  interface HTMLElementTagNameMap {
    'unit-overlay': UnitOverlay;
  }
}
