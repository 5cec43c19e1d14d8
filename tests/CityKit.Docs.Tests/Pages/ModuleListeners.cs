#pragma warning disable IDE0130 // a program of its own, as docs/modules.md shows it
using System.Text.Json.Serialization;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;

namespace MyCity.Care;

/// <summary>How many visits a compound has open (探访).</summary>
public sealed record VisitsOpen(string Compound, IReadOnlyList<string> Items)
{
    internal static DocumentKind<VisitsOpen> Kind { get; } = ModuleJson.Documents("care_open", v => v.Compound, CareJson.Shared.VisitsOpen);
}

[JsonSerializable(typeof(VisitsOpen))]
internal sealed partial class CareJson : JsonSerializerContext
{
    internal static CareJson Shared { get; } = new(ModuleJson.NewOptions());
}

/// <summary>Follows work items, without a line in them.</summary>
public sealed class CareModule : ICityModule
{
    public string Name => "care";

    public IReadOnlyCollection<string> Needs => ["items"];

    public void Declare(ModuleDeclaration declaration) => declaration
        .Documents(VisitsOpen.Kind)
        .OnChange(ItemDocuments.Kind, Follow);

    private static void Follow(WorkItem item, IFacts facts, IChanges changes)
    {
        if (item.Profile != "care-visit" || item.Place.Compound is not { } compound) return;
        var id = item.Id.ToString();
        var others = (facts.Find(VisitsOpen.Kind, compound)?.Items ?? []).Where(other => other != id);
        changes.Put(VisitsOpen.Kind, new VisitsOpen(compound, item.IsOpen ? [.. others, id] : [.. others]));
    }
}
