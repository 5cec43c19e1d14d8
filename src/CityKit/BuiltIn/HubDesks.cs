using CityKit.AlertDesk;
using CityKit.Configuring;
using CityKit.Devices;
using CityKit.ReadingDesk;
using CityKit.Records;

namespace CityKit.BuiltIn;

/// <summary>Who carries out the commands of the built-in modules in one hub.</summary>
internal sealed record HubDesks(
    LeadDesk Leads, ItemDesk Items, DeviceDesk Devices, DeviceTable DeviceTable, ConfigurationDesk Configuration, WorkDesk Work)
{
    /// <summary>Protected records.</summary>
    internal required PrivacyDesk Privacy { get; init; }

    /// <summary>What machines report.</summary>
    internal required MachineDesk Machines { get; init; }

    /// <summary>Who reads what households' sensors read.</summary>
    internal required ReadingAccess Readings { get; init; }

    /// <summary>Maintenance windows and away notes.</summary>
    internal required SuspensionDesk Suspensions { get; init; }

    /// <summary>What duty officers hand to one another.</summary>
    internal required HandOverDesk HandOvers { get; init; }

    /// <summary>Who hears of what somebody has to see to.</summary>
    internal required string MaintenanceAudience { get; init; }
}
