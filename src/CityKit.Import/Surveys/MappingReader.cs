using System.Collections.Immutable;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Core.Text;
using CityKit.Import.Systems;

namespace CityKit.Import.Surveys;

/// <summary>Reads <see cref="SurveyMapping"/>.</summary>
internal static class MappingReader
{
    private const int Version = 1;
    private const int MostValues = 10_000;
    private const int MostCharacters = 1_000;

    internal static (string Word, SurveyFormat? Value)[] Formats { get; } =
        Array.ConvertAll(Enum.GetValues<SurveyFormat>(), format => (format.ToString().ToLowerInvariant(), (SurveyFormat?)format));

    internal static (string Word, AxisOrder? Value)[] Orders { get; } =
        [("east-north", AxisOrder.EastNorth), ("north-east", AxisOrder.NorthEast)];

    internal static SurveyMapping? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var reader = ConfigReader.Parse(utf8);
        errors = reader.Errors;
        reader.Integer("version", Version, Version);
        reader.BilingualOrNull("notice", MostCharacters); // for people only
        var mapping = new SurveyMapping
        {
            Format = reader.WordOr("format", null, Formats),
            Encoding = Encoding(reader),
            Separator = Separator(reader),
            HeaderRow = (int?)reader.IntegerOrNull("headerRow", 1, 1_000),
            Sheet = reader.TextOrNull("sheet"),
            Layer = reader.TextOrNull("layer"),
            System = SystemReader.Read(reader),
            Axes = reader.WordOr("axes", null, Orders),
            Within = Within(reader),
            Scheme = Scheme(reader),
            Fields = Fields(reader.Object("fields")),
            Bodies = Bodies(reader),
        };
        reader.Close();
        return errors.Count > 0 ? null : mapping;
    }

    private static string? Encoding(ConfigReader reader)
    {
        var name = reader.TextOrNull("encoding", 32);
        if (name is not null && TextEncodings.Find(name) is null)
            reader.Reject("encoding",
                new("utf-8、gb18030、gbk、utf-16、utf-16be、big5 或其他已知编码",
                    "utf-8, gb18030, gbk, utf-16, utf-16be, big5 or another known encoding"));
        return name;
    }

    private static char? Separator(ConfigReader reader)
    {
        var text = reader.TextOrNull("separator", 1);
        if (text is [not (>= ' ' and < (char)127 or '\t')] or ['"'])
            reader.Reject("separator", new("一个 ASCII 字符，如逗号、分号或制表符", "one ASCII character, such as , ; or a tab"));
        return text is [var separator] ? separator : null;
    }

    private static GeoBox? Within(ConfigReader reader)
    {
        if (reader.ObjectOrNull("within") is not { } box) return null;
        var (west, south) = (box.Decimal("west", -180, 180), box.Decimal("south", -90, 90));
        var (east, north) = (box.Decimal("east", -180, 180), box.Decimal("north", -90, 90));
        if (west >= east || south >= north)
            box.RejectAll(new("没有内部的范围", "a box without an inside"), new("西小于东、南小于北", "west less than east, south less than north"));
        box.Close();
        return new GeoBox((double)west, (double)south, (double)east, (double)north);
    }

    private static ComponentScheme Scheme(ConfigReader reader) =>
        reader.Has("scheme")
            ? reader.Parsed<ComponentScheme>("scheme", new("2 至 4 个 a-z、0-9，以字母开头", "2 to 4 of a-z and 0-9, a letter first")) : default;

    private static ImmutableSortedDictionary<SurveyField, FieldSource> Fields(ConfigReader reader)
    {
        var fields = ImmutableSortedDictionary.CreateBuilder<SurveyField, FieldSource>();
        foreach (var name in reader.Names)
            if (FieldOf(reader, name) is { } field && Source(reader.Object(name)) is { } source) fields[field] = source;
        return fields.ToImmutable();
    }

    // One way to write each: the abbreviation in its own letters.
    private static SurveyField? FieldOf(ConfigReader reader, string name)
    {
        if (SurveyColumns.TryFieldOf(name, out var field) && SurveyColumns.CodeOf(field) == name) return field;
        var known = Enum.GetValues<SurveyField>().Select(SurveyColumns.CodeOf).ToArray();
        reader.Reject(name, new($"字段：{string.Join("、", known)}", $"a field: {string.Join(", ", known)}"), NearMiss.Of(name, known),
            LocalizedText.Values($"'{name}'"));
        return null;
    }

    private static FieldSource? Source(ConfigReader reader)
    {
        var (column, constant) = (reader.TextOrNull("column", MostCharacters), reader.TextOrNull("constant", MostCharacters));
        var (values, otherwise) = (Values(reader), reader.TextOrNull("otherwise", MostCharacters));
        if (reader.Has("column") == reader.Has("constant"))
            reader.RejectAll(column is null ? new("两者皆无", "neither") : new("两者皆有", "both"),
                new("column 或 constant 之一", "either a column or a constant"));
        if (reader.Has("constant") && (reader.Has("values") || reader.Has("otherwise")))
            reader.Reject("constant", new("空：有 constant 时不写 values 和 otherwise", "no values and no otherwise beside a constant"));
        if (string.IsNullOrWhiteSpace(column ?? constant ?? "-"))
            reader.RejectAll(new("空白", "white space"), new("名称或值", "a name or a value"));
        reader.Close();
        if (!string.IsNullOrWhiteSpace(constant)) return FieldSource.Always(constant);
        return string.IsNullOrWhiteSpace(column) ? null : FieldSource.FromColumn(column).With(values, otherwise);
    }

    private static Dictionary<string, string> Values(ConfigReader reader)
    {
        if (reader.ObjectOrNull("values") is not { } list) return [];
        if (list.Names.Count is 0 or > MostValues) reader.Reject("values", new($"1 至 {MostValues} 个值", $"1 to {MostValues} values"));
        return list.Names.Take(MostValues).ToDictionary(name => name, name => list.Text(name, MostCharacters), StringComparer.Ordinal);
    }

    private static ImmutableSortedDictionary<string, UnifiedSocialCreditCode> Bodies(ConfigReader reader)
    {
        var bodies = ImmutableSortedDictionary.CreateBuilder<string, UnifiedSocialCreditCode>(StringComparer.Ordinal);
        if (reader.ObjectOrNull("bodies") is not { } list) return bodies.ToImmutable();
        if (list.Names.Count is 0 or > MostValues) reader.Reject("bodies", new($"1 至 {MostValues} 个单位", $"1 to {MostValues} bodies"));
        foreach (var name in list.Names.Take(MostValues))
            bodies[name] = list.Parsed<UnifiedSocialCreditCode>(name,
                new("18 位统一社会信用代码", "a unified social credit code of 18 characters (统一社会信用代码)"));
        return bodies.ToImmutable();
    }
}
