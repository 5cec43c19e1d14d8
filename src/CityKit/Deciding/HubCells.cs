using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>The hub's pieces of state.</summary>
internal static class HubCells
{
    internal static CellKey Rules { get; } = new("hub", "rules");

    internal static CellKey Configuration { get; } = new("hub", "configuration");
}
