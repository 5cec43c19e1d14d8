// Draws what a list shows over the city's own maps. The list is the interface: nothing is done here that the list cannot do.
let library = null;
const load = (address) => library ??= new Promise((loaded, failed) => {
  const script = document.createElement('script');
  script.addEventListener('load', loaded);
  script.addEventListener('error', () => { library = null; failed(new Error(`The map library is not at ${address}.`)); });
  script.src = address;
  document.head.append(script);
});

const clusterFrom = 60; // features; fewer are never drawn as one
const clusterZoom = 16;
const china = [[73, 18], [135, 54]];
const fonts = ['system-ui', 'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif'];
const light = {
  ground: '#eef1f4', grid: '#8794a1', compound: '#dfe8df', compoundLine: '#6f8f72', building: '#d3d8de',
  ink: '#1d2530', halo: '#ffffff', grades: ['#1f5fa8', '#a35200', '#b3201f'], chosen: '#6a1b9a', count: '#5f6b78',
};
const dark = {
  ground: '#161c24', grid: '#566473', compound: '#1d2a25', compoundLine: '#5c8a6c', building: '#2a333e',
  ink: '#e6ebf1', halo: '#11161c', grades: ['#2f7fd6', '#b86a00', '#d53a36'], chosen: '#ffd54f', count: '#9aa7b5',
};
// By major class: M. Okabe and K. Ito, "Color Universal Design", 2008.
const majors = ['#0072b2', '#d55e00', '#cc79a7', '#009e73', '#e69f00', '#56b4e9'];

// MapLibre's letters (TinySDF) take the space left of a letter's ink for ink, so that half of "（", "《" and "【" is cut off.
// Measured from where the pen is, they are whole.
if (globalThis.OffscreenCanvasRenderingContext2D) {
  const { measureText } = OffscreenCanvasRenderingContext2D.prototype;
  OffscreenCanvasRenderingContext2D.prototype.measureText = function measureFromThePen(letter) {
    const measured = measureText.call(this, letter);
    const copy = {};
    for (const name in measured) copy[name] = measured[name];
    return { ...copy, actualBoundingBoxLeft: 0 };
  };
}

/** Draws one sign: its shape says how grave a thing is, what is in it says whether it is a lead, an alert or an item. */
function sign(kind, grade, colour) {
  const [size, middle] = [52, 26];
  const pen = Object.assign(document.createElement('canvas'), { width: size, height: size }).getContext('2d');
  const corners = [0, 3, 8][grade];
  const [radius, turn, low] = [[20, 0, 0], [25, -Math.PI / 2, 4], [22, Math.PI / 8, 0]][grade];
  pen.beginPath();
  if (corners === 0) pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  for (let i = 0; i < corners; i++) {
    const angle = turn + i * 2 * Math.PI / corners;
    pen.lineTo(middle + radius * Math.cos(angle), middle + low + radius * Math.sin(angle));
  }
  pen.closePath();
  Object.assign(pen, { fillStyle: colour, strokeStyle: '#ffffff', lineWidth: 4, lineJoin: 'round' });
  pen.stroke();
  pen.fill();
  Object.assign(pen, { fillStyle: '#ffffff', font: 'bold 26px sans-serif', textAlign: 'center', textBaseline: 'middle' });
  if (kind === 'item') [-7, 0, 7].forEach((y) => pen.fillRect(middle - 8, middle + low + y - 2, 16, 4));
  else pen.fillText(kind === 'lead' ? '?' : '!', middle, middle + low + 1);
  return pen.getImageData(0, 0, size, size);
}

const text = (field, size, more) => (
  { 'text-field': field, 'text-font': fonts, 'text-size': size, 'text-max-width': 9, 'text-padding': 4, ...more });
const inked = (paint, more) => ({ 'text-color': paint.ink, 'text-halo-color': paint.halo, 'text-halo-width': 1.5, ...more });
const state = (name, yes, no) => ['case', ['boolean', ['feature-state', name], false], yes, no];
const shown = (yes, no) => state('selected', yes, state('hover', yes, no));

