using CityKit.Commands;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Testing.Devices;

namespace CityKit.Orleans.Tests.Support;

/// <summary>Devices that send batch after batch to whichever node is next, and the same again when a node is busy.</summary>
internal sealed class TestLoad : IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly Func<TestNode[]> nodes;
    private readonly List<Task> running = [];
    private long synced;
    private TimeSpan longest;

    private TestLoad(Func<TestNode[]> nodes) => this.nodes = nodes;

    /// <summary>Batches that were acknowledged.</summary>
    internal long Synced => Interlocked.Read(ref synced);

    /// <summary>The longest time in which a device heard of no batch.</summary>
    internal TimeSpan LongestSilence
    {
        get
        {
            lock (running) return longest;
        }
    }

    internal VirtualDevice[] Devices { get; } = [.. Enumerable.Range(1, 12).Select(n => TestCity.NewDevice($"d-{n}"))];

    internal static async Task<TestLoad> StartAsync(Func<TestNode[]> nodes)
    {
        var load = new TestLoad(nodes);
        foreach (var device in load.Devices)
            (await nodes()[0].City.ExecuteAsync(new AdmitDevice($"admit-{device.Id}", device.Id, device.Key.Public), TestCity.Admin))
                .OrThrow();
        load.running.AddRange(load.Devices.Select((device, n) => Task.Run(() => load.SendAsync(device, n))));
        return load;
    }

    /// <summary>Waits for so many more batches.</summary>
    internal Task MoreAsync(int batches)
    {
        var enough = Synced + batches;
        return TestNode.UntilAsync(() => Synced >= enough || running.Exists(task => task.IsFaulted));
    }

    /// <summary>Ends it; a device that was refused anything fails the test.</summary>
    internal async Task EndAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(running);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private async Task SendAsync(VirtualDevice device, int turn)
    {
        while (!ending.IsCancellationRequested)
        {
            var batch = device.Next(device.Contact("smoke", TestCity.Start));
            var since = TimeProvider.System.GetTimestamp();
            while (!await IsSyncedAsync(device, batch, turn++))
            {
                if (ending.IsCancellationRequested) return;
                await Task.Delay(50);
            }
            Note(TimeProvider.System.GetElapsedTime(since));
        }
    }

    private async Task<bool> IsSyncedAsync(VirtualDevice device, byte[] batch, int turn)
    {
        var live = nodes();
        var answer = await live[turn % live.Length].City.AcceptAsync(batch);
        if (answer.Status == BatchStatus.Busy) return false;
        Assert.Equal((BatchStatus.Synced, device.Cursor(answer.Lane)), (answer.Status, answer.Cursor));
        return true;
    }

    private void Note(TimeSpan took)
    {
        Interlocked.Increment(ref synced);
        lock (running) longest = took > longest ? took : longest;
    }
}
