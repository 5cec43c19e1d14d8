using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Devices;

namespace CityKit.Journal;

/// <summary>What a hub reads when it starts: all that is still open, and where the journal stands.</summary>
public sealed record HubImage
{
    /// <summary>The last journal entry; 0 for an empty store.</summary>
    public long LastNumber { get; init; }

    /// <summary>The last notification; 0 for none.</summary>
    public long LastNotification { get; init; }

    /// <summary>How many work items were ever opened.</summary>
    public long ItemsOpened { get; init; }

    /// <summary>The newest snapshot; null when there is none.</summary>
    public HubSnapshot? Snapshot { get; init; }

    /// <summary>The configuration in force; null in an empty store.</summary>
    public JournalEntry? Configuration { get; init; }

    /// <summary>All devices.</summary>
    public IReadOnlyList<DeviceRecord> Devices { get; init; } = [];

    /// <summary>Alerts that are not cleared.</summary>
    public IReadOnlyList<Alert> Alerts { get; init; } = [];

    /// <summary>Leads that wait for a decision.</summary>
    public IReadOnlyList<Lead> Leads { get; init; } = [];

    /// <summary>Work items that are not finished.</summary>
    public IReadOnlyList<WorkItem> Items { get; init; } = [];
}