/** The city's own maps. */
function cityLayers(has, paint, language) {
  const name = ['coalesce', ['get', language], ['get', language === 'zh' ? 'en' : 'zh']];
  const major = ['match', ['slice', ['get', 'class'], 0, 2], ...majors.flatMap((colour, i) => [`0${i + 1}`, colour]), paint.count];
  const layer = (id, type, source, part, more) => ({ id, type, source, 'source-layer': part, ...more });
  const counts = (source) => [layer(`${source}-counts`, 'circle', source, 'counts', { paint: {
    'circle-color': paint.count, 'circle-opacity': 0.75,
    'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'count']], 1, 2, 40, 9] } })];
  const gridName = ['case', ['==', ['get', 'name'], ''], ['get', 'code'], ['get', 'name']];
  return [
    ...(has.grids ? [
      layer('areas', 'fill', 'grids', 'grids', { layout: { visibility: 'none' }, paint: { 'fill-opacity': 0.8 } })] : []),
    ...(has.compounds ? [
      layer('compounds', 'fill', 'compounds', 'compounds', { paint: { 'fill-color': paint.compound, 'fill-opacity': 0.8 } }),
      ...counts('compounds'),
      layer('buildings', 'fill', 'compounds', 'buildings', { paint: { 'fill-color': paint.building } }),
      layer('compounds-line', 'line', 'compounds', 'compounds', { paint: { 'line-color': paint.compoundLine, 'line-width': 1.5 } }),
    ] : []),
    ...(has.grids ? [
      layer('grids-line', 'line', 'grids', 'grids', { paint: {
        'line-color': paint.grid, 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 0.4, 15, 1.2] } }),
      ...counts('grids')] : []),
    ...(has.components ? [
      ...counts('components'),
      layer('components', 'circle', 'components', 'components', { paint: {
        'circle-color': major, 'circle-radius': ['interpolate', ['exponential', 1.5], ['zoom'], 12, 1, 16, 2.5, 19, 5],
        'circle-opacity': 0.85, 'circle-stroke-color': paint.halo, 'circle-stroke-width': 0.6 } })] : []),
    ...(has.grids ? [
      layer('grids-name', 'symbol', 'grids', 'names', {
        layout: text(gridName, 12), paint: inked(paint, { 'text-opacity': 0.85 }) })] : []),
    ...(has.compounds ? [
      layer('buildings-name', 'symbol', 'compounds', 'buildings', { minzoom: 16, layout: text(name, 12), paint: inked(paint) }),
      layer('compounds-name', 'symbol', 'compounds', 'names', { layout: text(name, 14), paint: inked(paint) })] : []),
  ];
}

/** What the list shows. */
function thingLayers(paint, language) {
  const grade = (of) => ['match', ['get', of], 2, paint.grades[2], 1, paint.grades[1], paint.grades[0]];
  const [one, many] = [['!', ['has', 'point_count']], ['has', 'point_count']];
  const layer = (id, type, filter, more) => ({ id, type, source: 'things', filter, ...more });
  const always = { 'text-allow-overlap': true, 'text-ignore-placement': true };
  const howMany = ['concat', ['case', ['==', ['get', 'worst'], 2], '! ', ''], ['get', 'point_count_abbreviated']];
  return [
    layer('halo', 'circle', one, { paint: {
      'circle-radius': 17, 'circle-color': paint.chosen, 'circle-opacity': shown(0.25, 0), 'circle-stroke-color': paint.chosen,
      'circle-stroke-width': state('selected', 3, 1.5), 'circle-stroke-opacity': shown(1, 0) } }),
    layer('things', 'symbol', one, { layout: {
      'icon-image': ['concat', ['get', 'kind'], '-', ['get', 'grade']],
      'icon-allow-overlap': true, 'icon-ignore-placement': true, 'symbol-sort-key': ['get', 'grade'] } }),
    layer('many', 'circle', many, { paint: {
      'circle-color': grade('worst'), 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 2,
      'circle-radius': ['step', ['get', 'point_count'], 14, 20, 18, 100, 23] } }),
    layer('many-count', 'symbol', many, { layout: text(howMany, 13, always), paint: { 'text-color': '#ffffff' } }),
    layer('titles', 'symbol', one, {
      layout: text(['get', language], 13, { 'text-anchor': 'top', 'text-offset': [0, 1.3], ...always }),
      paint: inked(paint, { 'text-opacity': shown(1, 0), 'text-halo-width': 2 }) }),
  ];
}

/** The layers of a ground map: pictures, or of vector tiles faint shapes with names. */
function groundLayers(ground, paint) {
  if (ground.kind === 'raster') return [{ id: 'base-0', type: 'raster', source: 'base' }];
  const of = (type, layer, i, more) => ({ id: `base-${layer}-${i}`, type, source: 'base', 'source-layer': layer, ...more });
  const is = (...types) => ['in', ['geometry-type'], ['literal', types]];
  return [
    ...ground.layers.map((layer) => of('fill', layer, 0, {
      filter: is('Polygon', 'MultiPolygon'), paint: { 'fill-color': paint.building, 'fill-opacity': 0.5 } })),
    ...ground.layers.map((layer) => of('line', layer, 1, {
      filter: is('LineString', 'MultiLineString', 'Polygon', 'MultiPolygon'),
      paint: { 'line-color': paint.grid, 'line-opacity': 0.5 } })),
    ...ground.layers.map((layer) => of('symbol', layer, 2, {
      filter: is('Point', 'LineString'), layout: text(['coalesce', ['get', 'name:zh'], ['get', 'name'], ''], 11),
      paint: inked(paint, { 'text-opacity': 0.7 }) })),
  ];
}

const boxOf = (features) => {
  const box = new maplibregl.LngLatBounds();
  for (const one of features) if (one.geometry) box.extend(one.geometry.coordinates);
  return box.isEmpty() ? null : box;
};

class DeskMap {
  constructor(element, setup, features, desk) {
    [this.setup, this.desk, this.paint, this.selected, this.hovered, this.datum, this.shift, this.box] =
      [setup, desk, setup.dark ? dark : light, null, null, '', [0, 0], setup.box];
    this.collection = JSON.parse(features);
    const box = boxOf(this.collection.features) ?? setup.box ?? china;
    this.map = new maplibregl.Map({
      container: element, style: this.style(), bounds: box, fitBoundsOptions: { padding: 60, maxZoom: 17 }, maxZoom: 20,
      dragRotate: false, pitchWithRotate: false, attributionControl: { compact: false }, locale: setup.words,
      localIdeographFontFamily: fonts.join(','),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right');
    this.map.addControl(new maplibregl.ScaleControl({ unit: 'metric', maxWidth: 120 }), 'bottom-left');
    element.map = this.map; // for anyone who looks into a page, when data-idle says that all is drawn
    this.map.on('render', () => { delete element.dataset.idle; });
    this.map.on('idle', () => { element.dataset.idle = 'true'; });
    this.listen();
    this.ready = new Promise((ready) => { this.map.once('load', ready); });
    for (const kind of ['lead', 'alert', 'item']) for (const grade of [0, 1, 2])
      this.map.addImage(`${kind}-${grade}`, sign(kind, grade, this.paint.grades[grade]), { pixelRatio: 2 });
  }

  style() {
    const { layers, language } = this.setup;
    const sources = Object.fromEntries(Object.entries(layers).map(
      ([layer, most]) => [layer, { type: 'vector', tiles: [this.tiles(layer)], maxzoom: most }]));
    const things = { type: 'geojson', data: this.collection, promoteId: 'id', ...this.clustering() };
    return { version: 8, sources: { ...sources, things },
      layers: [{ id: 'ground', type: 'background', paint: { 'background-color': this.paint.ground } },
        ...cityLayers(layers, this.paint, language), ...thingLayers(this.paint, language)] };
  }

  clustering() {
    return {
      cluster: this.collection.features.length >= clusterFrom, clusterMaxZoom: clusterZoom, clusterRadius: 40,
      clusterProperties: { worst: ['max', ['get', 'grade']] },
    };
  }

  tiles(layer) {
    const asked = new URLSearchParams();
    if (this.datum) asked.set('datum', this.datum);
    if (layer === 'components' && this.major) asked.set('class', this.major);
    return `${this.setup.tiles}${layer}/{z}/{x}/{y}${asked.size ? `?${asked}` : ''}`;
  }

  listen() {
    const { map } = this;
    map.on('click', 'things', (event) => this.choose(event));
    map.on('click', 'many', async (event) => {
      const zoom = await map.getSource('things').getClusterExpansionZoom(event.features[0].properties.cluster_id);
      map.easeTo({ center: event.features[0].geometry.coordinates, zoom });
    });
    map.on('mousemove', (event) => {
      const found = map.getLayer('things') ? map.queryRenderedFeatures(event.point, { layers: ['things', 'many'] })[0] : null;
      map.getCanvas().style.cursor = found ? 'pointer' : '';
      this.hover(found?.properties.id ?? null);
    });
    map.on('mouseout', () => this.hover(null));
    map.on('error', (event) => { if (event.sourceId === 'base') this.desk.invokeMethodAsync('GroundFailed'); });
  }

  /** Of things in one place each click takes the next. */
  choose(event) {
    const ids = [...new Set(this.map.queryRenderedFeatures(event.point, { layers: ['things'] }).map((one) => one.properties.id))];
    this.desk.invokeMethodAsync('Choose', ids[(ids.indexOf(this.selected) + 1) % ids.length]);
  }

  mark(id, name, on) {
    if (id !== null) this.map.setFeatureState({ source: 'things', id }, { [name]: on });
  }

  hover(id) {
    if (id === this.hovered) return;
    this.mark(this.hovered, 'hover', false);
    this.mark(this.hovered = id, 'hover', true);
  }

  placeOf(id) {
    return this.collection.features.find((one) => one.properties.id === id)?.geometry?.coordinates;
  }

  async features(json) {
    await this.ready;
    this.collection = JSON.parse(json);
    this.map.getSource('things').setClusterOptions(this.clustering());
    this.map.getSource('things').setData(this.collection);
  }

  async select(id) {
    await this.ready;
    this.mark(this.selected, 'selected', false);
    this.mark(this.selected = id, 'selected', true);
    const place = id && this.placeOf(id);
    if (!place) return;
    const isClustered = this.clustering().cluster && this.map.getZoom() < clusterZoom + 1
      && !this.map.queryRenderedFeatures({ layers: ['things'], filter: ['==', ['get', 'id'], id] }).length;
    if (isClustered || !this.map.getBounds().contains(place)) this.go(place, isClustered ? clusterZoom + 1.1 : this.map.getZoom());
  }

  go(center, zoom) {
    this.map.easeTo({ center, zoom, duration: 500 }); // at once for those who want less motion
  }

  locate() {
    const place = this.placeOf(this.selected);
    if (place) this.go(place, Math.max(this.map.getZoom(), 17.5));
  }

  all() {
    this.map.fitBounds(boxOf(this.collection.features) ?? this.box ?? china, { padding: 60, maxZoom: 17, duration: 500 });
  }

  /** Shows or hides a layer of the city's own maps; of components one major class, or all for ''. */
  async show(layer, on, major) {
    await this.ready;
    for (const { id, source } of this.map.getStyle().layers)
      if (source === layer && id !== 'areas') this.map.setLayoutProperty(id, 'visibility', on ? 'visible' : 'none');
    if (layer !== 'components' || this.major === major) return;
    this.major = major;
    await this.retile(layer);
  }

  /**
   * Takes a layer's tiles from where they are now, once a frame is drawn: a source whose style has just changed waits for that frame, and
   * MapLibre then draws the tiles that it has again, and asks for none.
   */
  async retile(layer) {
    this.map.triggerRepaint();
    await this.map.once('render');
    this.map.getSource(layer).setTiles([this.tiles(layer)]);
  }

  /** Puts a ground map under all; null for none. What is over it comes in its coordinates. */
  async ground(ground, json) {
    await this.ready;
    for (const { id, source } of this.map.getStyle().layers) if (source === 'base') this.map.removeLayer(id);
    if (this.map.getSource('base')) this.map.removeSource('base');
    if (this.datum !== (ground?.datum ?? '')) {
      this.datum = ground?.datum ?? '';
      for (const layer of Object.keys(this.setup.layers)) this.retile(layer);
      await this.features(json);
    }
    this.move(ground?.shift ?? [0, 0]);
    if (!ground) return;
    const { kind, tiles, maxzoom, tileSize, attribution } = ground;
    this.map.addSource('base', { type: kind, tiles: [tiles], maxzoom, attribution, ...(kind === 'raster' ? { tileSize } : {}) });
    const above = this.map.getStyle().layers[1].id;
    for (const layer of groundLayers(ground, this.paint)) this.map.addLayer(layer, above);
  }

  /** Keeps what is in the middle there, when the ground's coordinates change: by how far they are from WGS 84 in this city. */
  move(shift) {
    const by = [shift[0] - this.shift[0], shift[1] - this.shift[1]];
    if (!by[0] && !by[1]) return;
    const { lng, lat } = this.map.getCenter();
    this.map.jumpTo({ center: [lng + by[0], lat + by[1]] });
    this.box = this.box?.map(([east, north]) => [east + by[0], north + by[1]]);
    this.shift = shift;
  }

  /** Colours grids by the first digits of their codes; null for none. */
  async areas(classes) {
    await this.ready;
    if (!this.map.getLayer('areas')) return;
    this.map.setLayoutProperty('areas', 'visibility', classes ? 'visible' : 'none');
    if (this.map.getLayer('compounds')) this.map.setPaintProperty('compounds', 'fill-opacity', classes ? 0 : 0.8);
    if (!classes) return;
    const pairs = Object.entries(classes.colours).flat();
    this.map.setPaintProperty('areas', 'fill-color', pairs.length
      ? ['match', ['slice', ['get', 'code'], 0, classes.digits], ...pairs, classes.noValue] : classes.noValue);
  }

  remove() {
    this.map.remove();
  }
}

/** Makes a map in an element; refuses when this browser cannot draw one. */
export async function create(element, setup, features, desk) {
  await load(setup.library);
  maplibregl.setWorkerUrl(setup.worker);
  return new DeskMap(element, setup, features, desk);
}
