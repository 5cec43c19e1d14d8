using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;
using NodaTime;

namespace CityKit.Components.Registry;

/// <summary>
/// A component as the registry knows it (管理部件): the 18 attributes of GB/T 47678.5-2026 table 2, its place and photos. Immutable.
/// </summary>
/// <remarks>Any values can be put together; <see cref="Problems"/> says what the standard does not allow. With an id of an own scheme
/// (<see cref="ComponentScheme"/>) codes of bodies, unit grid, street and community may be absent.</remarks>
public sealed record Component
{
    /// <summary>The identifier (1, 管理部件标识码); county, class and sequence are in it.</summary>
    public required ComponentId Id { get; init; }

    /// <summary>The name (2, 管理部件名称), at most 30 characters; 100 with an id of an own scheme.</summary>
    public required string Name { get; init; }

    /// <summary>The competent department (3 and 4, 主管部门), with its code.</summary>
    public required ResponsibleBody Department { get; init; }

    /// <summary>The owner (5 and 6, 权属单位).</summary>
    public ResponsibleBody? Owner { get; init; }

    /// <summary>The maintainer (7 and 8, 养护单位).</summary>
    public ResponsibleBody? Maintainer { get; init; }

    /// <summary>
    /// The unit grid it is in (9, 所在单元网格标识码); with an id of an own scheme a grid of any scheme, or none (<c>default</c>).
    /// </summary>
    public required GridKey Grid { get; init; }

    /// <summary>The state (10, 管理部件状态).</summary>
    public ComponentState State { get; init; } = ComponentState.Intact;

    /// <summary>When it was first surveyed (11, 初始日期).</summary>
    public required LocalDate FirstSurveyed { get; init; }

    /// <summary>When anything last changed (12, 变更日期); null since the first survey.</summary>
    public LocalDate? Changed { get; init; }

    /// <summary>Where the data come from (13, 数据来源).</summary>
    public ComponentDataSource DataSource { get; init; }

    /// <summary>A note (14, 备注), at most 1,000 characters.</summary>
    public string Note { get; init; } = "";

    /// <summary>The street (15 and 16, 所在街道).</summary>
    public AreaName? Street { get; init; }

    /// <summary>The community (17 and 18, 所在社区).</summary>
    public AreaName? Community { get; init; }

    /// <summary>Where it is.</summary>
    public required GeoPoint Location { get; init; }

    /// <summary>Its photos.</summary>
    public PhotoList Photos { get; init; }

    /// <summary>What its owner calls it (原标识码), as the file it came from has it; at most 64 characters, empty when there is none.</summary>
    public string ExternalId { get; init; } = "";

    /// <summary>The class, from the identifier.</summary>
    public ClassKey Class => Id.Class;

    /// <summary>What the standard does not allow in this record, attribute by attribute; empty when it is in order.</summary>
    public IReadOnlyList<ComponentProblem> Problems() => ComponentCheck.Of(this);

    /// <summary>
    /// This component with its grid filled in from where it is, and its areas when that is a unit grid; null when no grid of the map
    /// holds the place.
    /// </summary>
    /// <remarks>Street and community keep their names when their codes stay.</remarks>
    public Component? PlacedBy(GridMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (!map.TryLocate(Location, out var grid)) return null;
        var community = grid.UnitGridCode.Community;
        return community == default ? this with { Grid = grid.Key }
            : this with { Grid = grid.Key, Street = Named(Street, community.At(AreaLevel.Street)),
                Community = Named(Community, community) };
    }

    /// <summary>Identifier and name.</summary>
    public override string ToString() => $"{Id} {Name}";

    private static AreaName Named(AreaName? before, AreaCode code) =>
        before is { } known && known.Code == code ? known : new AreaName(code, "");
}
