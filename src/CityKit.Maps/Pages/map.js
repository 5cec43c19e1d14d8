// The page of one map: draws what the JSON beside it holds. Names come from data, so every text is set as text, never as HTML.
(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const words = {
    zh: {
      other: 'English', lang: 'zh-CN', total: '合计', areas: '区域数', none: '无数据', top: '最多的区域', date: '日期', source: '来源',
      components: '部件', reset: '显示全部',
      webgl: '此浏览器无法绘制地图（缺少 WebGL）。请更换浏览器，或导出 SVG 图。',
    },
    en: {
      other: '中文', lang: 'en', total: 'Total', areas: 'Areas', none: 'no data', top: 'Highest', date: 'Date', source: 'Source',
      components: 'Components', reset: 'Show all',
      webgl: 'This browser cannot draw the map (it has no WebGL). Use another browser, or make the SVG picture.',
    },
  };
  let language = (navigator.language || '').toLowerCase().startsWith('zh') ? 'zh' : 'en';
  const other = () => (language === 'zh' ? 'en' : 'zh');
  const say = (text) => text[language] || text[other()] || '';
  const number = (count) => count.toLocaleString('en-US', { maximumFractionDigits: 2 });
  const byId = (id) => document.getElementById(id);
  const element = (tag, name, text) => {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const row = (mark, colour, text, count) => {
    const made = element('li', 'row');
    const sign = element('span', mark);
    sign.style.background = colour;
    made.append(sign, element('span', '', text), element('span', 'n', number(count)));
    return made;
  };
  const features = data.areas.features;
  const known = features.filter((area) => area.properties.count !== null);
  const nameOf = (area) => say(area.properties) || area.properties.code;

  function writeLegend() {
    const rows = data.classes.map((one) => row('swatch', one.colour, one.text, one.areas)).reverse();
    if (data.unknown) rows.push(row('swatch', data.noData, words[language].none, data.unknown));
    byId('classes').replaceChildren(...rows);
    byId('dots').replaceChildren(...data.dotClasses.map((one) => row('dot', one.colour, say(one), one.count)));
    byId('dots-title').textContent = data.dotClasses.length ? words[language].components : '';
    const total = known.reduce((sum, area) => sum + area.properties.count, 0);
    const { total: totalWord, areas } = words[language];
    byId('total').textContent = `${totalWord} ${number(total)} · ${areas} ${number(features.length)} · ${say(data.method)}`;
  }

  function writeHighest() {
    const highest = [...known].sort((a, b) => b.properties.count - a.properties.count).slice(0, 10);
    byId('highest').replaceChildren(...highest.map((area, i) => {
      const button = element('button');
      button.append(element('span', 'place', `${i + 1}`), element('span', '', nameOf(area)),
          element('b', '', number(area.properties.count)));
      button.addEventListener('click', () => show(area));
      const item = element('li');
      item.append(button);
      return item;
    }));
  }

  function write() {
    document.documentElement.lang = words[language].lang;
    document.title = say(data.title);
    byId('title').textContent = say(data.title);
    byId('subtitle').textContent = data.title[other()] === say(data.title) ? '' : data.title[other()];
    byId('language').textContent = words[language].other;
    byId('count').textContent = say(data.count);
    byId('top').textContent = words[language].top;
    byId('date').textContent = `${words[language].date} ${data.date}`;
    byId('source').textContent = `${words[language].source} ${say(data.source)}`;
    writeLegend();
    writeHighest();
  }

  // Names are drawn with the fonts of this computer: no glyphs are asked for.
  const name = () => ['coalesce', ['get', `${language}_`], ['get', `${other()}_`]];
  const text = (size) => ({ 'text-field': name(), 'text-font': ['sans-serif'], 'text-size': size, 'text-padding': 3,
      'symbol-sort-key': ['get', 'rank'], 'text-max-width': 8 });
  const halo = (colour) => ({ 'text-color': colour, 'text-halo-color': '#ffffff', 'text-halo-width': 1.6 });
  const colour = ['match', ['get', 'class'], ...data.classes.flatMap((one, i) => [i, one.colour]), data.noData];
  const style = {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: data.areas, promoteId: 'at' },
      outlines: { type: 'geojson', data: data.outlines },
      names: { type: 'geojson', data: data.names },
      dots: { type: 'geojson', data: data.dots },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#eef2f4' } },
      { id: 'areas', type: 'fill', source: 'areas', paint: { 'fill-color': data.classes.length ? colour : data.noData,
          'fill-antialias': false } },
      { id: 'borders', type: 'line', source: 'areas', paint: { 'line-color': '#8d999f',
          'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.4, 14, 1.2] } },
      { id: 'outlines', type: 'line', source: 'outlines', paint: { 'line-color': '#1f2a30', 'line-width': 1.8 } },
      { id: 'here', type: 'line', source: 'areas', paint: { 'line-color': '#d55e00',
          'line-width': ['case', ['boolean', ['feature-state', 'here'], false], 3, 0] } },
      { id: 'dots', type: 'circle', source: 'dots', paint: { 'circle-color': ['get', 'colour'], 'circle-stroke-color': '#ffffff',
          'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 13, 0, 15, 0.8],
          'circle-radius': ['interpolate', ['exponential', 1.5], ['zoom'], 11, 1, 14, 2.5, 18, 8] } },
      { id: 'area-names', type: 'symbol', source: 'names', filter: ['!', ['get', 'outline']],
          layout: text(['interpolate', ['linear'], ['zoom'], 8, 11, 14, 14]),
          paint: data.dotClasses.length ? halo('#1b1f22') : { 'text-color': ['case', ['get', 'dark'], '#ffffff', '#1b1f22'],
            'text-halo-color': ['case', ['get', 'dark'], '#19376a', '#ffffff'], 'text-halo-width': 0.8 } },
      // On top, so that their places are found first.
      { id: 'outline-names', type: 'symbol', source: 'names', filter: ['get', 'outline'],
          layout: text(['interpolate', ['linear'], ['zoom'], 8, 14, 12, 20]), paint: halo('#1f2a30') },
    ],
  };

  const mostParts = 8;
  let map = null;
  const fit = { padding: 28, duration: 0, maxZoom: 17 };
  const boxOf = (area) => {
    const box = new maplibregl.LngLatBounds();
    const walk = (list) => (typeof list[0] === 'number' ? box.extend(list) : list.forEach(walk));
    walk(area.geometry.coordinates);
    return box;
  };
  const show = (area) => {
    if (!map) return;
    map.fitBounds(boxOf(area), { ...fit, padding: 80, duration: 600 });
    tell({ layer: { id: 'areas' }, properties: area.properties }, data.names.features[area.properties.at].geometry.coordinates);
  };

  class Home {
    onAdd() {
      const box = element('div', 'maplibregl-ctrl maplibregl-ctrl-group');
      const button = element('button', '', '⌂');
      button.type = 'button';
      button.title = words[language].reset;
      button.addEventListener('click', () => map.fitBounds(data.bounds, { ...fit, duration: 600 }));
      box.append(button);
      return (this.box = box);
    }

    onRemove() { this.box.remove(); }
  }

  function contentOf(feature) {
    const box = element('div');
    const properties = feature.properties;
    box.append(element('div', 'name', say({ zh: properties.zh, en: properties.en }) || properties.code),
        element('div', 'code', properties.code));
    if (feature.layer.id === 'areas') {
      const count = typeof properties.count === 'number' ? number(properties.count) : words[language].none;
      box.append(element('div', 'count', `${say(data.count)} ${count}`));
      const parts = features[properties.at].properties.parts || []; // a feature found on the map has them as text
      box.append(...parts.slice(0, mostParts).map((part) => {
        const line = element('div', 'part');
        line.append(element('span', '', say(part)), element('b', '', number(part.count)));
        return line;
      }));
      if (parts.length > mostParts) box.append(element('div', 'code', `+ ${parts.length - mostParts}`));
    }
    return box;
  }

  const popup = new maplibregl.Popup({ closeButton: false, closeOnClick: false, maxWidth: '320px' });
  const tell = (feature, place) => popup.setLngLat(place).setDOMContent(contentOf(feature)).addTo(map);

  function listen() {
    let here = null;
    const mark = (at) => {
      if (here !== null) map.setFeatureState({ source: 'areas', id: here }, { here: false });
      here = at;
      if (at !== null) map.setFeatureState({ source: 'areas', id: at }, { here: true });
    };
    const point = (event) => {
      const found = map.queryRenderedFeatures(event.point, { layers: ['dots', 'areas'] })[0];
      map.getCanvas().style.cursor = found ? 'pointer' : '';
      mark(found && found.layer.id === 'areas' ? found.properties.at : null);
      if (found) tell(found, event.lngLat);
      else popup.remove();
    };
    map.on('mousemove', point);
    map.on('click', point);
    map.on('mouseout', () => { mark(null); popup.remove(); });
    map.once('idle', () => {
      const drawn = map.queryRenderedFeatures({ layers: ['areas'] }).map((feature) => feature.properties.at);
      document.body.dataset.drawn = new Set(drawn).size;
    });
    map.on('error', (event) => { document.body.dataset.error = event.error ? event.error.message : 'unknown'; });
  }

  byId('language').addEventListener('click', () => {
    language = other();
    write();
    if (map) for (const layer of ['outline-names', 'area-names']) map.setLayoutProperty(layer, 'text-field', name());
  });
  write();
  try {
    map = new maplibregl.Map({ container: 'map', style, bounds: data.bounds, fitBoundsOptions: fit, attributionControl: false,
        dragRotate: false, pitchWithRotate: false,
      maxZoom: 20, localIdeographFontFamily: '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", sans-serif' });
    map.touchZoomRotate.disableRotation();
    map.addControl(new maplibregl.NavigationControl({ showCompass: false }), 'top-right');
    map.addControl(new Home(), 'top-right');
    map.addControl(new maplibregl.ScaleControl({ unit: 'metric', maxWidth: 140 }), 'bottom-left');
    listen();
  } catch (wrong) {
    byId('message').textContent = words[language].webgl;
    byId('message').style.display = 'grid';
    document.body.dataset.error = String(wrong.message || wrong);
  }
})();
