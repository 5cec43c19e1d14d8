using CityKit.Core;
using CityKit.Core.Releases;
using CityKit.Edge.Trials;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Releases;

/// <summary>
/// Keeps the releases of a device's agent (版本保管): takes a newer one only when the hub signed it for this program and runtime, starts it on
/// trial, goes back by itself when it does not come up healthy, and never takes that one, or an older one, again. The installed program is
/// the last resort. One owner.
/// </summary>
internal sealed class ReleaseKeeper
{
    private readonly ReleaseOptions options;
    private readonly ReleaseFolder folder;
    private readonly ILogger logger;
    private TrialState state;
    private volatile TrialReport fate;

    /// <summary>Finds what is there. Nothing is started, no start counted.</summary>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    public ReleaseKeeper(ReleaseOptions options, ILogger<ReleaseKeeper> logger) : this(options, logger, null) { }

    internal ReleaseKeeper(ReleaseOptions options, ILogger<ReleaseKeeper> logger, Action<string>? step)
    {
        ArgumentNullException.ThrowIfNull(options);
        (this.options, this.logger) = (options, logger);
        folder = new ReleaseFolder(options.Folder, step);
        folder.Create();
        state = folder.ReadState() ?? Salvage();
        fate = ToFate(0, "");
    }

    /// <summary>How releases fared; version 0 is the installed program. Safe for any thread.</summary>
    public TrialReport Fate => fate;

    /// <summary>Only a number above this one is taken.</summary>
    public long Highest => Math.Max(Math.Max(state.Highest, options.Installed), fate.Refused);

    /// <summary>The manifest of the release in force; null for the installed program, or when it cannot be read.</summary>
    public ReleaseManifest? Current => state.Current == 0 ? null : folder.ReadManifest(state.Current)?.Content;

    /// <summary>
    /// Finds the release to start, and counts the start when it is on trial. Signature and all files are checked now; what is not exactly
    /// as signed is gone back from.
    /// </summary>
    /// <returns>The release; null for the installed program, which also runs when it has the higher number.</returns>
    /// <exception cref="IOException">The state cannot be written.</exception>
    public ReleaseChoice? Choose()
    {
        while (state.Current > options.Installed)
        {
            if (WhyNot(out var manifest) is not { } why) return Start(manifest!);
            RollBack(why);
        }
        if (state.Current != 0) Set(state with { Current = 0, Previous = 0, IsTrial = false, Starts = 0 });
        return null;
    }

    /// <summary>Takes a package and puts its release in force, on trial; the agent is then to be started again.</summary>
    /// <param name="package">The package, from its beginning.</param>
    /// <param name="older">True when a person asked for it although a higher number was taken before; one below the installed program is
    /// refused all the same.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Why not; null when it is in force.</returns>
    /// <exception cref="IOException">It could not be read or written; what was in force still is.</exception>
    public async Task<Refusal?> TakeAsync(Stream package, bool older = false, CancellationToken cancel = default)
    {
        var (signed, error) = await ReleasePackage.ReadHeadAsync(package, cancel).ConfigureAwait(false);
        if (signed is null) return Refuse(ReleaseRefusals.Garbage(error!), 0);
        var release = signed.Content;
        if (ReleaseRules.WhyNot(options, state, signed, older) is { } refusal) return Refuse(refusal, IsNews(signed) ? release.Number : 0);
        if (ReleaseRules.WhyNoRoom(options, folder, release) is { } noRoom) return Refuse(noRoom, release.Number);
        if (await UnpackAsync(signed, package, cancel).ConfigureAwait(false) is { } wrong)
            return Refuse(ReleaseRefusals.Damaged(release, wrong), release.Number);
        Set(state.Activate(release.Number));
        ReleaseLog.Activated(logger, release.Version, release.Number, state.Previous);
        return null;
    }

    /// <summary>The release has proved itself.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Confirm()
    {
        if (!state.IsTrial) return;
        Set(state.Confirm());
        ReleaseLog.Confirmed(logger, state.Current);
    }

    /// <summary>
    /// Goes back to the previous release, or to the installed program; the agent is then to be started again. The release is not taken
    /// again by itself.
    /// </summary>
    /// <param name="why">Why, for the hub and for people; no personal data.</param>
    /// <exception cref="IOException">It could not be written.</exception>
    public void RollBack(string why)
    {
        ArgumentNullException.ThrowIfNull(why);
        if (state.Current == 0) return;
        var from = state.Current;
        Set(state.RollBack(why));
        ReleaseLog.RolledBack(logger, from, state.Current, why);
    }

    private ReleaseChoice Start(ReleaseManifest release)
    {
        if (state.IsTrial) Set(state with { Starts = state.Starts + 1 });
        return new ReleaseChoice(release.Number, folder.Entry(release), state.IsTrial);
    }

    /// <summary>Why the release in force is not started; null when it is.</summary>
    private string? WhyNot(out ReleaseManifest? release)
    {
        release = null;
        if (state.IsTrial && state.Starts >= options.TrialStarts) return $"not healthy in {state.Starts} starts";
        try
        {
            if (folder.ReadManifest(state.Current) is not { } signed) return "unreadable";
            release = signed.Content;
            if (!signed.IsSignedBy(options.HubKey)) return "not signed with the hub's key";
            if (release.Product != options.Product || release.Runtime != options.Runtime)
                return $"of {release.Product} for {release.Runtime}";
            return folder.WhatIsWrong(release);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return $"unreadable: {unreadable.GetType().Name}";
        }
    }

    /// <summary>No state, or a garbled one: what the folders say, on trial again, so that it proves itself or goes back.</summary>
    private TrialState Salvage()
    {
        var numbers = folder.Numbers().Where(n => folder.ReadManifest(n) is { } signed && signed.IsSignedBy(options.HubKey)).ToList();
        if (!folder.HasState || numbers.Count == 0) return TrialState.None;
        return TrialState.None with
        {
            Current = numbers[0],
            Previous = numbers.ElementAtOrDefault(1),
            Highest = numbers[0],
            IsTrial = true,
        };
    }

    private async Task<string?> UnpackAsync(SignedRelease signed, Stream package, CancellationToken cancel)
    {
        try
        {
            var content = ReleasePackage.OpenFiles(package);
            await using (content.ConfigureAwait(false)) return await folder.UnpackAsync(signed, content, cancel).ConfigureAwait(false);
        }
        catch (InvalidDataException garbled)
        {
            return garbled.Message;
        }
    }

    /// <summary>Whether the hub's key signed something that it could have expected this device to run; an older one is no news.</summary>
    private bool IsNews(SignedRelease signed) => signed.IsSignedBy(options.HubKey) && signed.Content.Number > Highest;

    private Refusal Refuse(Refusal refusal, long number)
    {
        ReleaseLog.Refused(logger, refusal.Code, refusal.Message);
        if (number > 0) fate = ToFate(number, EventText.Cut(refusal.Message.En));
        return refusal;
    }

    private void Set(TrialState next)
    {
        folder.WriteState(next);
        state = next;
        fate = ToFate(fate.Refused, fate.RefusedWhy);
    }

    private TrialReport ToFate(long refused, string why) => state.ToReport(refused, why);
}
