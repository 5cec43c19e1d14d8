using CityKit.Core.Text;

namespace CityKit.Components.Catalogues;

/// <summary>The catalogues a city works with (分类目录), at most one for each standard: says whether a class exists. Immutable.</summary>
public sealed class CatalogueSet
{
    private readonly Lazy<Dictionary<CatalogueStandard, ClassCatalogue>> catalogues;
    private readonly bool ownClassesKnown;

    private CatalogueSet(Lazy<Dictionary<CatalogueStandard, ClassCatalogue>> catalogues, bool ownClassesKnown) =>
        (this.catalogues, this.ownClassesKnown) = (catalogues, ownClassesKnown);

    /// <summary>
    /// GB/T 47678.5-2026 without any city's own classes: a number in the range that own classes are counted down in (from 999) counts as
    /// one. It is read when something asks for a class.
    /// </summary>
    public static CatalogueSet BuiltIn { get; } = new(new(() => ByStandard([ClassCatalogue.GbT47678])), ownClassesKnown: false);

    /// <summary>These catalogues; a city's own classes are the ones in them.</summary>
    /// <exception cref="ArgumentException">Two are of one standard.</exception>
    public static CatalogueSet Of(params IEnumerable<ClassCatalogue> catalogues)
    {
        ArgumentNullException.ThrowIfNull(catalogues);
        return new CatalogueSet(new(ByStandard(catalogues)), ownClassesKnown: true);
    }

    /// <summary>The catalogues, by their standards.</summary>
    public IEnumerable<ClassCatalogue> All => catalogues.Value.Values.OrderBy(catalogue => catalogue.Standard);

    /// <summary>
    /// Whether the class is in the catalogue of its standard. Of a standard that has no catalogue here, every class counts as known.
    /// </summary>
    public bool Knows(ClassKey key) => key != default && (!catalogues.Value.TryGetValue(key.Standard, out var catalogue)
        || catalogue.Find(key) is not null || (!ownClassesKnown && IsOwn(key, catalogue)));

    /// <summary>A class; null when no catalogue here has it.</summary>
    public CatalogueClass? Find(ClassKey key) =>
        key != default && catalogues.Value.TryGetValue(key.Standard, out var catalogue) ? catalogue.Find(key) : null;

    /// <summary>
    /// The class that a text probably meant: a key that is nearly the same, or a class of that name. Null when none is near.
    /// </summary>
    public string? FindNear(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var all = catalogues.Value.Values;
        var near = NearMiss.Of(text, all.SelectMany(catalogue => catalogue.Classes).Select(entry => entry.Key.ToString()));
        return near ?? FindByName(text.Replace('-', ' ')).FirstOrDefault()?.Key.ToString();
    }

    /// <summary>The classes of all catalogues whose Chinese or English name contains the text; letters of either case.</summary>
    public IEnumerable<CatalogueClass> FindByName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return catalogues.Value.Values.SelectMany(catalogue => catalogue.FindByName(text));
    }

    private static Dictionary<CatalogueStandard, ClassCatalogue> ByStandard(IEnumerable<ClassCatalogue> catalogues) =>
        catalogues.ToDictionary(catalogue => catalogue.Standard);

    private static bool IsOwn(ClassKey key, ClassCatalogue catalogue) =>
        key.Code[2] == '9' && catalogue.Majors.Any(major => major.Kind == key.Kind && major.Code == key.Major);
}
