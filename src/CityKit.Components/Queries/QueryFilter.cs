using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using NodaTime;

namespace CityKit.Components.Queries;

/// <summary>Holds one component against a query.</summary>
internal sealed class QueryFilter(ComponentQuery query)
{
    private readonly ClassFilter? classes = query.Classes;

    /// <summary>What it needs to know of a component.</summary>
    internal SummaryParts Parts { get; } =
        Part(query.Region, SummaryParts.Location) | Part(query.Grids, SummaryParts.Grid) | Part(query.Department, SummaryParts.Department)
        | Part(query.Owner, SummaryParts.Owner) | Part(query.Maintainer, SummaryParts.Maintainer) 
        | Part(query.ExternalId, SummaryParts.ExternalId)
        | Part(query.FirstSurveyed ?? query.Changed ?? (object?)query.On, SummaryParts.Days);

    internal bool Matches(in ComponentSummary of) =>
        (classes is null ? of.State != ComponentState.Removed : classes.Contains(of.Id, of.State))
        && query.Region?.Contains(of.Location) != false
        && query.Grids?.Contains(of.Grid, of.Area) != false
        && Is(query.Department, of.Department) && Is(query.Owner, of.Owner) && Is(query.Maintainer, of.Maintainer)
        && (query.ExternalId is null || query.ExternalId == of.ExternalId)
        && query.FirstSurveyed?.Contains(of.FirstSurveyed) != false
        && (query.Changed is null || of.Changed is { } changed && query.Changed.Contains(changed));

    private static bool Is(string? asked, ResponsibleBody? body) =>
        asked is null || body is not null && (body.Name == asked || body.Code?.Value == asked);

    private static SummaryParts Part(object? asked, SummaryParts part) => asked is null ? SummaryParts.None : part;
}
