using CityKit.Core;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Loop;
using CityKit.Edge.Outbox;
using CityKit.Shared.Settings;
using Microsoft.Extensions.Configuration;

namespace CityKit.Edge;

/// <summary>Reads <see cref="EdgeOptions"/> from a host's configuration: all that is no code.</summary>
internal static class EdgeSettings
{
    internal static void Bind(EdgeOptions options, IConfiguration settings) => new SettingsReader(settings)
        .Value<DeviceId>(nameof(EdgeOptions.Device),
            new("1 至 64 个 a-z、0-9、.、_ 或 -", "1 to 64 of a-z, 0-9, '.', '_', '-'"), value => options.Device = value)
        .Text(nameof(EdgeOptions.DataFolder), value => options.DataFolder = value)
        .Number(nameof(EdgeOptions.OutboxCapBytes), (long value) => options.OutboxCapBytes = value)
        .Number(nameof(EdgeOptions.OutboxTailEvents), (int value) => options.OutboxTailEvents = value)
        .Section(nameof(EdgeOptions.Loop), loop => BindLoop(options, loop))
        .Section(nameof(EdgeOptions.Forwarder), forwarder => BindForwarder(options, forwarder))
        .End(typeof(EdgeOptions));

    private static void BindLoop(EdgeOptions options, SettingsReader loop) => loop
        .Number(nameof(EdgeLoopOptions.ReadEdges), (int value) => options.Loop = options.Loop with { ReadEdges = value })
        .Span(nameof(EdgeLoopOptions.CommitAfter), value => options.Loop = options.Loop with { CommitAfter = value })
        .Span(nameof(EdgeLoopOptions.RetryAfter), value => options.Loop = options.Loop with { RetryAfter = value })
        .Duration(nameof(EdgeLoopOptions.ClockPatience), value => options.Loop = options.Loop with { ClockPatience = value });

    private static void BindForwarder(EdgeOptions options, SettingsReader settings)
    {
        var forwarder = options.Forwarder ?? new ForwarderOptions { Hub = null! }; // the check at the end asks for it
        settings
            .Address(nameof(ForwarderOptions.Hub), value => forwarder = forwarder with { Hub = value })
            .Boolean(nameof(ForwarderOptions.FollowOwner), value => forwarder = forwarder with { FollowOwner = value })
            .Span(nameof(ForwarderOptions.FirstRetry), value => forwarder = forwarder with { FirstRetry = value })
            .Span(nameof(ForwarderOptions.LongestRetry), value => forwarder = forwarder with { LongestRetry = value })
            .Span(nameof(ForwarderOptions.SlowRetry), value => forwarder = forwarder with { SlowRetry = value })
            .Span(nameof(ForwarderOptions.RequestTimeout), value => forwarder = forwarder with { RequestTimeout = value })
            .Section(nameof(ForwarderOptions.Batch), batch => batch
                .Number(nameof(BatchLimits.Events), (int most) => forwarder = forwarder with { Batch = new(most, forwarder.Batch.Bytes) })
                .Number(nameof(BatchLimits.Bytes), (int most) => forwarder = forwarder with { Batch = new(forwarder.Batch.Events, most) }));
        options.Forwarder = forwarder;
    }
}
