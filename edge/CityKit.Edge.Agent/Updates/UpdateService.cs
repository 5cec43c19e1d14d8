using CityKit.Core.Signing;
using CityKit.Edge.Agent.Hosting;
using CityKit.Edge.Agent.Identity;
using CityKit.Edge.Agent.Platform;
using CityKit.Edge.Releases;
using CityKit.Edge.Trials;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Updates;

/// <summary>
/// Watches the trial of the release that runs, then asks hub and folders for a newer one; ends the host when another is to take this one's
/// place.
/// </summary>
internal sealed class UpdateService(AgentReleases releases, AgentEdge edge, AgentFolder folder, UpdateSetup setup,
    IHostApplicationLifetime host, IServiceProvider services, TimeProvider time, ILogger<UpdateService> logger) : BackgroundService
{
    private TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Looks now, and not when it is time.</summary>
    internal void LookNow() => Volatile.Read(ref asked).TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (releases.Keeper is not { } keeper) return;
        if (InstalledProgram.IsReplaced && keeper.Fate.IsOnTrial && !await IsHealthyAsync(keeper, stoppingToken)) return;
        await AskAsync(keeper, stoppingToken);
    }

    /// <returns>False when it is not, and the previous release is to be started, or when the agent is being stopped.</returns>
    private async Task<bool> IsHealthyAsync(ReleaseKeeper keeper, CancellationToken stopping)
    {
        var why = await WhyNotAsync(stopping);
        if (why is not null && stopping.IsCancellationRequested) return false;
        if (why is null) Confirm(keeper);
        else keeper.RollBack(why);
        if (why is not null) Switch();
        return why is null;
    }

    /// <summary>A disk that cannot take that down does not end a healthy agent: the next start is one more on trial.</summary>
    private void Confirm(ReleaseKeeper keeper)
    {
        LinuxCalls.EndAfter(0);
        try
        {
            keeper.Confirm();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            UpdateLog.Unusable(logger, folder.Releases, refused.Message);
        }
    }

    /// <summary>A configuration on trial may change what runs meanwhile; what runs then is watched.</summary>
    private async Task<string?> WhyNotAsync(CancellationToken stopping)
    {
        while (true)
        {
            var runtime = edge.Now.Runtime;
            var why = await EdgeHealth.WhyNotAsync(runtime, edge.ExecuteTask!, setup.HealthyWithin.ToTimeSpan(), time, stopping);
            if (why is null || stopping.IsCancellationRequested || ReferenceEquals(runtime, edge.Now.Runtime)) return why;
        }
    }

    private async Task AskAsync(ReleaseKeeper keeper, CancellationToken stopping)
    {
        using var key = new KeyFile(folder).LoadOrCreate();
        using var http = EdgeHttp.Create(services);
        var folders = new PackageFolders(folder, setup.Folder, keeper, logger);
        while (!await TryAsync(() => IsTakenAsync(keeper, folders, http, key, stopping)))
        {
            await Task.WhenAny(Task.Delay(setup.AskEvery.ToTimeSpan(), time, stopping), asked.Task);
            stopping.ThrowIfCancellationRequested();
            Volatile.Write(ref asked, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        Switch();
    }

    /// <summary>Whatever is wrong with packages, folders or the disk, the agent goes on.</summary>
    private async Task<bool> TryAsync(Func<Task<bool>> isTaken)
    {
        try
        {
            return await isTaken();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            UpdateLog.Unusable(logger, folder.Releases, failed.Message);
            return false;
        }
    }

    /// <summary>While a configuration is on trial nothing else changes.</summary>
    private async Task<bool> IsTakenAsync(ReleaseKeeper keeper, PackageFolders folders, HttpClient http, DeviceKey key,
        CancellationToken stopping)
    {
        if (edge.Report is { IsOnTrial: true }) return false;
        if (await folders.TakeAsync(stopping)) return true;
        var taken = false;
        foreach (var hub in edge.Hubs)
        {
            var client = new ReleaseClient(http, hub, edge.Now.Configuration.Edge.Device, key, time);
            var trouble = await client.FetchAsync(keeper.Highest, InstalledProgram.Runtime,
                async (package, cancel) => taken = await keeper.TakeAsync(package, cancel: cancel) is null, stopping);
            if (trouble is null) return taken;
            UpdateLog.NoAnswer(logger, trouble);
        }
        return false;
    }

    private void Switch()
    {
        UpdateLog.Switches(logger);
        releases.StartAgain();
        host.StopApplication();
    }
}
