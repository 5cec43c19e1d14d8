using CityKit.Cases;
using CityKit.Components;

namespace CityKit.AlertDesk;

/// <summary>What makes a repeat join the lead or work item that is open already: profile, class, and the thing or place.</summary>
internal static class JoinKey
{
    internal static string Of(Lead lead) => Of(lead.Profile, ClassKey.TryParse(lead.Class, null, out var key) ? key : null,
        lead.Subject.Component, lead.Subject.Household, lead.Subject.Place);

    internal static string Of(WorkItem item) => Of(item.Profile, item.Class, item.Component, item.Household, item.Place);

    internal static string Of(string profile, ClassKey classKey, ComponentId component) =>
        Of(profile, classKey, component, null, WorkPlace.Unknown);

    private static string Of(string profile, ClassKey? classKey, ComponentId? component, string? household, WorkPlace place) =>
        $"{profile}|{classKey}|{component?.ToString() ?? household ?? Of(place)}";

    private static string Of(WorkPlace place) => place.Compound is null
        ? $"{place.Grid}|{place.Point}|{place.Address}"
        : $"{place.Compound}|{place.Building}|{place.Entrance}";
}
