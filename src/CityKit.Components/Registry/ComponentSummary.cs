using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using NodaTime;

namespace CityKit.Components.Registry;

/// <summary>What a store says about a component without reading its entries (部件摘要): what questions are asked by. What was not wanted
/// (<see cref="SummaryParts"/>) is <c>default</c>.</summary>
public readonly record struct ComponentSummary
{
    /// <summary>The component.</summary>
    public required ComponentId Id { get; init; }

    /// <summary>The state it is in.</summary>
    public required ComponentState State { get; init; }

    /// <summary>Where it is.</summary>
    public GeoPoint Location { get; init; }

    /// <summary>The grid it is in; <c>default</c> when it has none.</summary>
    public GridKey Grid { get; init; }

    /// <summary>The community of its unit grid; <c>default</c> when its grid is none.</summary>
    public AreaCode Area { get; init; }

    /// <summary>The competent department.</summary>
    public ResponsibleBody? Department { get; init; }

    /// <summary>The owner.</summary>
    public ResponsibleBody? Owner { get; init; }

    /// <summary>The maintainer.</summary>
    public ResponsibleBody? Maintainer { get; init; }

    /// <summary>When it was first surveyed.</summary>
    public LocalDate FirstSurveyed { get; init; }

    /// <summary>When anything last changed; null since the first survey.</summary>
    public LocalDate? Changed { get; init; }

    /// <summary>The day of its last entry: what was true later is what is said here.</summary>
    public LocalDate LastEntry { get; init; }

    /// <summary>What its owner calls it; null or empty when there is none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The summary of a component after an entry.</summary>
    public static ComponentSummary Of(ComponentEvent entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var (after, grid) = (entry.After, entry.After.Grid);
        return new ComponentSummary
        {
            Id = after.Id, State = after.State, Location = after.Location,
            Grid = grid, Area = AreaOf(grid),
            Department = after.Department, Owner = after.Owner, Maintainer = after.Maintainer,
            FirstSurveyed = after.FirstSurveyed, Changed = after.Changed, LastEntry = entry.On, ExternalId = after.ExternalId,
        };
    }

    /// <summary>The community that a grid is in, by its code; <c>default</c> when it is no unit grid.</summary>
    public static AreaCode AreaOf(GridKey grid) =>
        grid.Scheme == GridScheme.UnitGrid && UnitGridCode.TryParse(grid.Code, null, out var code) ? code.Community : default;
}
