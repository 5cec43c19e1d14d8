using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Components.Catalogues;
using CityKit.Grids.Maps;

namespace CityKit.Checking;

/// <summary>What a city is configured with, for the checks of one part against the others.</summary>
/// <param name="Rules">The rule file, UTF-8 JSON.</param>
/// <param name="Sensors">The sensor register, UTF-8 JSON.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Profiles">The profiles of work items.</param>
/// <param name="Catalogues">The classes.</param>
/// <param name="Grids">The grids; null when there is no map.</param>
internal sealed record CityParts(
    ReadOnlyMemory<byte> Rules, ReadOnlyMemory<byte> Sensors, WorkPolicy Policy,
    ProfileCatalogue Profiles, CatalogueSet Catalogues, GridMap? Grids);
