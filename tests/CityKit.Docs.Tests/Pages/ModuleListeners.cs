#pragma warning disable IDE0130 // a program of its own, as docs/modules.md shows it
using System.Text.Json.Serialization;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;

namespace MyCity.Care;

/// <summary>A care visit of a compound (探访), and whether somebody still has to go.</summary>
public sealed record Visit(string Id, string Compound, bool IsOpen)
{
    internal static DocumentIndex<Visit> OpenIn { get; } = DocumentIndex<Visit>.Text("open", v => v.IsOpen ? v.Compound : null);
    internal static DocumentKind<Visit> Kind { get; } = ModuleJson.Documents("care_visit", v => v.Id, CareJson.Shared.Visit, OpenIn);
}

[JsonSerializable(typeof(Visit))]
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
        .Documents(Visit.Kind)
        .OnChange(ItemDocuments.Kind, Follow);

    private static void Follow(WorkItem item, IFacts facts, IChanges changes)
    {
        if (item.Profile == "care-visit" && item.Place.Compound is { } compound)
            changes.Put(Visit.Kind, new Visit(item.Id.ToString(), compound, item.IsOpen));
    }
}
