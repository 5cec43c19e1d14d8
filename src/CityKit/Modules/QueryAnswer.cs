using CityKit.Core;
using CityKit.Documents;

namespace CityKit.Modules;

/// <summary>What the hub says to a query.</summary>
/// <param name="Refusal">Why there is no answer; null when there is.</param>
/// <param name="Rows">The rows, each a JSON object in UTF-8.</param>
/// <param name="Next">Where the next page begins; null when this is the last.</param>
public sealed record QueryAnswer(Refusal? Refusal, IReadOnlyList<ReadOnlyMemory<byte>> Rows, DocumentCursor? Next)
{
    /// <summary>What a query answered that gives one piece and no rows (<see cref="ModuleDeclaration.Content"/>); null of every
    /// other.</summary>
    public QueryContent? Content { get; init; }

    /// <summary>An answer of one piece.</summary>
    public static QueryAnswer Of(QueryContent content) => new(null, [], null) { Content = content };

    /// <summary>No answer, and why.</summary>
    public static QueryAnswer Refused(Refusal refusal) => new(refusal, [], null);
}
