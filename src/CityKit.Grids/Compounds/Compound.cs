using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Grids.Compounds;

/// <summary>
/// A residential compound (小区): gates, buildings, entrances. No persons: who lives there is in protected records elsewhere.
/// </summary>
/// <param name="Id">Its name in this city, such as <c>haitang-garden</c>.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Community">The community it is in (所属社区).</param>
/// <param name="Address">The standard address (标准地址) as text; may be empty.</param>
/// <param name="Outline">Its border.</param>
/// <param name="Gates">Its gates.</param>
/// <param name="Buildings">Its buildings; they do not overlap.</param>
/// <param name="Mounts">Where sensors hang in it.</param>
public sealed record Compound(string Id, LocalizedText Name, AreaCode Community, string Address, GeoPolygon Outline,
    ImmutableArray<Gate> Gates, ImmutableArray<Building> Buildings, ImmutableArray<Mount> Mounts)
{
    /// <summary>Its standard-address code (标准地址编码) as the city gives it; empty when not known.</summary>
    public string AddressCode { get; init; } = "";

    /// <summary>Where riders stop or hand over (骑手驿站).</summary>
    public ImmutableArray<RiderStation> RiderStations { get; init; } = [];

    /// <summary>Its parking bays (车位).</summary>
    public ImmutableArray<ParkingBay> Bays { get; init; } = [];

    /// <summary>Who looks after it, each with its time; of one role never two at once.</summary>
    public ImmutableArray<CompoundBody> Bodies { get; init; } = [];

    /// <summary>Who holds a role on a day; null when nobody does, or it is not known.</summary>
    public CompoundBody? BodyOn(CompoundRole role, LocalDate on) =>
        Bodies.FirstOrDefault(body => body.Role == role && body.Valid.Contains(on));

    /// <summary>The building of a name, or null.</summary>
    public Building? FindBuilding(string id) => Buildings.FirstOrDefault(building => building.Id == id);

    /// <summary>The mount of a name, or null.</summary>
    public Mount? FindMount(string id) => Mounts.FirstOrDefault(mount => mount.Id == id);

    /// <summary>
    /// The building a place is in, or null. A point on a shared wall belongs to one building, by the rule of <see cref="GeoPolygon"/>.
    /// </summary>
    public Building? Locate(GeoPoint place)
    {
        foreach (var building in Buildings)
            if (building.Outline.Contains(place)) return building;
        return null;
    }
}
