using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Detectors;
using CityKit.Edge.Releases;
using CityKit.Edge.Trials;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Bundles;

/// <summary>
/// Keeps the configuration that is in force (配置保管): takes a newer bundle only when the hub signed it for this device and it could run here,
/// goes back by itself when the device does not come up healthy, and never takes that version, or an older one, again. One owner.
/// </summary>
public sealed class BundleKeeper
{
    private readonly BundleOptions options;
    private readonly BundleFolder folder;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private TrialState state;
    private volatile TrialReport report;

    /// <summary>Finds what is in force. Called once at each start of the process, for a start under a new configuration counts.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public BundleKeeper(BundleOptions options, TimeProvider time, ILogger<BundleKeeper> logger) : this(options, time, logger, null) { }

    internal BundleKeeper(BundleOptions options, TimeProvider time, ILogger<BundleKeeper> logger, Action<string>? step)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (this.options, this.time, this.logger) = (options, time, logger);
        folder = new BundleFolder(options.Folder, step);
        folder.Create();
        state = folder.ReadState() ?? Salvage();
        report = ToReport(0, "");
        Begin();
    }

    /// <summary>The configuration in force; null for the device's own files.</summary>
    public EdgeBundle? Active { get; private set; }

    /// <summary>How configurations fared. Safe for any thread.</summary>
    public TrialReport Report => report;

    /// <summary>Only a version above this one is taken.</summary>
    public long Highest => Math.Max(state.Highest, report.Refused);

    /// <summary>Makes what reports to the hub how configurations fared: a detector without lines, to be run beside the others.</summary>
    public IDetector CreateReporter() => new DeviceReporter(() => report);

    /// <summary>
    /// Takes a signed bundle and puts it in force, on trial; the runtime is then to be restarted under <see cref="Active"/>.
    /// </summary>
    /// <returns>Why not; null when it is in force.</returns>
    /// <exception cref="IOException">It could not be written; what was in force still is.</exception>
    public Refusal? Take(ReadOnlyMemory<byte> envelope)
    {
        if (Verify(envelope, out var signed) is { } refusal) return Refuse(refusal, 0);
        var version = signed!.Content.Version;
        if (EdgeBundle.Read(signed.Content, options.MissingLines, out var wrong, options.Kinds) is not { } bundle)
            return Refuse(BundleRefusals.Unusable(version, wrong), version);
        if (options.Objections?.Invoke(bundle.Configuration).ToArray() is { Length: > 0 } objections)
            return Refuse(BundleRefusals.Unusable(version, objections), version);
        folder.WriteBundle(version, signed.Encode());
        Set(state.Activate(version));
        Active = bundle;
        BundleLog.Activated(logger, version, state.Previous);
        return null;
    }

    /// <summary>
    /// Counts another start under a configuration that is on trial, and goes back when there were too many. The constructor counts the
    /// first.
    /// </summary>
    public void CountStart()
    {
        if (!state.IsTrial) return;
        if (state.Starts >= options.TrialStarts) RollBack($"not healthy in {state.Starts} starts");
        else Set(state with { Starts = state.Starts + 1 });
    }

    /// <summary>
    /// Watches a start on trial: confirms the configuration when the device comes up healthy, goes back when it does not.
    /// </summary>
    /// <param name="runtime">What runs under <see cref="Active"/>.</param>
    /// <param name="running">Ends when it ends.</param>
    /// <param name="cancel">The device is being stopped.</param>
    internal async Task<BundleTrial> WatchAsync(EdgeRuntime runtime, Task running, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(running);
        if (!state.IsTrial) return BundleTrial.None;
        var why = await EdgeHealth.WhyNotAsync(runtime, running, options.HealthyWithin, time, cancel).ConfigureAwait(false);
        if (cancel.IsCancellationRequested && why is not null) return BundleTrial.Undecided;
        if (why is null) Confirm();
        else RollBack(why);
        return why is null ? BundleTrial.Healthy : BundleTrial.RolledBack;
    }

    /// <summary>The configuration has proved itself.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Confirm()
    {
        if (!state.IsTrial) return;
        Set(state.Confirm());
        BundleLog.Confirmed(logger, state.Current);
    }

    /// <summary>Goes back to the previous configuration, which is then in <see cref="Active"/>. The version is never taken again.</summary>
    /// <param name="why">Why, for the hub and for people; no personal data.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    public void RollBack(string why)
    {
        ArgumentNullException.ThrowIfNull(why);
        if (state.Current == 0) return;
        var from = state.Current;
        Set(state.RollBack(why));
        BundleLog.RolledBack(logger, from, state.Current, why);
        Load();
    }

    private void Begin()
    {
        Load();
        CountStart();
    }

    /// <summary>What is in force must be readable; when it is not any more, the device goes back rather than not run.</summary>
    private void Load()
    {
        Active = null;
        if (state.Current == 0) return;
        if (BundleLook.Read(folder, options, state.Current) is { } bundle) Active = bundle;
        else RollBack("unreadable");
    }

    /// <summary>No state, or a garbled one: what the files say, on trial again, so that it proves itself or goes back.</summary>
    private TrialState Salvage()
    {
        var versions = folder.Versions()
            .Where(v => folder.ReadBundle(v) is { } envelope && SignedBundle.Decode(envelope, out _) is { } signed
                && signed.Content.Version == v && BundleLook.IsOurs(signed, options)).ToList();
        if (!folder.HasState || versions.Count == 0) return TrialState.None;
        return TrialState.None with
        {
            Current = versions[0],
            Previous = versions.ElementAtOrDefault(1),
            Highest = versions[0],
            IsTrial = true,
        };
    }

    private Refusal? Verify(ReadOnlyMemory<byte> envelope, out SignedBundle? signed)
    {
        signed = SignedBundle.Decode(envelope, out var error);
        if (signed is null) return new Refusal("garbage", error!.Message, []);
        if (!signed.IsSignedBy(options.HubKey)) return BundleRefusals.NotSigned(options.HubKey);
        if (signed.Content.Device != options.Device) return BundleRefusals.OtherDevice(signed.Content.Device, options.Device);
        return signed.Content.Version <= state.Highest ? BundleRefusals.Older(signed.Content.Version, state.Highest) : null;
    }

    private Refusal Refuse(Refusal refusal, long version)
    {
        BundleLog.Refused(logger, refusal.Code, refusal.Message);
        if (version > 0) report = ToReport(version, EventText.Cut(refusal.Message.En));
        return refusal;
    }

    private void Set(TrialState next)
    {
        folder.WriteState(next);
        state = next;
        report = ToReport(report.Refused, report.RefusedWhy);
    }

    private TrialReport ToReport(long refused, string why) => state.ToReport(refused, why);
}
