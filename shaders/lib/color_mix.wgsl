// Three colours mixed by a 3 x 3 table in params, row by row: rr, rg, rb, gr, ...

struct Params {
  cells: u32,
  rr: f32,
  rg: f32,
  rb: f32,
  gr: f32,
  gg: f32,
  gb: f32,
  br: f32,
  bg: f32,
  bb: f32,
}

@group(0) @binding(0) var<uniform> params: Params;

fn red() -> vec3f {
  return vec3f(params.rr, params.rg, params.rb);
}

fn green() -> vec3f {
  return vec3f(params.gr, params.gg, params.gb);
}

fn blue() -> vec3f {
  return vec3f(params.br, params.bg, params.bb);
}
