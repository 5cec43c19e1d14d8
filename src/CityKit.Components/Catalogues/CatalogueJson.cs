using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Components.Catalogues;

/// <summary>
/// Reads catalogues: <c>{"standard", "label": {zh, en}, "source", "majors": [{kind, code, zh, en}], "classes": [{kind, code, zh, en,
/// local?, successor?, dropped?}]}</c>.
/// </summary>
internal static class CatalogueJson
{
    internal static LocalizedText StandardAllowed { get; } =
        new("标准号，如 GB/T 47678.5-2026", "a standard's designation such as GB/T 47678.5-2026");

    internal static readonly (string Word, ClassKind Value)[] Kinds = [("component", ClassKind.Component), ("matter", ClassKind.Matter)];

    internal static ClassCatalogue BuiltIn(string name) =>
        Read(BuiltInBytes(name), out var errors) ?? throw new InvalidOperationException($"Built-in catalogue {name}: {errors}");

    /// <summary>A file of this assembly.</summary>
    internal static byte[] BuiltInBytes(string name)
    {
        using var stream = typeof(CatalogueJson).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"Built-in {name} is missing.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    internal static ClassCatalogue? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var reader = ConfigReader.Parse(utf8);
        errors = reader.Errors;
        var standard = reader.Parsed<CatalogueStandard>("standard", StandardAllowed);
        var (label, source) = (reader.Bilingual("label"), reader.Text("source", 1_000));
        var majors = reader.Objects("majors").Select(ReadMajor).ToList();
        var classes = ReadClasses(reader, standard);
        reader.Close();
        return errors.Count > 0 ? null : new ClassCatalogue(standard, label, source, majors, classes);
    }

    private static MajorClass ReadMajor(ConfigReader reader)
    {
        var result = new MajorClass(reader.Word("kind", Kinds), reader.Text("code", 2), Name(reader));
        reader.Close();
        return result;
    }

    private static List<CatalogueClass> ReadClasses(ConfigReader reader, CatalogueStandard standard)
    {
        List<CatalogueClass> classes = [];
        HashSet<ClassKey> seen = [];
        foreach (var item in reader.Objects("classes"))
        {
            var entry = ReadClass(item, standard);
            if (!seen.Add(entry.Key)) item.Reject("code", new("同一类别中每个代码只出现一次", "each code once per kind"));
            classes.Add(entry);
        }
        return classes;
    }

    private static CatalogueClass ReadClass(ConfigReader reader, CatalogueStandard standard)
    {
        var kind = reader.Word("kind", Kinds);
        var key = Key(reader, standard, kind, "code");
        ClassKey? successor = reader.Has("successor") ? Key(reader, CatalogueStandard.GbT47678, kind, "successor") : null;
        var result = new CatalogueClass(key, Name(reader), reader.Flag("local"), successor, reader.Flag("dropped"));
        reader.Close();
        return result;
    }

    private static ClassKey Key(ConfigReader reader, CatalogueStandard standard, ClassKind kind, string member)
    {
        if (ClassKey.TryOf(standard, kind, reader.Text(member, 8), out var key)) return key;
        reader.Reject(member, new(
                $"{standard} 的分类代码：{(standard.CodeLength == 0 ? "4 或 5" : standard.CodeLength)} 位数字",
                $"a class code of {standard}: {(standard.CodeLength == 0 ? "4 or 5" : standard.CodeLength)} digits"));
        return default;
    }

    private static LocalizedText Name(ConfigReader reader) => new(reader.Text("zh"), reader.Text("en"));
}
