using CityKit.Core;

namespace CityKit.Components.Registry;

/// <summary>What a registry asks of a component before it takes it in, and the words of its refusals.</summary>
internal static class RegistryRules
{
    /// <summary>The component with grid and areas filled in, and why it cannot be taken in; null when it can.</summary>
    internal static (Component Placed, Refusal? Refusal) Judge(Component component, ComponentRegistryOptions options)
    {
        if (options.Catalogue is { } catalogue && catalogue.Find(component.Class) is null)
            return (component,
                Refusal.Of("class", $"{component}: {catalogue.Label.En} has no class {component.Class.Code}.",
                    $"{component}：分类目录（{catalogue.Label.Zh}）没有 {component.Class.Code}。"));
        var placed = options.UnitGrids is { } map ? component.PlacedBy(map) : component;
        if (placed is null) return (component, Outside(component, component.Location));
        return (placed, placed.Problems() is [var first, ..]
            ? Refusal.Of("attribute", $"{component}: {first.Attribute}: {first.Message.En}",
                $"{component}：{first.Attribute}：{first.Message.Zh}") : null);
    }

    internal static Refusal Outside(Component component, GeoPoint place) =>
        Refusal.Of("outside", $"{component}: no grid of the map holds {place}.", $"{component}：地图中没有网格包含 {place}。");

    internal static HistoryDecision Unknown(ComponentId id) =>
        new(null, Refusal.Of("unknown", $"The registry has no component {id}.", $"部件库中没有 {id}。"));
}
