using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Grids.Nets;
using NodaTime;

namespace CityKit.Components.Queries;

/// <summary>A question to the registry (部件查询): what all the named properties say must be true of a component; none named is every
/// component. Immutable.</summary>
/// <remarks>Removed components are only found when <see cref="Classes"/> names their state.</remarks>
public sealed record ComponentQuery
{
    /// <summary>Where it is, by its point: a box, polygons, a circle, the surroundings of a line, grids of a map
    /// (<see cref="Grids.Maps.GridMap.RegionOf"/>).</summary>
    public GeoRegion? Region { get; init; }

    /// <summary>The grids and areas it is in, by the code that the registry has for it.</summary>
    public GridSet? Grids { get; init; }

    /// <summary>Its class, and its state.</summary>
    public ClassFilter? Classes { get; init; }

    /// <summary>The competent department, by name or by unified social credit code.</summary>
    public string? Department { get; init; }

    /// <summary>The owner, by name or code.</summary>
    public string? Owner { get; init; }

    /// <summary>The maintainer, by name or code.</summary>
    public string? Maintainer { get; init; }

    /// <summary>What its owner calls it.</summary>
    public string? ExternalId { get; init; }

    /// <summary>When it was first surveyed, both days included.</summary>
    public DateInterval? FirstSurveyed { get; init; }

    /// <summary>When it last changed, both days included; what never changed since its first survey is not found by it.</summary>
    public DateInterval? Changed { get; init; }

    /// <summary>As it was at the end of a day; null for now.</summary>
    public LocalDate? On { get; init; }
}
