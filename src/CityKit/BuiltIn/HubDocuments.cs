using CityKit.Documents;

namespace CityKit.BuiltIn;

/// <summary>The documents of every hub, for programs that open a store without a hub.</summary>
public static class HubDocuments
{
    /// <summary>The kinds of the built-in modules; other modules declare theirs.</summary>
    public static IReadOnlyList<DocumentKind> Kinds { get; } = [.. BuiltInModules.With([]).Kinds];
}
