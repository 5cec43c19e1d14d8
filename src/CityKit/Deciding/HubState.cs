using CityKit.Notifications;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Devices;
using CityKit.Sensors.Alerts;

namespace CityKit.Deciding;

/// <summary>What the hub holds in memory: devices, and all that is still open. Changed only through <see cref="HubChanges"/>.</summary>
internal sealed class HubState
{
    private readonly Dictionary<DeviceId, DeviceRecord> devices = [];
    private readonly Dictionary<AlertId, Alert> alerts = [];
    private readonly Dictionary<LeadId, Lead> leads = [];
    private readonly Dictionary<WorkItemId, WorkItem> items = [];
    private readonly OpenIndex<AlertId> alertsByCause = new();
    private readonly OpenIndex<LeadId> leadsByKey = new();
    private readonly OpenIndex<WorkItemId> itemsByKey = new();

    internal HubState(HubImage image)
    {
        (Epoch, LastNumber, Hash, LastNotification, _) = image.Position;
        ItemsOpened = image.ItemsOpened;
        foreach (var device in image.Devices) Put(device);
        foreach (var alert in image.Alerts) Put(alert);
        foreach (var lead in image.Leads) Put(lead);
        foreach (var item in image.Items) Put(item);
    }

    /// <summary>The hub's claim on its store.</summary>
    internal long Epoch { get; }

    internal long LastNumber { get; set; }

    /// <summary>The running hash after the last entry that was committed.</summary>
    internal RunningHash Hash { get; set; }

    internal long LastNotification { get; set; }

    internal long ItemsOpened { get; set; }

    internal IEnumerable<DeviceRecord> Devices => devices.Values;

    internal IEnumerable<WorkItem> Items => items.Values;

    internal IEnumerable<Lead> Leads => leads.Values;

    internal DeviceRecord? Device(DeviceId id) => devices.GetValueOrDefault(id);

    internal Alert? Alert(AlertId id) => alerts.GetValueOrDefault(id);

    /// <summary>The alert that a rule holds open for a source.</summary>
    internal Alert? OpenAlert(string rule, string source) => alertsByCause.First(Cause(rule, source)) is { } id ? alerts[id] : null;

    internal Lead? Lead(LeadId id) => leads.GetValueOrDefault(id);

    internal WorkItem? Item(WorkItemId id) => items.GetValueOrDefault(id);

    internal Lead? OpenLead(string joinKey) => leadsByKey.First(joinKey) is { } id ? leads[id] : null;

    internal WorkItem? OpenItem(string joinKey) => itemsByKey.First(joinKey) is { } id ? items[id] : null;

    internal void Put(DeviceRecord device) => devices[device.Id] = device;

    internal void Put(Alert alert)
    {
        var open = alert.ClearedAt is null;
        if (open) alerts[alert.Id] = alert;
        else alerts.Remove(alert.Id);
        alertsByCause.Set(alert.Id, open ? (Cause(alert.Rule, alert.Source), alert.RaisedAt) : null);
    }

    internal void Put(Lead lead)
    {
        var open = lead.State == LeadState.Open;
        if (open) leads[lead.Id] = lead;
        else leads.Remove(lead.Id);
        leadsByKey.Set(lead.Id, open ? (JoinKey.Of(lead), lead.At) : null);
    }

    internal void Put(WorkItem item)
    {
        if (item.IsOpen) items[item.Id] = item;
        else items.Remove(item.Id);
        itemsByKey.Set(item.Id, item.IsOpen ? (JoinKey.Of(item), item.ReportedAt) : null);
    }

    private static string Cause(string rule, string source) => $"{rule}|{source}";
}
