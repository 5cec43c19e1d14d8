using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using CityKit.Core;
using CityKit.Maps.Pictures;
using CityKit.Maps.Shapes;

namespace CityKit.Maps.Pages;

/// <summary>
/// Writes a map as one HTML file that needs no server and loads nothing from outside. MapLibre, styles and data are in it, and its
/// Content-Security-Policy allows no other script and no request at all. Zoom, names and counts under the pointer, Chinese and English.
/// </summary>
/// <remarks>
/// For a map to send by mail or to put on a web site; for a document take <see cref="Drawing.SvgMap"/>, for a live map <see
/// cref="CityKitMaps"/>. It is pure and serves any thread. Too many components or too large borders are a refusal, not an exception. There
/// is no street map in it.
/// </remarks>
/// <example><code>
/// var streets = new GridMap(GridFileReader.Read("grids.geojson").Grids);
/// var lamps = new Dictionary&lt;string, double> { ["370202004"] = 812, ["370202014"] = 655 };
/// var areas = streets.Grids.Select(grid =>
///     new MapArea(grid.Code, new LocalizedText(grid.Name, ""), grid.Polygons, lamps.GetValueOrDefault(grid.Code)));
/// var picture = new MapPicture(new("路灯数量", "Street lamps"), new("路灯", "Lamps"), today, new("市政", "City"), areas);
/// var page = HtmlMap.Write(picture);
/// if (page.Refusal is { } refusal) Console.Error.WriteLine(refusal.Message);
/// else File.WriteAllBytes("lamps.html", page.Utf8.Span);
/// </code></example>
public static class HtmlMap
{
    /// <summary>The most bytes of a page.</summary>
    public const int MostBytes = 20 << 20;

    /// <summary>The most single components on a page.</summary>
    public const int MostDots = 50_000;

    private const double FirstTolerance = 0.5;
    private const double LastTolerance = 64;

    private static readonly Lazy<PageParts> Parts = new(PageParts.Read);

    /// <summary>Writes it. Borders are simplified as little as fits, and neighbours keep sharing them.</summary>
    /// <returns>The page, or why not: <c>too-many</c> components, <c>too-large</c> even with the roughest borders.</returns>
    public static MapPage Write(MapPicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Write(picture, MostBytes);
    }

    internal static MapPage Write(MapPicture picture, int mostBytes)
    {
        if (picture.Dots.Length > MostDots) return MapPage.Refused(TooMany(picture.Dots.Length));
        var net = new BorderNet([.. picture.Areas.Select(area => area.Polygons), .. picture.Outlines.Select(outline => outline.Polygons)]);
        var room = mostBytes - Parts.Value.Bytes;
        var places = net.Simplify(FirstTolerance).Select(shape => InnerPoint.Of(shape)).ToImmutableArray();
        var bytes = 0;
        for (var metres = FirstTolerance; metres <= LastTolerance; metres *= 2)
        {
            var data = PageData.Of(picture, net.Simplify(metres), places);
            if (data.Length <= room) return new MapPage(Page(picture, data.Span), null, metres);
            bytes = data.Length + Parts.Value.Bytes;
        }
        return MapPage.Refused(TooLarge(bytes, mostBytes));
    }

    private static byte[] Page(MapPicture picture, ReadOnlySpan<byte> data)
    {
        using var page = new MemoryStream();
        page.Write(Encoding.UTF8.GetBytes(Parts.Value.Head(HtmlEncoder.Default.Encode(picture.Title.Zh))));
        page.Write(data);
        page.Write(Encoding.UTF8.GetBytes(Parts.Value.Tail));
        return page.ToArray();
    }

    private static Refusal TooMany(int dots) => Refusal.Of("too-many",
        $"The map has {dots} single components; a page has at most {MostDots}. Show a smaller part of the city, or fewer classes.",
        $"单个部件共 {dots} 个，页面最多 {MostDots} 个；请缩小范围或减少分类。");

    private static Refusal TooLarge(int bytes, int most) => Refusal.Of("too-large",
        string.Create(CultureInfo.InvariantCulture,
            $"The page would have {bytes / 1e6:0.0} MB with borders simplified by {LastTolerance} m; it may have {most / 1e6:0.0}. ")
        + "Show wider areas or a part of the city, or make an SVG.",
        string.Create(CultureInfo.InvariantCulture, $"边界简化至 {LastTolerance} 米后页面仍有 {bytes / 1e6:0.0} MB，上限为 {most / 1e6:0.0} MB；")
        + "请改用更大的区域、只显示部分城区，或导出 SVG。");
}
