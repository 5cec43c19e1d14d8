using CityKit.AlertDesk;
using CityKit.Devices;
using CityKit.Documents;

namespace CityKit.Deciding;

/// <summary>All kinds of documents of a hub.</summary>
internal static class HubDocuments
{
    internal static IReadOnlyList<DocumentKind> All { get; } = [DeviceDocuments.Kind, AlertDocuments.Kind, LeadDocuments.Kind, ItemDocuments.Kind, FindingDocuments.Kind];
}
