using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Components.Catalogues;

/// <summary>Reads profiles; what one holds is described at <see cref="CityProfile.Read"/>.</summary>
internal static class CityProfileJson
{
    private const int MostClasses = 2_000;

    internal static CityProfile BuiltIn(string name) =>
        Read(CatalogueJson.BuiltInBytes(name), out var errors) ?? throw new InvalidOperationException($"Built-in profile {name}: {errors}");

    internal static CityProfile? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var reader = ConfigReader.Parse(utf8);
        errors = reader.Errors;
        var (city, label, source) = (reader.Bilingual("city"), reader.Bilingual("label"), reader.Text("source", 1_000));
        var whole = Standard(reader);
        HashSet<ClassKey> picked = [];
        Pick(reader, whole, ClassKind.Component, "components", picked);
        if (reader.Has("matters")) Pick(reader, whole, ClassKind.Matter, "matters", picked);
        else
            picked.UnionWith(whole.Classes.Where(entry => entry.Key.Kind == ClassKind.Matter
                && picked.Contains(ClassKey.Component(whole.Standard, entry.Key.Code))).Select(entry => entry.Key).ToList());
        foreach (var item in reader.Objects("extensions", MostClasses, required: false)) whole = Extend(item, whole, picked);
        reader.Close();
        if (errors.Count > 0) return null;
        var classes = whole.Classes.Where(entry => picked.Contains(entry.Key)).ToList();
        return new CityProfile(city,
            new ClassCatalogue(whole.Standard, label, source,
                whole.Majors.Where(major => classes.Any(entry => entry.Key.Kind == major.Kind && entry.Key.Major == major.Code)), classes));
    }

    private static ClassCatalogue Standard(ConfigReader reader)
    {
        var standard = reader.Parsed<CatalogueStandard>("standard", CatalogueJson.StandardAllowed);
        if (standard == CatalogueStandard.GbT30428) return ClassCatalogue.GbT30428;
        if (standard != CatalogueStandard.GbT47678)
            reader.Reject("standard",
                new($"{CatalogueStandard.GbT47678} 或 {CatalogueStandard.GbT30428}",
                    $"{CatalogueStandard.GbT47678} or {CatalogueStandard.GbT30428}"));
        return ClassCatalogue.GbT47678;
    }

    private static void Pick(ConfigReader reader, ClassCatalogue whole, ClassKind kind, string member, HashSet<ClassKey> picked)
    {
        foreach (var code in reader.Texts(member, MostClasses, 8))
        {
            var found = whole.Classes.Where(entry => entry.Key.Kind == kind && (entry.Key.Code == code || entry.Key.Major == code))
                .ToList();
            if (found.Count == 0)
                reader.Reject(member, new($"{whole.Standard} 的代码，或两位的大类代码", $"codes of {whole.Standard}, or major classes of two digits"),
                    found: LocalizedText.Values(code));
            picked.UnionWith(found.ConvertAll(entry => entry.Key));
        }
    }

    private static ClassCatalogue Extend(ConfigReader item, ClassCatalogue whole, HashSet<ClassKey> picked)
    {
        var (kind, major, name) = (item.Word("kind", CatalogueJson.Kinds), item.Text("major", 2),
            new LocalizedText(item.Text("zh"), item.Text("en")));
        item.Close();
        if (!whole.Majors.Any(entry => entry.Kind == kind && entry.Code == major))
        {
            item.Reject("major", new($"{whole.Standard} 的大类", $"a major class of {whole.Standard}"));
            return whole;
        }
        var extended = whole.WithLocal(kind, major, name, out var key);
        picked.Add(key);
        return extended;
    }
}
