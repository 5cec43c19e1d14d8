namespace CityKit.AspNetCore.OpenApi;

/// <summary>What is said of one endpoint.</summary>
/// <param name="Route">Method and path, as it is mapped.</param>
/// <param name="Tag">What it belongs to.</param>
/// <param name="Summary">What it does.</param>
internal sealed record Operation(string Route, string Tag, string Summary)
{
    /// <summary>The members of its JSON body, see <see cref="Schemas.OfMembers"/>; null for none.</summary>
    internal string? Members { get; init; }

    /// <summary>The media type of a body that is no JSON object of members; null for none.</summary>
    internal string? Media { get; init; }

    /// <summary>Its parameters beside those in the path, written as members are.</summary>
    internal string Parameters { get; init; } = "";

    /// <summary>The query that it asks, whose parameters it has; null for none.</summary>
    internal string? Query { get; init; }

    /// <summary>What the array of a page is called, and the schema of a row, such as <c>items:ItemView</c>; null for no page.</summary>
    internal string? Rows { get; init; }

    /// <summary>The schema of what comes back; 'Done' for commands.</summary>
    internal string Answer { get; init; } = "Any";

    /// <summary>Whether nobody has to be signed in: the signature of a device or a code is enough.</summary>
    internal bool IsOpen { get; init; }
}
