using CityKit.Cases;
using CityKit.Components;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.AlertDesk;

/// <summary>What the alert desk asks of what is open.</summary>
internal static class DeskFacts
{
    internal static Alert? OpenAlert(this IFacts facts, AlertId id) =>
        facts.Find(AlertDocuments.Kind, id.ToString()) is { ClearedAt: null } open ? open : null;

    /// <summary>The alert that is open by a raising which is not its first.</summary>
    internal static Alert? OpenAlertBy(this IFacts facts, AlertId raising) =>
        facts.Query(AlertDocuments.Kind.Query()
            .Where(AlertDocuments.RaisedBy, raising.ToString()).OrderBy(AlertDocuments.At).Take(1)).FirstOrDefault();

    /// <summary>The alert that a rule holds open for a source.</summary>
    internal static Alert? OpenAlert(this IFacts facts, string rule, string source) =>
        facts.Query(AlertDocuments.Kind.Query()
            .Where(AlertDocuments.Cause, AlertDocuments.CauseOf(rule, source)).OrderBy(AlertDocuments.At).Take(1)).FirstOrDefault();

    /// <summary>The first lead that a repeat would join.</summary>
    internal static Lead? OpenLead(this IFacts facts, string joinKey) =>
        facts.Query(LeadDocuments.Kind.Query()
            .Where(LeadDocuments.Joins, joinKey).OrderBy(LeadDocuments.At).Take(1)).FirstOrDefault();

    /// <summary>The first work item that a repeat would join.</summary>
    internal static WorkItem? OpenItem(this IFacts facts, string joinKey) =>
        facts.Query(ItemDocuments.Kind.Query()
            .Where(ItemDocuments.Joins, joinKey).OrderBy(ItemDocuments.At).Take(1)).FirstOrDefault();

    internal static WorkItem? OpenItem(this IFacts facts, WorkItemId id) =>
        facts.Find(ItemDocuments.Kind, id.ToString()) is { IsOpen: true } open ? open : null;

    /// <summary>The open item that a person's report opened or joined.</summary>
    internal static WorkItem? OpenItemOf(this IFacts facts, string report) =>
        facts.Query(ItemDocuments.Kind.Query()
            .Where(ItemDocuments.Reports, report).Where(ItemDocuments.Open, 1).OrderBy(ItemDocuments.At).Take(1)).FirstOrDefault();

    /// <summary>Open items of a class in the tiles around a point: all that are within so many metres, and some that are not.</summary>
    internal static IReadOnlyList<WorkItem> OpenItemsNear(
        this IFacts facts, string profile, ClassKey classKey, GeoPoint point, int metres) =>
        facts.Query(ItemDocuments.Kind.Query()
            .Where(ItemDocuments.Near, NearKey.Around(profile, classKey, point, metres)).Take(Documents.DocumentQuery.MaxRows));

    /// <summary>The same of open leads.</summary>
    internal static IReadOnlyList<Lead> OpenLeadsNear(
        this IFacts facts, string profile, ClassKey classKey, GeoPoint point, int metres) =>
        facts.Query(LeadDocuments.Kind.Query()
            .Where(LeadDocuments.Near, NearKey.Around(profile, classKey, point, metres)).Take(Documents.DocumentQuery.MaxRows));
}
