using CityKit.AlertDesk;
using CityKit.Devices;
using CityKit.Documents;

namespace CityKit.Cli.Hubs;

/// <summary>The kinds of documents that this tool can read.</summary>
internal static class HubKinds
{
    internal static IReadOnlyList<DocumentKind> All { get; } = [DeviceDocuments.Kind, AlertDocuments.Kind, LeadDocuments.Kind, ItemDocuments.Kind, FindingDocuments.Kind];
}
