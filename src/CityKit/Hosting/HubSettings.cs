using CityKit.Core.Wire;
using CityKit.Setup;
using CityKit.Shared.Settings;
using Microsoft.Extensions.Configuration;

namespace CityKit.Hosting;

/// <summary>Reads <see cref="HubOptions"/> from a host's configuration.</summary>
internal static class HubSettings
{
    internal static void Bind(HubOptions options, IConfiguration settings) => new SettingsReader(settings)
        .Duration(nameof(HubOptions.OfflineAfter), value => options.OfflineAfter = value)
        .Duration(nameof(HubOptions.LateAfter), value => options.LateAfter = value)
        .Duration(nameof(HubOptions.DeviceClockTolerance), value => options.DeviceClockTolerance = value)
        .Duration(nameof(HubOptions.FeedClockTolerance), value => options.FeedClockTolerance = value)
        .Text(nameof(HubOptions.MaintenanceAudience), value => options.MaintenanceAudience = value)
        .Duration(nameof(HubOptions.SuggestWithin), value => options.SuggestWithin = value)
        .Number(nameof(HubOptions.ComponentMetres), (int value) => options.ComponentMetres = value)
        .Number(nameof(HubOptions.SnapshotEvery), (int value) => options.SnapshotEvery = value)
        .Number(nameof(HubOptions.RefillEntries), (int value) => options.RefillEntries = value)
        .Number(nameof(HubOptions.CommitInputs), (int value) => options.CommitInputs = value)
        .Number(nameof(HubOptions.WaitingInputs), (int value) => options.WaitingInputs = value)
        .Boolean(nameof(HubOptions.KeepReadings), value => options.KeepReadings = value)
        .Text(nameof(HubOptions.NumberPrefix), value => options.NumberPrefix = value)
        .Section(nameof(HubOptions.Limits), limits => Bind(options, limits))
        .End(typeof(HubOptions));

    private static void Bind(HubOptions options, SettingsReader limits) => limits
        .Number(nameof(WireLimits.BatchBytes), (int value) => options.Limits = options.Limits with { BatchBytes = value })
        .Number(nameof(WireLimits.BatchEvents), (int value) => options.Limits = options.Limits with { BatchEvents = value })
        .Number(nameof(WireLimits.EventBytes), (int value) => options.Limits = options.Limits with { EventBytes = value })
        .Number(nameof(WireLimits.Depth), (int value) => options.Limits = options.Limits with { Depth = value })
        .Number(nameof(WireLimits.Boots), (int value) => options.Limits = options.Limits with { Boots = value });
}
