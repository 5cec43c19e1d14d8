using CityKit.Core;

namespace CityKit.Components.Catalogues;

/// <summary>
/// Maps classes between GB/T 30428.2-2013 and GB/T 47678.5-2026 (新旧分类对照): the minor number stays, a zero before it; events became matters
/// and their majors moved, 01 to 06, 02 to 07, 03 to 08, 04 to 09.
/// </summary>
/// <remarks>
/// Where the 2013 catalogue names a successor, or says that a class was dropped, that comes first. Matters 01 to 05 of 2026 ("X异常") had no
/// event in 2013.
/// </remarks>
/// <param name="older">The catalogue of GB/T 30428.2-2013.</param>
/// <param name="newer">The catalogue of GB/T 47678.5-2026.</param>
public sealed class ClassMapper(ClassCatalogue older, ClassCatalogue newer)
{
    private const int MatterMajorShift = 5;
    private const int LastMovedMajor = 4;

    /// <summary>The mapper of the built-in catalogues.</summary>
    public static ClassMapper BuiltIn { get; } = new(ClassCatalogue.GbT30428, ClassCatalogue.GbT47678);

    /// <summary>The classes of 2013 that have no successor.</summary>
    public IEnumerable<CatalogueClass> Dropped => older.Classes.Where(entry => entry.IsDropped);

    /// <summary>A class of 2013 in the numbering of 2026.</summary>
    /// <exception cref="ArgumentException">The class is of another standard.</exception>
    public ClassMapping ToNewer(ClassKey source)
    {
        RequireStandard(source, older.Standard);
        var known = older.Find(source);
        if (known is { IsDropped: true }) return None(source, $"{known.Name.En} was dropped in 2026.", $"“{known.Name.Zh}”在 2026 年版中已取消。");
        if (known?.Successor is { } successor) return Mapped(source, successor, known);
        return ByRule(source) is { } target && newer.Find(target) is not null ? Mapped(source, target, known)
            : None(source, "No class of 2026 has the number that follows.", "2026 年版中没有对应编号的分类。");
    }

    /// <summary>A class of 2026 in the numbering of 2013.</summary>
    /// <exception cref="ArgumentException">The class is of another standard.</exception>
    public ClassMapping ToOlder(ClassKey source)
    {
        RequireStandard(source, newer.Standard);
        if (older.Classes.FirstOrDefault(entry => entry.Successor == source) is { } named) return Mapped(source, named.Key, named);
        if (newer.Find(source) is not null && Backwards(source) is { } target && ToNewer(target).Target == source)
            return Mapped(source, target, older.Find(target));
        return None(source, "2013 had no such class.", "2013 年版没有此分类。");
    }

    private static ClassKey? ByRule(ClassKey source)
    {
        var major = int.Parse(source.Major, System.Globalization.CultureInfo.InvariantCulture);
        if (source.Kind == ClassKind.Matter && major > LastMovedMajor) return null;
        var moved = source.Kind == ClassKind.Matter ? major + MatterMajorShift : major;
        return Key(CatalogueStandard.GbT47678, source.Kind, $"{moved:D2}0{source.Code[2..]}");
    }

    private static ClassKey? Backwards(ClassKey source)
    {
        var major = int.Parse(source.Major, System.Globalization.CultureInfo.InvariantCulture);
        var moved = source.Kind == ClassKind.Matter ? major - MatterMajorShift : major;
        return source.Code[2] == '0' && moved > 0 ? Key(CatalogueStandard.GbT30428, source.Kind, $"{moved:D2}{source.Code[3..]}") : null;
    }

    private static ClassKey? Key(CatalogueStandard standard, ClassKind kind, string code) =>
        ClassKey.TryOf(standard, kind, code, out var key) ? key : null;

    private static ClassMapping Mapped(ClassKey source, ClassKey target, CatalogueClass? observed) => observed is null
        ? new ClassMapping(source, target, MappingBasis.Inferred, new LocalizedText("按编号规则推定。", "By the numbering rule."))
        : new ClassMapping(source, target, MappingBasis.Observed,
            new LocalizedText($"2013 年版：{observed.Name.Zh}", $"2013: {observed.Name.En}"));

    private static ClassMapping None(ClassKey source, string en, string zh) =>
        new(source, null, MappingBasis.None, new LocalizedText(zh, en));

    private static void RequireStandard(ClassKey source, CatalogueStandard standard)
    {
        if (source.Standard != standard) throw new ArgumentException($"{source} is not a class of {standard}.", nameof(source));
    }
}
