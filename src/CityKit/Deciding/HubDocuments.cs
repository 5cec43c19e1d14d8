using CityKit.AlertDesk;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Setup;

namespace CityKit.Deciding;

/// <summary>All kinds of documents of a hub.</summary>
internal static class HubDocuments
{
    internal const string Items = "items";

    /// <summary>The built-in modules, which others may need.</summary>
    private static readonly Dictionary<string, DocumentKind> BuiltIn = new()
    {
        ["devices"] = DeviceDocuments.Kind,
        ["alerts"] = AlertDocuments.Kind,
        ["leads"] = LeadDocuments.Kind,
        [Items] = ItemDocuments.Kind,
        ["findings"] = FindingDocuments.Kind,
    };

    internal static ModuleCatalogue CatalogueOf(HubSetup setup) => new(setup.Modules, BuiltIn);

    internal static IReadOnlyList<DocumentKind> AllOf(ModuleCatalogue modules) => [.. BuiltIn.Values, .. modules.Kinds];
}
