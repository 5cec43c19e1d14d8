using CityKit.BuiltIn;

namespace CityKit.Documents;

/// <summary>The documents of every hub, for whoever opens a store without one.</summary>
public static class HubDocuments
{
    /// <summary>The kinds of the built-in modules; other modules declare theirs.</summary>
    public static IReadOnlyList<DocumentKind> Kinds { get; } = [.. BuiltInModules.With([]).Kinds];
}
