using CityKit.Core;

namespace CityKit.Components.Catalogues;

/// <summary>One class of a catalogue (部件/事项小类).</summary>
/// <param name="Key">Standard, kind and code.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsLocal">Whether a city added it (自定义).</param>
/// <param name="Successor">The class of GB/T 47678.5-2026 that follows it, when the table names one.</param>
/// <param name="IsDropped">Whether the table says that nothing follows it in GB/T 47678.5-2026.</param>
public sealed record CatalogueClass(ClassKey Key, LocalizedText Name, bool IsLocal = false, ClassKey? Successor = null,
    bool IsDropped = false)
{
    /// <summary>The ending of a local class's Chinese name.</summary>
    public const string LocalMark = "（自定义）";

    /// <summary>Code and both names.</summary>
    public override string ToString() => $"{Key.Code} {Name.Zh} {Name.En}";
}
