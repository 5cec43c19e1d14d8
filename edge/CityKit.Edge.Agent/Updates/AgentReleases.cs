using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Outbox;
using CityKit.Edge.Releases;
using CityKit.Edge.Trials;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Updates;

/// <summary>The releases of this agent: which runs, who keeps them, whether the process is to be started again.</summary>
/// <param name="Keeper">Keeps them; null when no hub key is pinned, so that nothing can be taken, or when the folder cannot be
/// used.</param>
internal sealed record AgentReleases(ReleaseKeeper? Keeper)
{
    private bool again;

    /// <summary>What runs and how releases fared.</summary>
    internal ReleaseReport Report
    {
        get
        {
            var fate = Keeper?.Fate ?? TrialReport.None;
            var (number, version) = InstalledProgram.IsReplaced && Keeper?.Current is { } release
                ? (release.Number, release.Version) : (InstalledProgram.Current.Number, AgentVersion.Text);
            return new ReleaseReport(fate with { Version = number }, version, InstalledProgram.Runtime, InstalledProgram.Current.Number);
        }
    }

    /// <summary>Whether another release is to be started in this one's place, once everything has ended.</summary>
    internal bool IsAgain => Volatile.Read(ref again);

    /// <summary>Has another release started in this one's place, once everything has ended.</summary>
    internal void StartAgain() => Volatile.Write(ref again, true);

    /// <summary>The library's options; null when no hub key is pinned.</summary>
    /// <exception cref="AgentRefusedException">The pinned key cannot be read.</exception>
    internal static ReleaseOptions? Options(AgentFolder folder) =>
        HubKeyFile.Bundles(folder).Read() is not { } key ? null : new ReleaseOptions
        {
            Folder = folder.Releases,
            HubKey = key,
            Product = InstalledProgram.Current.Product,
            Runtime = InstalledProgram.Runtime,
            Schema = EventOutbox.SchemaVersion,
            Installed = InstalledProgram.Current.Number,
        };

    /// <summary>Opens what is there; nobody else may have it open.</summary>
    /// <exception cref="AgentRefusedException">Another process has it open, or the key cannot be read.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    internal static AgentReleases Open(AgentFolder folder, ILoggerFactory loggers) =>
        new(Options(folder) is { } options ? new ReleaseKeeper(options, loggers.CreateLogger<ReleaseKeeper>()) : null);

    /// <summary>Nobody else may change the releases meanwhile.</summary>
    /// <exception cref="AgentRefusedException">Another process holds them.</exception>
    internal static IDisposable Hold(AgentFolder folder)
    {
        Directory.CreateDirectory(folder.Releases);
        return HeldFile.Open(Path.Combine(folder.Releases, "lock"));
    }

    /// <summary>
    /// A release may be run only by the user whose folder it is in: root must not run what another user could have put there.
    /// </summary>
    internal static bool MayRun(AgentFolder folder) => !Environment.IsPrivilegedProcess || LinuxCalls.Owner(folder.Path) is { User: 0 };
}
