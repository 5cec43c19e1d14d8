using System.Collections.Frozen;
using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Components.Catalogues;

/// <summary>The classes of components and matters of one standard (分类目录), with a city's own.</summary>
/// <remarks>
/// Use the built-in ones, or replace them: <see cref="Read"/> takes the same JSON. It is immutable, and any number of threads may use one.
/// The built-in tables are transcribed and unofficial; <see cref="Label"/> says how far each can be trusted. It keeps no components; those
/// are in a <see cref="Registry.ComponentRegistry"/>.
/// </remarks>
/// <example><code>
/// var catalogue = ClassCatalogue.GbT47678;
/// Console.WriteLine(catalogue.FindComponent("01037")?.Name.Zh);
/// foreach (var found in catalogue.FindByName("井盖")) Console.WriteLine(found);
/// var own = catalogue.WithLocal(ClassKind.Matter, "01", new LocalizedText("消防通道停车", "Parking in a fire lane"), out var key);
/// Console.WriteLine($"{key}: {own.Find(key)?.Name.Zh}"); // numbered down from 999, marked （自定义）
/// </code></example>
public sealed class ClassCatalogue
{
    private static readonly Lazy<ClassCatalogue> Newest = new(() => CatalogueJson.BuiltIn("gbt47678.5-2026.json"));
    private static readonly Lazy<ClassCatalogue> Older = new(() => CatalogueJson.BuiltIn("gbt30428.2-2013.json"));

    private readonly FrozenDictionary<ClassKey, CatalogueClass> byKey;

    internal ClassCatalogue(CatalogueStandard standard, LocalizedText label, string source, IEnumerable<MajorClass> majors,
        IEnumerable<CatalogueClass> classes)
    {
        (Standard, Label, Source, Majors) = (standard, label, source, [.. majors]);
        Classes = [.. classes.OrderBy(entry => entry.Key)];
        byKey = Classes.ToFrozenDictionary(entry => entry.Key);
    }

    /// <summary>GB/T 47678.5-2026: 153 component and 250 matter classes, transcribed, unofficial.</summary>
    public static ClassCatalogue GbT47678 => Newest.Value;

    /// <summary>GB/T 30428.2-2013: the codes observed in use, unofficial and incomplete.</summary>
    public static ClassCatalogue GbT30428 => Older.Value;

    /// <summary>The standard its codes belong to.</summary>
    public CatalogueStandard Standard { get; }

    /// <summary>How far it can be trusted, in words.</summary>
    public LocalizedText Label { get; }

    /// <summary>Where it comes from.</summary>
    public string Source { get; }

    /// <summary>The major classes (大类).</summary>
    public ImmutableArray<MajorClass> Majors { get; }

    /// <summary>All classes, by kind and code.</summary>
    public ImmutableArray<CatalogueClass> Classes { get; }

    /// <summary>Reads a catalogue from JSON; null when <paramref name="errors"/> names anything wrong.</summary>
    public static ClassCatalogue? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors) => CatalogueJson.Read(utf8, out errors);

    /// <summary>The class of a key, or null.</summary>
    public CatalogueClass? Find(ClassKey key) => byKey.GetValueOrDefault(key);

    /// <summary>The component class of a code, or null.</summary>
    public CatalogueClass? FindComponent(string code) => FindCode(ClassKind.Component, code);

    /// <summary>The matter class of a code, or null.</summary>
    public CatalogueClass? FindMatter(string code) => FindCode(ClassKind.Matter, code);

    /// <summary>The classes whose Chinese or English name contains the text, by kind and code; letters of either case.</summary>
    public IEnumerable<CatalogueClass> FindByName(string text) => Classes.Where(entry =>
        entry.Name.Zh.Contains(text, StringComparison.Ordinal) || entry.Name.En.Contains(text, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// This catalogue with one class more, a city's own (自定义): numbered down from the top of its major class, 999 (in older standards 99),
    /// and marked in its name.
    /// </summary>
    /// <exception cref="ArgumentException">The catalogue has no such major class, or it is full.</exception>
    public ClassCatalogue WithLocal(ClassKind kind, string major, LocalizedText name, out ClassKey key)
    {
        if (!Majors.Any(entry => entry.Kind == kind && entry.Code == major))
            throw new ArgumentException($"{Standard} has no {kind} major class '{major}'.", nameof(major));
        key = NextLocal(kind, major);
        var marked = name.Zh.EndsWith(CatalogueClass.LocalMark, StringComparison.Ordinal)
            ? name : name with { Zh = name.Zh + CatalogueClass.LocalMark };
        return new ClassCatalogue(Standard, Label, Source, Majors, Classes.Add(new CatalogueClass(key, marked, IsLocal: true)));
    }

    private ClassKey NextLocal(ClassKind kind, string major)
    {
        var digits = Standard.CodeLength == 4 ? 2 : 3;
        for (var minor = digits == 2 ? 99 : 999; minor > 0; minor--)
        {
            var key = ClassKey.Of(Standard, kind, major + minor.ToString($"D{digits}", System.Globalization.CultureInfo.InvariantCulture));
            if (!byKey.ContainsKey(key)) return key;
        }
        throw new ArgumentException($"Major class {major} of {Standard} is full.", nameof(major));
    }

    private CatalogueClass? FindCode(ClassKind kind, string code) => ClassKey.TryOf(Standard, kind, code, out var key) ? Find(key) : null;
}
