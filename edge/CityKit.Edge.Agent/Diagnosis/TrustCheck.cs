using CityKit.Credentials.Passes;
using CityKit.Credentials.Trust;
using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors.Passes;
using NodaTime;

namespace CityKit.Edge.Agent.Diagnosis;

/// <summary>What gates need to check passes: a trust bundle that is signed and not too old, and a clock that is known.</summary>
internal static class TrustCheck
{
    private const string What = "passes";

    internal static IEnumerable<DoctorFinding> Look(EdgeConfiguration configuration, SystemClockQuality machine, Instant now)
    {
        var gates = configuration.Sensors.OfType<PassOptions>().ToArray();
        if (gates.Length > 0 && machine.Look(now).Quality == Core.ClockQuality.Unknown)
            yield return DoctorFinding.Fail(What, "the clock is not known, so that no pass opens anything",
                "timedatectl set-ntp true, and add a clock with a battery. 校准时钟，并加装带电池的时钟");
        foreach (var channel in configuration.Channels.Where(channel => channel.Passes is not null))
            yield return Look(channel, GraceOf(gates, channel.Name), now);
    }

    private static Duration GraceOf(IEnumerable<PassOptions> gates, string channel) =>
        gates.Where(gate => gate.Channel == channel).Select(gate => gate.Gate.Grace).DefaultIfEmpty(TrustBundle.DefaultGrace).Min();

    private static DoctorFinding Look(ChannelConfiguration channel, Duration grace, Instant now)
    {
        var options = channel.Passes!;
        if (new GateTrustFile(options.TrustFile, options.TrustKey).Read(out var why) is not { } bundle)
            return DoctorFinding.Fail(What, $"{channel.Name}: {options.TrustFile}: {why}",
                "bring it again, and compare trustKey with the key that signs. 重新下发，并核对 trustKey");
        return Judge(channel.Name, bundle, grace, now);
    }

    private static DoctorFinding Judge(string name, TrustBundle bundle, Duration grace, Instant now)
    {
        var known = $"{name}: trust bundle {bundle.Version}, {bundle.Issuers.Count} issuers, until {bundle.ValidUntil}";
        return bundle.FreshnessAt(now, grace) switch
        {
            BundleFreshness.Fresh => DoctorFinding.Ok(What, known),
            BundleFreshness.Grace => DoctorFinding.Warn(What, $"{known}: it is used until {bundle.ValidUntil + grace}",
                "bring a newer one. 请更新信任包"),
            BundleFreshness.NotYet => DoctorFinding.Fail(What, $"{known}: it was made later than now", "set the clock. 校准时钟"),
            _ => DoctorFinding.Fail(What, $"{known}: too old, so that no pass opens anything", "bring a newer one. 请更新信任包"),
        };
    }
}
