using System.Text.Json.Serialization;

namespace CityKit.Desk.Duty;

/// <summary>Who is on one duty now.</summary>
/// <param name="Audience">The duty: a role or an audience of the policy.</param>
/// <param name="People">The accounts of those who are on it.</param>
internal sealed record RosterRow(string Audience, IReadOnlyList<string> People)
{
    /// <summary>The first digits of the unit grids for which it counts; null for everywhere.</summary>
    public string? Grid { get; init; }

    /// <summary>The compound for which it counts; null for everywhere.</summary>
    public string? Compound { get; init; }
}

/// <summary>How the roster is read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RosterRow))]
internal sealed partial class RosterJson : JsonSerializerContext;
