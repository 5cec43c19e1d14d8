using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Devices;

namespace CityKit.Journal;

/// <summary>Everything that one commit makes durable, all or nothing: inputs, and all that followed from them.</summary>
public sealed record HubCommit
{
    /// <summary>New journal entries, in order.</summary>
    public required IReadOnlyList<JournalEntry> Entries { get; init; }

    /// <summary>Devices as they now are.</summary>
    public required IReadOnlyCollection<DeviceRecord> Devices { get; init; }

    /// <summary>Alerts as they now are.</summary>
    public required IReadOnlyCollection<Alert> Alerts { get; init; }

    /// <summary>Leads as they now are.</summary>
    public required IReadOnlyCollection<Lead> Leads { get; init; }

    /// <summary>Work items as they now are.</summary>
    public required IReadOnlyCollection<WorkItem> Items { get; init; }

    /// <summary>New notes on what could not be decided or was not seen, in order.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>New notifications, in order.</summary>
    public required IReadOnlyList<Notification> Notifications { get; init; }

    /// <summary>New protected records.</summary>
    public required IReadOnlyList<ProtectedText> Texts { get; init; }

    /// <summary>A new snapshot; null when none is due.</summary>
    public HubSnapshot? Snapshot { get; init; }
}
