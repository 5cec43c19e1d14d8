using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Releases;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Edge.Agent.Updates;

/// <summary>
/// The first and the last of <c>run</c> (启动器): the installed program looks which release is in force, checks every byte of it, and lets it
/// take its place in the same process. A release on trial gets a time by the kernel's alarm, so that also one that hangs comes to an end.
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="healthyWithin">How long a new release has to come up healthy.</param>
/// <param name="loggers">For people.</param>
internal sealed class Launcher(AgentFolder folder, Duration healthyWithin, ILoggerFactory loggers)
{
    private readonly ILogger logger = loggers.CreateLogger<Launcher>();

    /// <summary>Runs the release in force; in this program when it is that one.</summary>
    /// <param name="run">The agent itself, with the releases that it looks after.</param>
    /// <returns>The exit code, when no other release takes this one's place.</returns>
    /// <exception cref="AgentRefusedException">Another process runs with this data folder, or the agent refuses to run.</exception>
    internal async Task<int> RunAsync(Func<AgentReleases, Task<int>> run)
    {
        if (!OperatingSystem.IsLinux()) return await run(new AgentReleases(null));
        if (!InstalledProgram.IsReplaced) LinuxCalls.EndAfter(0); // of a release that asked for another
        if (!File.Exists(folder.HubKey) || !AgentReleases.MayRun(folder)) return await run(new AgentReleases(null));
        using var held = AgentReleases.Hold(folder);
        var releases = Open();
        if (!InstalledProgram.IsReplaced) Start(releases);
        var code = await TryAsync(run, releases);
        if (releases.IsAgain) UpdateLog.CannotStart(logger, InstalledProgram.Current.Number, Again());
        return code;
    }

    /// <summary>A folder that cannot be used must not keep the installed program from running.</summary>
    private AgentReleases Open()
    {
        try
        {
            return AgentReleases.Open(folder, loggers);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            UpdateLog.Unusable(logger, folder.Releases, unusable.Message);
            return new AgentReleases(null);
        }
    }

    /// <summary>Returns when the installed program is the one to run.</summary>
    private void Start(AgentReleases releases)
    {
        try
        {
            while (releases.Keeper?.Choose() is { } choice) releases.Keeper.RollBack("cannot be started: " + Start(choice));
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            UpdateLog.Unusable(logger, folder.Releases, unusable.Message);
        }
    }

    private string Start(ReleaseChoice choice)
    {
        if (choice.IsTrial) LinuxCalls.EndAfter(Grace);
        var why = InstalledProgram.Execute(choice.Entry, InstalledProgram.Current);
        LinuxCalls.EndAfter(0);
        return why;
    }

    /// <summary>Twice the time that it has by its own clock, for starting and for deciding by itself.</summary>
    private uint Grace => (uint)Math.Max(10, Math.Ceiling(2 * healthyWithin.TotalSeconds));

    /// <summary>A release on trial that ends with an error, or cannot begin, has failed; one that was asked to end has not.</summary>
    private static async Task<int> TryAsync(Func<AgentReleases, Task<int>> run, AgentReleases releases)
    {
        try
        {
            var code = await run(releases);
            if (code != ExitCode.Ok) GiveUp(releases, $"ended with {code}");
            return code;
        }
        catch (Exception failed) when (InstalledProgram.IsReplaced && releases.Keeper is { Fate.IsOnTrial: true })
        {
            GiveUp(releases, $"ended: {failed.GetType().Name}");
            await Console.Error.WriteLineAsync(failed.Message);
            return ExitCode.CouldNot;
        }
    }

    private static void GiveUp(AgentReleases releases, string why)
    {
        if (!InstalledProgram.IsReplaced || releases.Keeper is not { Fate.IsOnTrial: true } keeper) return;
        keeper.RollBack(why);
        releases.StartAgain();
    }

    /// <summary>The installed program takes this one's place, and looks again.</summary>
    private static string Again() => InstalledProgram.Execute(InstalledProgram.Current.File, null);
}
