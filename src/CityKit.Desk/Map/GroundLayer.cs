using System.Text.Json.Serialization;

namespace CityKit.Desk.Map;

/// <summary>A layer of the city's own maps, as <c>maps/layers</c> has it.</summary>
/// <param name="Layer">grids, compounds or components.</param>
/// <param name="Count">How many features it has.</param>
/// <param name="Box">West, south, east, north in degrees.</param>
internal sealed record GroundLayer(string Layer, int Count, IReadOnlyList<double> Box)
{
    /// <summary>Major classes, of components, two digits each.</summary>
    public IReadOnlyList<string> Majors { get; init; } = [];
}

/// <summary>How they are read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<GroundLayer>))]
internal sealed partial class GroundJson : JsonSerializerContext;
