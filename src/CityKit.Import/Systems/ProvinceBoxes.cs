using CityKit.Core;

namespace CityKit.Import.Systems;

/// <summary>
/// The box around each province, by the first two digits of its codes. Derived: written down from general knowledge of where provinces
/// end, rounded outwards by a tenth of a degree or two, not taken from anyone's outlines; they say that a file is of another part of the
/// country, nothing about a border.
/// </summary>
internal static class ProvinceBoxes
{
    private static readonly Dictionary<int, (string Zh, string En, GeoBox Box)> Boxes = new()
    {
        [11] = ("北京", "Beijing", new(115.3, 39.3, 117.7, 41.2)),
        [12] = ("天津", "Tianjin", new(116.6, 38.4, 118.2, 40.4)),
        [13] = ("河北", "Hebei", new(113.3, 35.9, 120.0, 42.8)),
        [14] = ("山西", "Shanxi", new(110.1, 34.4, 114.7, 40.9)),
        [15] = ("内蒙古", "Inner Mongolia", new(97.0, 37.2, 126.2, 53.5)),
        [21] = ("辽宁", "Liaoning", new(118.7, 38.4, 125.9, 43.6)),
        [22] = ("吉林", "Jilin", new(121.5, 40.7, 131.5, 46.4)),
        [23] = ("黑龙江", "Heilongjiang", new(121.0, 43.3, 135.3, 53.7)),
        [31] = ("上海", "Shanghai", new(120.7, 30.5, 122.4, 32.0)),
        [32] = ("江苏", "Jiangsu", new(116.2, 30.6, 122.2, 35.4)),
        [33] = ("浙江", "Zhejiang", new(117.9, 26.9, 123.5, 31.4)),
        [34] = ("安徽", "Anhui", new(114.7, 29.2, 119.8, 34.8)),
        [35] = ("福建", "Fujian", new(115.7, 23.3, 120.9, 28.5)),
        [36] = ("江西", "Jiangxi", new(113.4, 24.3, 118.6, 30.2)),
        [37] = ("山东", "Shandong", new(114.6, 34.2, 123.0, 38.6)),
        [41] = ("河南", "Henan", new(110.2, 31.2, 116.8, 36.5)),
        [42] = ("湖北", "Hubei", new(108.2, 28.9, 116.3, 33.4)),
        [43] = ("湖南", "Hunan", new(108.6, 24.5, 114.4, 30.3)),
        [44] = ("广东", "Guangdong", new(109.5, 20.0, 117.5, 25.7)),
        [45] = ("广西", "Guangxi", new(104.3, 20.7, 112.2, 26.5)),
        [46] = ("海南", "Hainan", new(108.4, 3.7, 118.0, 20.4)),
        [50] = ("重庆", "Chongqing", new(105.1, 28.0, 110.4, 32.4)),
        [51] = ("四川", "Sichuan", new(97.2, 25.9, 108.7, 34.5)),
        [52] = ("贵州", "Guizhou", new(103.4, 24.5, 109.7, 29.4)),
        [53] = ("云南", "Yunnan", new(97.4, 21.0, 106.4, 29.4)),
        [54] = ("西藏", "Tibet", new(78.2, 26.7, 99.3, 36.7)),
        [61] = ("陕西", "Shaanxi", new(105.3, 31.5, 111.4, 39.8)),
        [62] = ("甘肃", "Gansu", new(92.2, 32.4, 108.9, 43.0)),
        [63] = ("青海", "Qinghai", new(89.2, 31.4, 103.3, 39.4)),
        [64] = ("宁夏", "Ningxia", new(104.1, 35.0, 107.8, 39.6)),
        [65] = ("新疆", "Xinjiang", new(73.3, 34.2, 96.6, 49.4)),
        [71] = ("台湾", "Taiwan", new(118.0, 21.7, 122.3, 26.6)),
        [81] = ("香港", "Hong Kong", new(113.7, 22.0, 114.7, 22.7)),
        [82] = ("澳门", "Macao", new(113.4, 21.9, 113.8, 22.4)),
    };

    /// <summary>The province of a county's six digits, with the box around it; null when there is none.</summary>
    internal static (LocalizedText Name, GeoBox Box)? Find(int county) =>
        Boxes.TryGetValue(county / 10_000, out var found) ? (new LocalizedText(found.Zh, found.En), found.Box) : null;
}
