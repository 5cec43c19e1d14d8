using System.Globalization;
using System.Text.RegularExpressions;
using CityKit.Core;

namespace CityKit.Import.Systems;

/// <summary>Reads a coordinate system from its name, its number or its WKT.</summary>
internal static partial class SystemText
{
    private const int MostCharacters = 16_384;
    private const int ShownCharacters = 60;

    internal static CoordinateSystem? Read(string text, out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        refusal = null;
        if (text.Length > MostCharacters)
            refusal = Wrong(text, $"has {text.Length} characters, more than {MostCharacters}", $"有 {text.Length} 个字符，超过 {MostCharacters}");
        return refusal is not null ? null : Known(text) ?? Coded(text, ref refusal) ?? Written(text, ref refusal);
    }

    private static CoordinateSystem? Known(string text)
    {
        if (text.Equals("wgs84", StringComparison.OrdinalIgnoreCase) || Crs84().IsMatch(text)) return CoordinateSystem.Wgs84;
        if (text.Equals("gcj02", StringComparison.OrdinalIgnoreCase)) return CoordinateSystem.Gcj02;
        return text.Equals("bd09", StringComparison.OrdinalIgnoreCase) ? CoordinateSystem.Bd09 : null;
    }

    private static CoordinateSystem? Coded(string text, ref Refusal? refusal)
    {
        if (Epsg().Match(text) is not { Success: true } match) return null;
        var code = int.Parse(match.Groups["code"].ValueSpan, CultureInfo.InvariantCulture);
        if (EpsgSystems.WktOf(code) is { } wkt) return new CoordinateSystem($"EPSG:{code}", WktSystem.Read(wkt, out _)!);
        refusal = Refusal.Of("system",
            $"EPSG:{code} is not one of the known codes ({EpsgSystems.Known}): give its WKT instead, such as the text of a .prj file.",
            $"EPSG:{code} 不在已知代码之内（{EpsgSystems.Known}）：请改用其 WKT 文本，例如 .prj 文件的内容。");
        return null;
    }

    private static CoordinateSystem? Written(string text, ref Refusal? refusal)
    {
        if (refusal is not null) return null;
        if (!text.Contains('[', StringComparison.Ordinal))
            refusal = Wrong(text, "is no coordinate system: wgs84, gcj02, bd09, EPSG:4528 or WKT",
                "不是坐标系：应为 wgs84、gcj02、bd09、EPSG:4528 或 WKT");
        if (refusal is not null) return null;
        var read = WktSystem.Read(text, out var problem);
        if (read is null) refusal = Wrong(text, $"cannot be used: {problem!.En}", $"无法使用：{problem.Zh}");
        return read is null ? null : new CoordinateSystem(text, read);
    }

    private static Refusal Wrong(string text, string en, string zh)
    {
        var shown = text.Length <= ShownCharacters ? text : $"{text[..ShownCharacters]}…";
        return Refusal.Of("system", $"'{shown}' {en}.", $"“{shown}”{zh}。");
    }

    [GeneratedRegex("^(EPSG:|urn:ogc:def:crs:EPSG:[0-9.]*:|https?://www\\.opengis\\.net/def/crs/EPSG/[0-9.]+/)(?<code>[0-9]{1,6})$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Epsg();

    [GeneratedRegex("^(OGC:CRS84|urn:ogc:def:crs:OGC:[0-9.]*:CRS84|https?://www\\.opengis\\.net/def/crs/OGC/[0-9.]+/CRS84)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Crs84();
}
