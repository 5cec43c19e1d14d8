using CityKit.Core.Text;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using CityKit.Import.Systems;

namespace CityKit.Import.Levels;

/// <summary>Reads <see cref="MapLevels"/>.</summary>
internal static class MapLevelsJson
{
    private const int MostSystem = 16_384; // characters, of WKT

    private static readonly (string, ParentRule)[] Rules = [("prefix", ParentRule.Prefix), ("property", ParentRule.Property),
        ("place", ParentRule.Place)];

    internal static MapLevels? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var reader = ConfigReader.Parse(utf8);
        errors = reader.Errors;
        reader.BilingualOrNull("notice", 1_000); // for people only
        var file = reader.TextOrNull("file");
        List<MapLevel> levels = [];
        foreach (var item in reader.Objects("levels", MapLevels.MaxLevels))
        {
            levels.Add(ReadLevel(item, file, isWidest: levels.Count == 0));
            item.Close();
        }
        if (levels.Count == 0) reader.Reject("levels", new("一个或多个层级，最大的在前", "1 or more levels, the widest first"));
        reader.Close();
        return errors.Count > 0 ? null : new MapLevels([.. levels]);
    }

    private static MapLevel ReadLevel(ConfigReader item, string? file, bool isWidest)
    {
        var (scheme, own) = (item.Parsed<GridScheme>("scheme",
            new("方案名：a-z、0-9、.、_、-", "a scheme's name of a-z, 0-9, '.', '_', '-'")), item.TextOrNull("file") ?? file);
        if (own is null) item.Reject("file", new("此处给出文件名，或为所有层级统一给出", "the file's name here, or once for all levels"));
        if (isWidest && item.Has("parent"))
            item.Reject("parent", new("空：第一层级最大，没有上级", "no parent at the first level, which is the widest"));
        if (!isWidest && !item.Has("parent")) item.Reject("parent", new("prefix、property 或 place", "prefix, property or place"));
        var rule = item.WordOr("parent", ParentRule.None, Rules);
        if (item.Has("parentProperty") != (rule == ParentRule.Property)) item.Reject("parentProperty",
            new("上级代码所在的属性，且仅在 parent 为 property 时给出", "the property with the parent's code, with \"parent\": \"property\" and only then"));
        return new MapLevel(own ?? "", rule, new GeoJsonGridOptions
        {
            Scheme = scheme, CodeProperty = item.Text("code"), NameProperty = item.TextOrNull("name") ?? "name",
            ParentProperty = item.TextOrNull("parentProperty"), Only = ReadFilter(item), Layer = item
                .TextOrNull("layer"), System = ReadSystem(item),
        });
    }

    private static CoordinateSystem? ReadSystem(ConfigReader level)
    {
        if (level.TextOrNull("system", MostSystem) is not { } text) return null;
        var system = CoordinateSystem.Read(text, out var refusal);
        if ((refusal ?? system!.Refusal) is { } wrong)
            level.Reject("system",
                new($"wgs84、gcj02、bd09、EPSG:4528 或 WKT。{wrong.Message.Zh}", $"wgs84, gcj02, bd09, EPSG:4528 or WKT. {wrong.Message.En}"));
        return system;
    }

    private static PropertyFilter? ReadFilter(ConfigReader level)
    {
        if (level.ObjectOrNull("where") is not { } item) return null;
        var filter = new PropertyFilter(item.Text("property"), item.Text("value"));
        item.Close();
        return filter;
    }
}
