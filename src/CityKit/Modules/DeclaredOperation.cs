using System.Text.Json.Nodes;

namespace CityKit.Modules;

/// <summary>A command or a query that a module declares, for those who describe it or map it.</summary>
/// <param name="Name">Its name, such as <c>parking/book</c>.</param>
/// <param name="Access">Who may give or ask it.</param>
public sealed record DeclaredOperation(string Name, Access Access)
{
    /// <summary>What a query takes; empty for a command.</summary>
    public IReadOnlyList<QueryParameter> Parameters { get; init; } = [];

    /// <summary>The JSON Schema (2020-12) of a command's members; null for a query.</summary>
    public JsonNode? Schema { get; init; }

    /// <summary>What a query's answer is, when that is one piece; null for rows of JSON.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether it is a command.</summary>
    public bool IsCommand => Schema is not null;
}
