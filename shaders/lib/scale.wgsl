// From a value to its color. The kernel that includes this has channel_stats, layer_stats and
//   colormap bound, and in its Params: scale, lo, hi, gamma, diverging.
//   share = ((v - lo) / (hi - lo)) ^ gamma; [lo, hi] is [min(0, min), max] of the layer (scale 0),
//   [min, max] of the channel (1), or given (2); a constant map is 0. Diverging: [-m, m] with m the
//   larger of |lo| and |hi|, gamma acts on the distance from zero, and a constant map is 0.5.

const BY_CHANNEL = 1u;
const BY_PARAMS = 2u;
const LAST_COLOR = 255.0;
const NOT_FINITE = vec3f(1.0, 0.0, 1.0);

fn limits_of(channel: u32) -> vec2f {
  let layer = layer_stats[0].xy;
  var limits = vec2f(min(0.0, layer.x), layer.y);
  if (params.scale == BY_CHANNEL) {
    limits = channel_stats[channel].xy;
  } else if (params.scale == BY_PARAMS) {
    limits = vec2f(params.lo, params.hi);
  }
  if (params.diverging == 1u) {
    let reach = max(abs(limits.x), abs(limits.y));
    return vec2f(-reach, reach);
  }
  return limits;
}

fn share_of(value: f32, channel: u32) -> f32 {
  let limits = limits_of(channel);
  let width = limits.y - limits.x;
  let diverging = params.diverging == 1u;
  if (!(width > 0.0)) {
    return select(0.0, 0.5, diverging);
  }
  let share = clamp((value - limits.x) / width, 0.0, 1.0);
  if (params.gamma == 1.0) {
    return share;
  }
  if (diverging) {
    let distance = 2.0 * share - 1.0;
    return 0.5 + 0.5 * sign(distance) * pow(abs(distance), params.gamma);
  }
  return pow(share, params.gamma);
}

fn color_of(share: f32) -> vec3f {
  return colormap[u32(share * LAST_COLOR + 0.5)].rgb;
}
