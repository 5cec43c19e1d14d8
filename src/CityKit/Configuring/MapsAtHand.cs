using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Setup;

namespace CityKit.Configuring;

/// <summary>The maps of grids that this process has (现有网格图): those of the setup, and what commands brought since.</summary>
internal sealed class MapsAtHand
{
    private readonly Dictionary<GridVersion, GridMap?> setup = [];
    private readonly Dictionary<GridVersion, GridMap?> brought = [];
    private readonly GridVersion current;

    internal MapsAtHand(HubSetup of)
    {
        current = GridVersion.Of(of.Grids);
        foreach (var map in of.EarlierGrids) setup[GridVersion.Of(map)] = map;
        setup[current] = of.Grids;
    }

    /// <summary>Reads which map the configuration in force has.</summary>
    /// <exception cref="FormatException">The bytes are something else.</exception>
    internal GridVersion Read(ReadOnlySpan<byte> utf8) => utf8.SequenceEqual(current.ToUtf8()) ? current : GridVersion.Read(utf8);

    internal bool TryFind(GridVersion version, out GridMap? map) =>
        setup.TryGetValue(version, out map) || brought.TryGetValue(version, out map);

    internal void Bring(GridVersion version, GridMap map) => brought[version] = map;

    /// <summary>Lets go of what is no longer in force; a map whose commit failed is needed until then.</summary>
    internal void Keep(GridVersion? inForce)
    {
        foreach (var other in brought.Keys)
            if (other != inForce) brought.Remove(other);
    }

    /// <summary>That the journal names a map which is not here.</summary>
    internal LocalizedText Misses(GridVersion wanted) => new(
        $"流水以网格图 {wanted} 作出决定，而配置中的网格图为 {current}；请提供该图（HubSetup.Grids，或与其他图一并列入 HubSetup.EarlierGrids）",
        $"the journal decides with the grid map {wanted}, and the setup has {current}; give it that map as HubSetup.Grids, "
        + "or beside another in HubSetup.EarlierGrids");
}
